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
private let everything = (0..<120, 0..<120)

@Suite("Thorax regions")
struct ThoraxRegionsTests {
  @Test(
    "a pixel belongs to the part that a reader would name",
    arguments: [
      (30, 50, ThoraxRegion.rightLung), (80, 50, .leftLung), (60, 50, .mediastinum),
      (60, 12, .shoulders), (16, 25, .shoulders), (16, 70, .chestWall), (104, 70, .chestWall),
      (40, 100, .belowDiaphragm), (60, 100, .belowDiaphragm), (5, 5, .upperLeftCorner),
      (115, 5, .upperRightCorner), (5, 115, .lowerLeftCorner), (115, 115, .lowerRightCorner),
      (60, 2, .border), (2, 60, .border), (117, 60, .border), (60, 118, .border),
    ])
  func places(x: Int, y: Int, region: ThoraxRegion) throws {
    let regions = try #require(ThoraxRegions(of: lungs, visible: everything))
    #expect(regions[x, y] == region)
  }

  @Test("a mask reaching into a corner is lung there")
  func lungFirst() throws {
    let full = LungMask(width: 8, height: 6, pixels: Array(repeating: true, count: 48))
    let regions = try #require(ThoraxRegions(of: full, visible: (0..<6, 0..<8)))
    #expect((0..<8).allSatisfy { regions[$0, 0]?.isLung == true })
  }

  @Test("a single lung lies on its own side of the image")
  func singleLung() throws {
    for (columns, region) in [(20..<50, ThoraxRegion.rightLung), (70..<100, .leftLung)] {
      let mask = LungMask(
        width: 120, height: 120,
        pixels: (0..<120 * 120).map { columns.contains($0 % 120) && (20..<90).contains($0 / 120) })
      let regions = try #require(ThoraxRegions(of: mask, visible: everything))
      #expect(columns.allSatisfy { regions[$0, 50] == region })
    }
  }

  @Test(
    "shares cover all saliency and all area, lungs hold the lung mass", arguments: RandomCase.many)
  func exhaustive(random: RandomCase) throws {
    let visible = (0..<random.map.height, 0..<random.map.width)
    let shares = try #require(ThoraxRegions(of: random.mask, visible: visible))
      .shares(of: random.map)
    #expect(shares.map(\.region) == ThoraxRegion.allCases)
    #expect(abs(shares.reduce(0) { $0 + $1.saliency } - 1) < 1e-12)
    #expect(abs(shares.reduce(0) { $0 + $1.area } - 1) < 1e-12)
    let score = try AttentionScore(of: random.map, in: random.mask)
    let inLungs = shares.filter(\.region.isLung)
    #expect(abs(inLungs.reduce(0) { $0 + $1.saliency } - (score.lungMass.value ?? -1)) < 1e-12)
    #expect(abs(inLungs.reduce(0) { $0 + $1.area } - (score.lungArea.value ?? -1)) < 1e-12)
  }

  @Test("of a crop only the visible part counts, and its corners are its own")
  func cropped() throws {
    let regions = try #require(ThoraxRegions(of: lungs, visible: (0..<120, 10..<110)))
    #expect(regions[9, 50] == nil && regions[12, 3] == .upperLeftCorner)
    let uniform = PixelMap(width: 120, height: 120, values: Array(repeating: 1, count: 14400))
    for share in regions.shares(of: uniform) { #expect(abs(share.saliency - share.area) < 1e-12) }
  }

  @Test("without lungs or without saliency there are no shares")
  func undefined() throws {
    let none = LungMask(width: 4, height: 4, pixels: Array(repeating: false, count: 16))
    #expect(ThoraxRegions(of: none, visible: (0..<4, 0..<4)) == nil)
    let regions = try #require(ThoraxRegions(of: lungs, visible: everything))
    for value in [0, -1, Float.nan] {
      let map = PixelMap(width: 120, height: 120, values: Array(repeating: value, count: 14400))
      #expect(regions.shares(of: map).isEmpty)
    }
  }
}

@Suite("Thorax frame")
struct ThoraxFrameTests {
  @Test("the lungs' box fills the middle of the frame, whatever the image's size and place")
  func box() throws {
    let cells = try #require(ThoraxFrame(of: lungs)).coverage(of: lungs)
    let (side, margin) = (ThoraxFrame.side, ThoraxFrame.margin)
    for y in 0..<side {
      for x in 0..<side where cells[y * side + x] > 0.5 {
        #expect((margin..<side - margin).contains(x) && (margin..<side - margin).contains(y))
      }
    }
    #expect(cells[margin * side + margin] == 1)
    #expect(cells[margin * side + side / 2] == 0)
  }

  @Test("saliency keeps its sum, less what lies beyond the frame")
  func sum() throws {
    let large = LungMask(
      width: 120, height: 120,
      pixels: (0..<14400).map { (15..<100).contains($0 % 120) && (17..<103).contains($0 / 120) })
    let frame = try #require(ThoraxFrame(of: large))
    var map = PixelMap(width: 120, height: 120, values: Array(repeating: 0, count: 14400))
    for place in 0..<14400 { map.values[place] = Float(place % 7) - 2 }
    let whole = try #require(frame.shares(of: map)).reduce(0, +)
    #expect(abs(whole - 1) < 1e-5)

    let narrow = LungMask(
      width: 120, height: 120, pixels: (0..<14400).map { $0 % 120 < 8 && $0 / 120 < 8 })
    let part = try #require(ThoraxFrame(of: narrow)?.shares(of: map)).reduce(0, +)
    #expect(part < 0.02 && part > 0)
  }

  @Test("the same picture at twice the size gives the same cells")
  func scale() throws {
    let map = PixelMap(
      width: 120, height: 120, values: (0..<14400).map { Float(($0 * 7919) % 101) / 100 })
    func doubled<Element>(_ values: [Element]) -> [Element] {
      (0..<240 * 240).map { values[$0 / 480 * 120 + $0 % 240 / 2] }
    }
    let large = PixelMap(width: 240, height: 240, values: doubled(map.values))
    let largeLungs = LungMask(width: 240, height: 240, pixels: doubled(lungs.pixels))
    let one = try #require(ThoraxFrame(of: lungs)?.shares(of: map))
    let two = try #require(ThoraxFrame(of: largeLungs)?.shares(of: large))
    #expect(zip(one, two).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}

@Suite("Null models")
struct NullModelTests {
  @Test("a centred Gaussian has half of itself in half of the image, and more in the middle")
  func gaussian() throws {
    func mask(_ isLung: (Int, Int) -> Bool) -> LungMask {
      LungMask(width: 40, height: 20, pixels: (0..<800).map { isLung($0 % 40, $0 / 40) })
    }
    let all = (0..<20, 0..<40)
    let half = try #require(mask { x, _ in x < 20 }.shareOfCentredGaussian(visible: all))
    #expect(abs(half - 0.5) < 1e-12)
    let middle = try #require(
      mask { x, y in (10..<30).contains(x) && (5..<15).contains(y) }
        .shareOfCentredGaussian(visible: all))
    // Within one standard deviation along both axes, of what lies within two.
    #expect(abs(middle - (0.6827 / 0.9545) * (0.6827 / 0.9545)) < 0.003)
    #expect(mask { _, _ in false }.shareOfCentredGaussian(visible: all) == nil)
    #expect(mask { _, _ in true }.shareOfCentredGaussian(visible: all) == 1)
  }

  @Test("another's mask is stretched to the map")
  func otherMask() {
    let map = PixelMap(width: 4, height: 2, values: [1, 1, 3, 3, 1, 1, 3, -9])
    let half = LungMask(width: 2, height: 1, pixels: [true, false])
    #expect(half.share(ofSaliencyIn: map) == 4.0 / 13)
    let blank = PixelMap(width: 4, height: 2, values: Array(repeating: 0, count: 8))
    #expect(half.share(ofSaliencyIn: blank) == nil)
  }
}
