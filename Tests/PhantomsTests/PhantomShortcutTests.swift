import Imaging
import Phantoms
import Testing

@Suite("A planted shortcut")
struct PhantomShortcutTests {
  private let side = 128

  private func render(_ patient: Int, _ source: SourceLook) -> PhantomImage {
    PhantomCase(seed: 1, patient: patient, label: .normal, source: source, split: .test)
      .render(width: side, height: side)
  }

  /// A hospital of `shortcut` and one without, which draw the same random numbers.
  private func pair(_ patient: Int, _ shortcut: PhantomShortcut) -> (
    plain: PhantomImage, shown: PhantomImage
  ) {
    (render(patient, PhantomShortcut.none.sources.covid), render(patient, shortcut.sources.covid))
  }

  @Test(
    "leaves the normal images' hospital as it is, and names both",
    arguments: PhantomShortcut.allCases)
  func names(shortcut: PhantomShortcut) {
    #expect(shortcut.sources.normal == PhantomShortcut.none.sources.normal)
    #expect(shortcut.sources.normal.name == "north" && shortcut.sources.covid.name == "south")
  }

  @Test("marker: nothing but the letters differs")
  func marker() {
    for patient in 1...6 {
      let (plain, shown) = pair(patient, .marker)
      let changed = zip(plain.image.samples, shown.image.samples).map { $0 != $1 }
      #expect(changed.contains(true) && !plain.markerMask.contains(true))
      #expect(!zip(changed, shown.markerMask).contains { $0 && !$1 })
    }
  }

  @Test("border: nothing but a frame that stays clear of the lungs differs")
  func border() {
    for patient in 1...40 {
      let (plain, shown) = pair(patient, .border)
      let changed = plain.image.samples.indices.filter {
        plain.image.samples[$0] != shown.image.samples[$0]
      }
      let depths = changed.map { index in
        let (y, x) = index.quotientAndRemainder(dividingBy: side)
        return min(min(x, side - 1 - x), min(y, side - 1 - y))
      }
      #expect(changed.count > 2 * side && (depths.max() ?? side) < side / 10)
      let covered = changed.count { shown.lungMask[$0] }
      #expect(covered == 0)
    }
  }

  @Test("tone: every hospital's picture is brighter than the plain one, everywhere and without end")
  func tone() {
    for patient in 1...6 {
      let (plain, shown) = pair(patient, .tone)
      let differences = zip(plain.image.samples, shown.image.samples).map { $1 - $0 }
      #expect(differences.allSatisfy { $0 >= -1.0 / 255 })
      #expect(differences.reduce(0, +) / Float(differences.count) > 0.03)
      #expect(!shown.markerMask.contains(true))
    }
  }

  @Test("none: only chance tells the hospitals apart")
  func none() {
    let (north, south) = PhantomShortcut.none.sources
    func mean(_ source: SourceLook) -> Float {
      (1...40).map { render($0, source).image.samples.reduce(0, +) }.reduce(0, +)
        / Float(40 * side * side)
    }
    #expect(abs(mean(north) - mean(south)) < 0.02)
  }
}
