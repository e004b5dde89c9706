import Artifacts
import Attention
import Imaging
import Testing

/// Two upright lungs in a picture of 120 × 120: columns 24…50 and 70…96, rows 20…90.
private let lungs = LungMask(
  width: 120, height: 120,
  pixels: (0..<120 * 120).map { place in
    let (x, y) = (place % 120, place / 120)
    return (20..<91).contains(y) && ((24..<51).contains(x) || (70..<97).contains(x))
  })

/// A map that is `value` in each box, and 0 elsewhere.
private func map(_ boxes: (rows: Range<Int>, columns: Range<Int>, value: Float)...) -> PixelMap {
  var map = PixelMap(width: 120, height: 120, values: Array(repeating: 0, count: 120 * 120))
  for box in boxes {
    for row in box.rows {
      for column in box.columns { map.values[row * 120 + column] = box.value }
    }
  }
  return map
}

private func anatomy(_ markers: [TextMarker] = []) throws -> ImageAnatomy {
  try #require(
    ImageAnatomy(
      of: lungs, artifacts: PictureArtifacts(markers: markers, border: nil),
      visible: (0..<120, 0..<120)))
}

@Suite("Salient regions outside the lungs")
struct OutsideRegionsTests {
  @Test("a region has its box, its share, its strongest pixel and its distance to the lungs")
  func one() throws {
    var saliency = map((30..<40, 30..<40, 1), (2..<12, 100..<110, 2))
    saliency.values[5 * 120 + 103] = 4
    let regions = try anatomy().outsideRegions(of: saliency, tolerance: 3)
    let region = try #require(regions.first)
    #expect(regions.count == 1)
    #expect(region.rows == 2..<12 && region.columns == 100..<110)
    #expect(abs(region.share - 202 / 302.0) < 1e-12)
    #expect(region.peak == (x: 103, y: 5) && region.strength == 1)
    // To the lung's upper right pixel, (96, 20).
    #expect(abs(region.distance - (7.0 * 7 + 15 * 15).squareRoot()) < 1e-9)
    // In units of the lungs' box, which begins at (24, 20) and is 73 × 71.
    #expect(abs(region.place.u - 79.5 / 73) < 1e-9 && abs(region.place.v + 14.5 / 71) < 1e-9)
    #expect(region.kind == .corner)
  }

  @Test(
    "a region is named after what holds most of it",
    arguments: [
      (30..<60, 55..<66, OutsideRegionKind.mediastinum), (100..<112, 50..<70, .belowDiaphragm),
      (50..<80, 104..<112, .shoulder), (8..<16, 30..<45, .shoulder), (50..<80, 0..<5, .border),
      (2..<15, 2..<15, .corner),
    ])
  func kinds(rows: Range<Int>, columns: Range<Int>, kind: OutsideRegionKind) throws {
    let found = try anatomy().outsideRegions(of: map((rows, columns, 1)), tolerance: 2)
    #expect(found.map(\.kind) == [kind])
  }

  @Test("a region that covers half of a text is called so, one that covers less is not")
  func marker() throws {
    let saliency = map((2..<12, 100..<110, 1))
    for (columns, kind) in [(104..<114, OutsideRegionKind.marker), (106..<116, .corner)] {
      let text = TextMarker(rows: 2..<12, columns: columns, confidence: 1)
      #expect(try anatomy([text]).outsideRegions(of: saliency, tolerance: 2).map(\.kind) == [kind])
    }
  }

  @Test("nothing within the tolerance of the lungs, nor faint or small, is a region")
  func nothing() throws {
    let anatomy = try anatomy()
    // One pixel beside the lung.
    #expect(anatomy.outsideRegions(of: map((30..<60, 97..<99, 1)), tolerance: 3).isEmpty)
    #expect(!anatomy.outsideRegions(of: map((30..<60, 97..<104, 1)), tolerance: 3).isEmpty)
    // A fifth of the maximum.
    #expect(
      anatomy.outsideRegions(
        of: map((30..<40, 30..<40, 1), (2..<12, 100..<110, 0.2)), tolerance: 3
      ).isEmpty)
    // 1 % of the saliency.
    #expect(
      anatomy.outsideRegions(
        of: map((30..<60, 25..<50, 1), (2..<4, 100..<103, 1)), tolerance: 3
      ).isEmpty)
    for value: Float in [0, -1, .nan] {
      #expect(
        anatomy.outsideRegions(of: map((0..<120, 0..<120, value)), tolerance: 3).isEmpty)
    }
  }

  @Test("no lungs, no regions")
  func noLungs() {
    let empty = LungMask(width: 8, height: 8, pixels: Array(repeating: false, count: 64))
    let anatomy = ImageAnatomy(
      of: empty, artifacts: PictureArtifacts(markers: [], border: nil), visible: (0..<8, 0..<8))
    if anatomy != nil { Issue.record("an anatomy without lungs") }
  }
}
