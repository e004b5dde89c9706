import Artifacts
import Imaging
import Phantoms
import Tensors
import Testing

@Suite("The border of a picture")
struct PictureBorderTests {
  /// A radiograph without frame or letters.
  private func chest(_ width: Int, _ height: Int, patient: Int) -> GrayImage {
    Thorax(patient: patient, seed: 4)
      .radiograph(width: width, height: height, label: .normal).image
  }

  /// A chest of 180 × 160 in bands of one tone, `widths` pixels wide: top, bottom, left, right.
  private func framed(
    _ widths: (Int, Int, Int, Int), tone: Float, noise: Double = 0, patient: Int = 1
  ) -> GrayImage {
    var image = chest(180, 160, patient: patient)
    var generator = RandomGenerator(seed: 9)
    for index in image.samples.indices {
      let (y, x) = index.quotientAndRemainder(dividingBy: 180)
      let isFrame =
        y < widths.0 || y >= 160 - widths.1 || x < widths.2 || x >= 180 - widths.3
      let grain = Float(generator.normal() * noise)
      if isFrame { image.samples[index] = min(1, max(0, tone + grain)) }
      image.samples[index] = (image.samples[index] * 255).rounded() / 255
    }
    return image
  }

  @Test(
    "is found on every side, of any tone", arguments: [Float(0.3), 0.5, 0.7, 1],
    [(12, 12, 12, 12), (20, 0, 0, 0), (0, 9, 0, 0), (0, 0, 30, 0), (0, 0, 0, 1), (3, 40, 25, 2)])
  func sides(tone: Float, widths: (Int, Int, Int, Int)) throws {
    for patient in 1...4 {
      let image = framed(widths, tone: tone, patient: patient)
      let border = try #require(PictureBorder(of: image))
      #expect(border.rows == widths.0..<160 - widths.1)
      #expect(border.columns == widths.2..<180 - widths.3)
    }
  }

  @Test("is found through noise and letters")
  func disturbed() throws {
    let noisy = try #require(
      PictureBorder(of: framed((16, 16, 16, 16), tone: 0.45, noise: 0.02)))
    #expect(noisy.rows == 16..<144 && noisy.columns == 16..<164)

    var lettered = framed((24, 0, 24, 0), tone: 0.4)
    for y in 8..<18 {
      for x in 60..<120 where x % 6 < 3 { lettered[x, y] = 1 }
    }
    let behind = try #require(PictureBorder(of: lettered))
    #expect(behind.rows == 24..<160 && behind.columns == 24..<180)
  }

  @Test("may be made of several bands, such as a drawn line in a margin")
  func nested() throws {
    var image = framed((15, 15, 15, 15), tone: 1)
    for index in image.samples.indices {
      let (y, x) = index.quotientAndRemainder(dividingBy: 180)
      let edge = min(min(x, 179 - x), min(y, 159 - y))
      if edge >= 6, edge < 8 { image.samples[index] = 0 }
    }
    let border = try #require(PictureBorder(of: image))
    #expect(border.rows == 15..<145 && border.columns == 15..<165)
  }

  @Test(
    "is not dark air beside the patient",
    arguments: [(96, 96), (200, 160), (160, 220), (512, 512)])
  func air(size: (Int, Int)) {
    for patient in 1...(size.0 > 300 ? 8 : 30) {
      #expect(PictureBorder(of: chest(size.0, size.1, patient: patient)) == nil)
    }
  }

  @Test("is nothing of a picture without structure, nor the whole picture")
  func degenerate() {
    for (width, height) in [(1, 1), (1, 40), (40, 1), (2, 2), (3, 3), (64, 64)] {
      #expect(PictureBorder(of: GrayImage(width: width, height: height, repeating: 0.3)) == nil)
      var generator = RandomGenerator(seed: 2)
      let noise = (0..<width * height).map { _ in Float(generator.uniform()) }
      if let border = PictureBorder(of: GrayImage(width: width, height: height, samples: noise)) {
        #expect(!border.rows.isEmpty && !border.columns.isEmpty)
      }
    }
    let ramp = GrayImage(
      width: 50, height: 50, samples: (0..<2500).map { Float($0 / 50) / 50 })
    #expect(PictureBorder(of: ramp) == nil)
  }

  @Test("covers the pixels outside its rows and columns")
  func area() throws {
    let border = try #require(PictureBorder(of: framed((10, 5, 0, 7), tone: 0.8)))
    let area = border.area(width: 180, height: 160)
    #expect(area.count { $0 } == 180 * 160 - 145 * 173)
    #expect(border.contains(x: 0, y: 9) && !border.contains(x: 0, y: 10))
    #expect(area[9 * 180] && !area[10 * 180])
  }
}
