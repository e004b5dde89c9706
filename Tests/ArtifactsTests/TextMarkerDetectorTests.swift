import Artifacts
import Imaging
import Phantoms
import Tensors
import Testing

@Suite("The detector of burnt-in text")
struct TextMarkerDetectorTests {
  private let detector = TextMarkerDetector()

  private static let small = radiograph()
  private static let large = radiograph(size: 1024)

  /// A phantom without letters, seen by a hospital.
  private static func radiograph(
    patient: Int = 1, _ source: SourceLook = .north, size: Int = 512
  ) -> GrayImage {
    PhantomCase(
      seed: 3, patient: patient, label: .covid, source: source.withoutMarkers, split: .test
    ).render(width: size, height: size).image
  }

  private func noise(width: Int, height: Int) -> GrayImage {
    var generator = RandomGenerator(seed: 5)
    let samples = (0..<width * height).map { _ in
      min(1, max(0, Float(0.5 + 0.1 * generator.normal())))
    }
    return GrayImage(width: width, height: height, samples: samples)
  }

  private func negative(_ image: GrayImage) -> GrayImage {
    GrayImage(
      width: image.width, height: image.height, samples: image.samples.map { 1 - $0 },
      bitDepth: image.bitDepth)
  }

  private func isFound(_ place: PlantedText.Place, on image: GrayImage) -> Bool {
    detector.markers(in: image).contains { $0.overlap(place) >= 0.3 }
  }

  @Test("finds a letter of any size", arguments: [0.03, 0.04, 0.06, 0.08], ["R", "L", "AP"])
  func sizes(height: Double, text: String) {
    for (size, base) in [(512, Self.small), (1024, Self.large)] {
      var image = base
      let place = PlantedText(
        text: text, height: height * Double(size), x: 0.12 * Double(size), y: 0.12 * Double(size)
      ).draw(on: &image)
      #expect(isFound(place, on: image), "\(size) pixels")
    }
  }

  @Test("finds turned letters", arguments: [-90.0, -30, -10, 10, 30, 90, 180])
  func rotations(angle: Double) {
    for text in ["R", "L"] {
      var image = Self.small
      let place = PlantedText(text: text, height: 28, x: 450, y: 60, angle: angle).draw(on: &image)
      #expect(isFound(place, on: image), "\(text)")
    }
  }

  @Test("finds a word as one block")
  func word() {
    var image = Self.small
    let place = PlantedText(text: "PORTABLE", height: 16, x: 80, y: 30).draw(on: &image)
    #expect(isFound(place, on: image))
  }

  @Test("finds as much on the negative", arguments: 1...4)
  func polarity(patient: Int) {
    var image = Self.radiograph(patient: patient)
    let place = PlantedText(height: 26, x: 60, y: 50).draw(on: &image)
    #expect(isFound(place, on: image))
    #expect(isFound(place, on: negative(image)))
  }

  @Test("finds hardly anything on phantoms without letters: one unsure box on 32")
  func markerFree() {
    let markers = (1...8).flatMap { patient in
      SourceLook.all.flatMap { source in
        detector.markers(in: Self.radiograph(patient: patient, source, size: 256))
      }
    }
    #expect(markers.count <= 1)
    #expect(markers.allSatisfy { $0.confidence < 0.25 })
  }

  @Test("finds the letters of the phantoms' hospitals in nine cases of ten")
  func phantoms() {
    var (found, total) = (0, 0)
    for patient in 1...10 {
      for source in [SourceLook.north, .south] {
        let phantom = PhantomCase(
          seed: 1, patient: patient, label: .normal, source: source, split: .test
        ).render(width: 256, height: 256)
        let covered = phantom.markerMask.indices.filter { phantom.markerMask[$0] }
        let (x, y) = (covered.map { $0 % 256 }, covered.map { $0 / 256 })
        let place = PlantedText.Place(
          rows: y.min()!..<y.max()! + 1, columns: x.min()!..<x.max()! + 1)
        total += 1
        if isFound(place, on: phantom.image) { found += 1 }
      }
    }
    #expect(10 * found >= 9 * total, "\(found) of \(total)")
  }

  @Test("finds nothing where nothing is", arguments: [1, 2, 3, 7, 64, 300])
  func blank(size: Int) {
    #expect(detector.markers(in: GrayImage(width: size, height: size, repeating: 0.4)).isEmpty)
    #expect(detector.markers(in: GrayImage(width: size, height: 1, repeating: 0)).isEmpty)
    #expect(detector.markers(in: GrayImage(width: 1, height: size, repeating: 1)).isEmpty)
    #expect(detector.markers(in: noise(width: size, height: size)).isEmpty)
  }

  @Test("survives samples that are not numbers")
  func notFinite() {
    var image = Self.radiograph(size: 128)
    for index in 0..<200 { image.samples[index] = index % 2 == 0 ? .nan : .infinity }
    let markers = detector.markers(in: image)
    #expect(markers == detector.markers(in: image))
  }

  @Test("gives the same for 8 and 16 bits, and for a window of them")
  func depths() {
    var image = Self.small
    _ = PlantedText(height: 24, x: 60, y: 60).draw(on: &image)
    image.samples = image.samples.map { ($0 * 255).rounded() / 255 }
    let deep = GrayImage(
      width: image.width, height: image.height,
      samples: image.samples.map { ($0 * 255).rounded() * 257 / 65535 }, bitDepth: 16)
    let markers = detector.markers(in: image)
    #expect(!markers.isEmpty)
    #expect(detector.markers(in: deep) == markers)
    let dim = GrayImage(
      width: image.width, height: image.height, samples: image.samples.map { $0 / 4 + 0.125 },
      bitDepth: 16)
    #expect(detector.markers(in: dim) == markers)
  }

  @Test("finds the same place at another scale", arguments: [700, 1024])
  func scales(size: Int) {
    func place(_ size: Int) -> (PlantedText.Place, [TextMarker]) {
      var image = Self.radiograph(size: size)
      let unit = Double(size) / 512
      let place = PlantedText(height: 28 * unit, x: 60 * unit, y: 60 * unit).draw(on: &image)
      return (place, detector.markers(in: image))
    }
    let (expected, markers) = place(size)
    #expect(markers.contains { $0.overlap(expected) >= 0.3 })
    #expect(markers.count == place(512).1.count)
  }

  @Test("gives the same each time, the surest first, on any thread")
  func determinism() async {
    var image = Self.small
    _ = PlantedText(text: "AP", height: 24, x: 60, y: 60).draw(on: &image)
    _ = PlantedText(text: "L", height: 30, x: 450, y: 60).draw(on: &image)
    let picture = image
    let markers = detector.markers(in: picture)
    #expect(markers.count >= 2)
    #expect(markers.map(\.confidence) == markers.map(\.confidence).sorted(by: >))
    let again = ParallelLoop.$threads.withValue(3) { detector.markers(in: picture) }
    #expect(again == markers)
  }

  @Test("reports fewer for a higher confidence")
  func confidence() {
    var image = Self.small
    _ = PlantedText(height: 24, x: 60, y: 60).draw(on: &image)
    let all = TextMarkerDetector(minimumConfidence: 0).markers(in: image)
    #expect(all.count >= detector.markers(in: image).count)
    #expect(detector.markers(in: image).allSatisfy { $0.confidence >= detector.minimumConfidence })
    #expect(TextMarkerDetector(minimumConfidence: 1).markers(in: image).isEmpty)
  }
}
