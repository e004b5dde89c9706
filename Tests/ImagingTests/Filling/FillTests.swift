import Imaging
import Tensors
import Testing

@Suite("Filling an area")
struct FillTests {
  private func picture(_ width: Int, _ height: Int, bitDepth: Int = 8) -> GrayImage {
    var generator = RandomGenerator(seed: 7)
    let top = bitDepth > 8 ? 65535.0 : 255
    return GrayImage(
      width: width, height: height,
      samples: (0..<width * height).map { _ in
        Float((generator.uniform(in: 0.2...0.9) * top).rounded() / top)
      }, bitDepth: bitDepth)
  }

  private func areas(_ width: Int, _ height: Int) -> [[Bool]] {
    let count = width * height
    return [
      Array(repeating: false, count: count), Array(repeating: true, count: count),
      (0..<count).map { $0 % width < max(1, width / 2) },
      (0..<count).map { $0 / width % 2 == 0 }, (0..<count).map { $0 == count / 2 },
      (0..<count).map { $0 != 0 },
    ]
  }

  @Test(
    "changes nothing outside, keeps samples in 0…1, size and depth", arguments: Fill.allCases,
    [(1, 1), (1, 9), (7, 1), (13, 8), (40, 31)])
  func unchangedOutside(fill: Fill, size: (Int, Int)) {
    for bitDepth in [8, 16] {
      let image = picture(size.0, size.1, bitDepth: bitDepth)
      for area in areas(size.0, size.1) {
        let filled = image.filling(area, with: fill, seed: 3)
        #expect(filled.bitDepth == bitDepth && filled.extent == image.extent)
        #expect(filled == image.filling(area, with: fill, seed: 3))
        for index in area.indices {
          #expect((0...1).contains(filled.samples[index]))
          if !area[index] { #expect(filled.samples[index] == image.samples[index]) }
        }
      }
    }
  }

  @Test("black is 0, above 8 bits the darkest sample")
  func black() {
    let area = (0..<48).map { $0 < 20 }
    #expect(picture(8, 6).filling(area, with: .black).samples[..<20].allSatisfy { $0 == 0 })
    let deep = picture(8, 6, bitDepth: 16)
    #expect(
      deep.filling(area, with: .black).samples[..<20].allSatisfy { $0 == deep.samples.min() })
  }

  @Test("mean and noise have the moments of what stays")
  func moments() {
    let image = picture(80, 60)
    let area = (0..<4800).map { $0 % 80 < 30 }
    let kept = area.indices.filter { !area[$0] }.map { image.samples[$0] }
    let mean = kept.reduce(0, +) / Float(kept.count)
    let filled = image.filling(area, with: .mean)
    #expect(abs(filled.samples[0] - mean) < 1e-5 && filled.samples[0] == filled.samples[29])

    func deviation(_ values: [Float]) -> Float {
      let mean = values.reduce(0, +) / Float(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count))
        .squareRoot()
    }
    let noisy = image.filling(area, with: .noise, seed: 1)
    let noise = area.indices.filter { area[$0] }.map { noisy.samples[$0] }
    #expect(abs(noise.reduce(0, +) / Float(noise.count) - mean) < 0.02)
    // Cut at the picture's own range, so a little narrower.
    #expect((0.8...1.02).contains(deviation(noise) / deviation(kept)))
    #expect(noisy != image.filling(area, with: .noise, seed: 2))
  }

  @Test(
    "where nothing stays, what would be made of it is black",
    arguments: [Fill.mean, .noise, .inpaint])
  func nothingStays(fill: Fill) {
    let filled = picture(9, 5).filling(Array(repeating: true, count: 45), with: fill)
    #expect(filled.samples.allSatisfy { $0 == 0 })
  }

  @Test("blur leaves no structure: a fine pattern becomes even, a constant stays")
  func blur() {
    let stripes = GrayImage(
      width: 200, height: 150, samples: (0..<30000).map { $0 % 200 / 4 % 2 == 0 ? 0.2 : 0.8 })
    let whole = Array(repeating: true, count: 30000)
    let blurred = stripes.filling(whole, with: .blur)
    // Near the sides the outermost stripe repeats.
    for x in 50..<150 { #expect(abs(blurred[x, 75] - 0.5) < 0.03) }
    let even = GrayImage(width: 200, height: 150, repeating: 0.4)
    #expect(even.filling(whole, with: .blur).samples.allSatisfy { abs($0 - 0.4) < 1e-5 })
  }
}
