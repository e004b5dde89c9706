import Imaging
import Phantoms
import Tensors
import Testing

@Suite("A phantom case")
struct PhantomCaseTests {
  private func phantom(
    _ patient: Int, _ label: PhantomLabel = .covid, _ source: SourceLook = .north, seed: UInt64 = 1
  ) -> PhantomCase {
    PhantomCase(seed: seed, patient: patient, label: label, source: source, split: .test)
  }

  @Test("gives the same picture in any order and on any thread")
  func deterministic() async {
    let cases = (1...8).map { phantom($0, $0 % 2 == 0 ? .covid : .normal, SourceLook.all[$0 % 4]) }
    let inOrder = cases.map { $0.render(width: 64, height: 64) }
    let backwards = Array(cases.reversed().map { $0.render(width: 64, height: 64) }.reversed())
    #expect(inOrder == backwards)
    let parallel = await withTaskGroup(of: (Int, PhantomImage).self) { group in
      for (index, row) in cases.enumerated() {
        group.addTask { (index, row.render(width: 64, height: 64)) }
      }
      var result: [Int: PhantomImage] = [:]
      for await (index, image) in group { result[index] = image }
      return result
    }
    for (index, image) in inOrder.enumerated() { #expect(parallel[index] == image) }
  }

  @Test("differs from seed to seed and from patient to patient, also in anatomy")
  func seeds() {
    let picture = phantom(1).render(width: 64, height: 64)
    #expect(phantom(1, seed: 2).render(width: 64, height: 64).lungMask != picture.lungMask)
    #expect(phantom(2).render(width: 64, height: 64).lungMask != picture.lungMask)
  }

  @Test("keeps the patient's lungs whatever the source and the label", arguments: 1...6)
  func pairs(patient: Int) {
    let lungs = phantom(patient).render(width: 96, height: 96).lungMask
    for source in SourceLook.all {
      for label in PhantomLabel.allCases {
        #expect(phantom(patient, label, source).render(width: 96, height: 96).lungMask == lungs)
      }
    }
  }

  @Test("has two lungs of plausible size, apart from every border and letter", arguments: 1...60)
  func lungs(patient: Int) {
    for source in SourceLook.all {
      let phantom = phantom(patient, .normal, source).render(width: 128, height: 128)
      let sizes = componentSizes(of: phantom.lungMask, width: 128)
      #expect(sizes.count == 2)
      #expect(sizes.allSatisfy { $0 > 128 * 128 / 15 })
      #expect((0.15...0.45).contains(Double(sizes.reduce(0, +)) / (128 * 128)))
      #expect(!touchesBorder(phantom.lungMask, width: 128))
      #expect(!zip(phantom.lungMask, phantom.markerMask).contains { $0 && $1 })
    }
  }

  @Test("has lungs inside the body, darker than what lies between them", arguments: 1...12)
  func lungsAreDark(patient: Int) throws {
    let size = 128
    let thorax = phantom(patient, .normal).render(width: size, height: size)
    let spine = (0..<(size * size)).map {
      abs($0 % size - size / 2) < 2 && (size / 2...3 * size / 4).contains($0 / size)
    }
    let lung = mean(of: thorax.image.samples, where: thorax.lungMask)
    #expect(lung < mean(of: thorax.image.samples, where: spine) - 0.2)
    // Walking outwards from a lung one meets the brighter chest wall before any air.
    for row in stride(from: size / 3, through: size / 2, by: 4) {
      let first = try #require((0..<size).first { thorax.lungMask[row * size + $0] })
      let wall = (max(0, first - 8)..<first).map { thorax.image[$0, row] }.max() ?? 0
      #expect(wall > thorax.image[first + 2, row])
    }
  }

  @Test("has letters that are white and stay whole inside the picture", arguments: SourceLook.all)
  func letters(source: SourceLook) {
    for patient in 1...20 {
      let phantom = phantom(patient, .normal, source).render()
      let count = phantom.markerMask.count { $0 }
      #expect((200...5000).contains(count))
      #expect(!touchesBorder(phantom.markerMask, width: 256))
      let white = zip(phantom.image.samples, phantom.markerMask).count { $0 > 0.9 && $1 }
      #expect(Double(white) > 0.5 * Double(count))
    }
  }

  @Test("changes nothing but the letters where only letters differ")
  func markerMaskIsExact() {
    let plain = SourceLook.north.withoutMarkers
    for patient in 1...5 {
      let marked = phantom(patient, .normal, .north).render()
      let unmarked = phantom(patient, .normal, plain).render()
      #expect(!unmarked.markerMask.contains(true))
      let changed = zip(marked.image.samples, unmarked.image.samples).map { $0 != $1 }
      // A letter may happen to have the tone it covers, so changed ⊆ mask, and nearly all of it.
      #expect(!zip(changed, marked.markerMask).contains { $0 && !$1 })
      #expect(changed.count { $0 } > marked.markerMask.count { $0 } * 9 / 10)
    }
  }

  @Test(
    "draws the whole chest in any format",
    arguments: [(320, 200), (150, 260), (257, 131), (48, 48)])
  func formats(width: Int, height: Int) {
    let phantom = phantom(3).render(width: width, height: height)
    #expect(phantom.image.width == width && phantom.image.height == height)
    #expect(phantom.lungMask.count == width * height && phantom.markerMask.count == width * height)
    #expect(componentSizes(of: phantom.lungMask, width: width).count == 2)
    #expect(!touchesBorder(phantom.lungMask, width: width))
    #expect(!zip(phantom.lungMask, phantom.markerMask).contains { $0 && $1 })
    // The chest keeps its proportions: its size follows the short side alone.
    let short = min(width, height)
    let square = self.phantom(3).render(width: short, height: short)
    let area = phantom.lungMask.count { $0 }
    let squareArea = square.lungMask.count { $0 }
    #expect(abs(area - squareArea) < squareArea / 25)
  }

  @Test("has samples that an 8-bit file keeps")
  func eightBits() {
    let samples = phantom(1).render(width: 64, height: 64).image.samples
    #expect(samples.allSatisfy { (0...1).contains($0) && $0 == ($0 * 255).rounded() / 255 })
  }

  @Test("is named after patient, label and source")
  func name() {
    #expect(phantom(42, .covid, .north).name == "p0042-covid-north")
    #expect(phantom(12345, .normal, .west).name == "p12345-normal-west")
  }
}
