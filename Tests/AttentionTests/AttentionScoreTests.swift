import Attention
import Diagnostics
import Imaging
import Tensors
import Testing

@Suite("AttentionScore")
struct AttentionScoreTests {
  /// Four pixels of lung among twelve.
  static let lungs = LungMask(
    "....",
    "#.##",
    "#...")

  @Test("counted by hand")
  func byHand() throws {
    let map = PixelMap(
      width: 4, height: 3,
      values: [
        2, 0, -9, 0,
        4, 0, 3, 0,
        1, 2, 0, 0,
      ])
    let score = try AttentionScore(of: map, in: Self.lungs)
    #expect(score.lungMass == .defined(8.0 / 12))
    #expect(score.lungArea == .defined(4.0 / 12))
    #expect(score.enrichment == .defined(2))
    #expect(score.densityRatio == .defined(4))
    // 4 and 3 are lung; the two 2s tied for the third place and the fourth are not.
    #expect(score.rankAccuracy == .defined(2.0 / 4))
    #expect(score.pointingHit == .defined(1))
    // 4 and 3 beat all 8 others; 1 beats 6; 0 ties with 6.
    #expect(score.pixelAUC == .defined((8 + 8 + 6 + 3) / 32))
    // The cut falls between 2 and 1 or above: {4, 3, 2, 2} against four pixels of lung.
    #expect(score.intersectionOverUnion == .defined(2.0 / 6))
    #expect(score.peak.map { [$0.x, $0.y] } == [0, 1])
    #expect(score.peak?.value == 4)
    #expect(score.status == "ok")
  }

  @Test("agrees with NumPy, scikit-learn and scikit-image")
  func references() throws {
    for reference in try AttentionFixture.load() {
      let score = try AttentionScore(of: reference.map, in: reference.lungs)
      #expect(Set(reference.figures.keys) == Set(AttentionMeasure.allCases.map(\.rawValue)))
      for measure in AttentionMeasure.allCases {
        let expected = try #require(reference.figures[measure.rawValue])
        #expect(isClose(score[measure], .defined(expected)), "\(reference): \(measure)")
      }
    }
  }

  @Test("places tied for the last ranks are shared by lung and the rest")
  func rankTies() throws {
    let map = PixelMap(
      width: 4, height: 3,
      values: [
        1, 1, 1, 1,
        1, 1, 5, 1,
        1, 0, 0, 0,
      ])
    // The first place is lung; eight 1s share the other three, and three of them are lung.
    #expect(
      try AttentionScore(of: map, in: Self.lungs).rankAccuracy
        == .defined((1 + 3 * 3.0 / 8) / 4))
  }

  @Test("a uniform map ignores the lungs", arguments: [Float(1), 0.1, 1e-30, 3e38])
  func uniform(value: Float) throws {
    let map = PixelMap(width: 4, height: 3, values: Array(repeating: value, count: 12))
    let score = try AttentionScore(of: map, in: Self.lungs)
    #expect(score.lungMass == score.lungArea)
    #expect(score.rankAccuracy == score.lungArea)
    #expect(score.enrichment == .defined(1))
    #expect(score.densityRatio == .defined(1))
    #expect(score.pixelAUC == .defined(0.5))
    #expect(score.pointingHit == .undefined(.flatMap))
    #expect(score.intersectionOverUnion == .undefined(.flatMap))
    #expect(score.peak == nil)
    #expect(score.status == "flat-map")
  }

  @Test("all saliency inside: everything is perfect but the ratio, which has no outside")
  func allInside() throws {
    let map = PixelMap(
      width: 4, height: 3, values: Self.lungs.pixels.map { $0 ? 0.25 : -1 })
    let score = try AttentionScore(of: map, in: Self.lungs)
    for measure in [
      AttentionMeasure.lungMass, .rankAccuracy, .pointingHit, .pixelAUC, .intersectionOverUnion,
    ] {
      #expect(score[measure] == .defined(1), "\(measure)")
    }
    #expect(score.enrichment == .defined(3))
    #expect(score.densityRatio == .undefined(.nothingOutside))
    #expect(score.status == "nothing-outside")
  }

  @Test("all saliency outside: zeros, and they are defined")
  func allOutside() throws {
    let map = PixelMap(width: 4, height: 3, values: Self.lungs.pixels.map { $0 ? 0 : 0.25 })
    let score = try AttentionScore(of: map, in: Self.lungs)
    for measure in AttentionMeasure.allCases where measure != .lungArea {
      #expect(score[measure] == .defined(0), "\(measure)")
    }
    #expect(score.status == "ok")
  }
}

@Suite("AttentionScore, undefined")
struct AttentionScoreUndefinedTests {
  static let lungs = LungMask("##..", "##..")
  static let map = PixelMap(width: 4, height: 2, values: [1, 2, 3, 4, 3, 2, 1, 0])

  private func expectNoFigures(
    _ map: PixelMap, _ reason: UndefinedReason, status: String, area: Figure = .defined(0.5)
  ) throws {
    let score = try AttentionScore(of: map, in: Self.lungs)
    for measure in AttentionMeasure.allCases where measure != .lungArea {
      #expect(score[measure] == .undefined(reason), "\(measure)")
    }
    #expect(score.lungArea == .defined(0.5))
    #expect(score.peak == nil)
    #expect(score.status == status)
  }

  @Test("a blank map")
  func blank() throws {
    try expectNoFigures(
      PixelMap(width: 4, height: 2, values: [0, 0, -0.0, 0, 0, 0, 0, 0]),
      .blankMap, status: "blank-map")
  }

  @Test("a map without positive values")
  func allNegative() throws {
    try expectNoFigures(
      PixelMap(width: 4, height: 2, values: [0, 0, -1, 0, 0, 0, 0, 0]),
      .allNegative, status: "all-negative")
    try expectNoFigures(
      PixelMap(width: 4, height: 2, values: Array(repeating: -2, count: 8)),
      .allNegative, status: "all-negative")
  }

  @Test("a map with infinity or NaN", arguments: [Float.nan, .infinity, -.infinity])
  func nonFinite(value: Float) throws {
    for position in [0, 3, 7] {
      var map = Self.map
      map.values[position] = value
      try expectNoFigures(map, .nonFiniteMap, status: "non-finite-map")
    }
  }

  @Test("no mask: only the peak is known")
  func noMask() throws {
    let score = try AttentionScore(of: Self.map, in: nil)
    for measure in AttentionMeasure.allCases {
      #expect(score[measure] == .undefined(.noMask), "\(measure)")
    }
    #expect(score.peak.map { [$0.x, $0.y] } == [3, 0])
    #expect(score.peak?.isInLung == nil)
    #expect(score.status == "no-mask")
  }

  @Test("an empty mask is not a miss")
  func emptyMask() throws {
    let score = try AttentionScore(of: Self.map, in: LungMask("....", "...."))
    for measure in AttentionMeasure.allCases {
      #expect(score[measure] == .undefined(.emptyMask), "\(measure)")
    }
    #expect(score.peak.map { [$0.x, $0.y] } == [3, 0])
    #expect(score.status == "empty-mask")
  }

  @Test("on a full mask every map would score the same, so that none has a score")
  func fullMask() throws {
    let score = try AttentionScore(of: Self.map, in: LungMask("####", "####"))
    for measure in AttentionMeasure.allCases where measure != .lungArea {
      #expect(score[measure] == .undefined(.fullMask), "\(measure)")
    }
    #expect(score.lungArea == .defined(1))
    #expect(score.peak.map { [$0.x, $0.y] } == [3, 0])
    #expect(score.status == "full-mask")
  }

  @Test("a bad map is named before a bad mask")
  func precedence() throws {
    let blank = PixelMap(width: 4, height: 2, values: Array(repeating: 0, count: 8))
    let unmasked = try AttentionScore(of: blank, in: nil)
    #expect(unmasked.status == "blank-map")
    #expect(unmasked.lungArea == .undefined(.noMask))
    #expect(try AttentionScore(of: blank, in: LungMask("....", "....")).status == "blank-map")
  }

  @Test("a mask of another size is an error that states both sizes")
  func size() {
    let error = #expect(throws: MaskSizeError.self) {
      try AttentionScore(of: Self.map, in: LungMask("##", "..", ".."))
    }
    #expect(
      error?.description.hasPrefix(
        "the lung mask has 2×3 pixels, expected 4×2 like the saliency map.") == true)
  }

  @Test("a single pixel has neither a score nor a peak")
  func onePixel() throws {
    let score = try AttentionScore(
      of: PixelMap(width: 1, height: 1, values: [3]), in: LungMask("#"))
    #expect(score.lungArea == .defined(1))
    #expect(score.pointingHit == .undefined(.fullMask))
    #expect(score.peak == nil)
    #expect(score.status == "full-mask")
  }
}

@Suite("AttentionScore, invariants")
struct AttentionScoreInvariantTests {
  @Test("status is ok exactly when every figure is defined", arguments: RandomCase.many)
  func status(random: RandomCase) throws {
    let score = try AttentionScore(of: random.map, in: random.mask)
    let isDefined = AttentionMeasure.allCases.allSatisfy { score[$0].value != nil }
    #expect(isDefined == (score.status == "ok"))
  }

  @Test("a positive factor changes nothing", arguments: RandomCase.many)
  func scale(random: RandomCase) throws {
    let score = try AttentionScore(of: random.map, in: random.mask)
    for factor: Float in [0x1p-60, 0.5, 1024, 0x1p60] {
      let scaled = try AttentionScore(of: random.map.scaled(by: factor), in: random.mask)
      for measure in AttentionMeasure.allCases {
        #expect(scaled[measure] == score[measure], "\(measure) × \(factor)")
      }
    }
  }

  @Test("transposing map and mask changes nothing", arguments: RandomCase.many)
  func transposition(random: RandomCase) throws {
    let score = try AttentionScore(of: random.map, in: random.mask)
    let transposed = try AttentionScore(of: random.map.transposed, in: random.mask.transposed)
    for measure in AttentionMeasure.allCases {
      #expect(isClose(transposed[measure], score[measure]), "\(measure)")
    }
  }

  @Test("lungs and the rest share the mass, the area and the ranks", arguments: RandomCase.many)
  func complement(random: RandomCase) throws {
    let lungs = try AttentionScore(of: random.map, in: random.mask)
    let rest = try AttentionScore(of: random.map, in: random.mask.complement)
    for measure in [AttentionMeasure.lungMass, .lungArea, .pixelAUC] {
      let sum = (lungs[measure].value ?? .nan) + (rest[measure].value ?? .nan)
      #expect(abs(sum - 1) < 1e-12, "\(measure)")
    }
  }

  @Test("negative values do not matter", arguments: RandomCase.many)
  func rectified(random: RandomCase) throws {
    let rectified = PixelMap(
      width: random.map.width, height: random.map.height,
      values: random.map.values.map { max($0, 0) })
    let score = try AttentionScore(of: random.map, in: random.mask)
    #expect(try AttentionScore(of: rectified, in: random.mask) == score)
  }

  @Test("the hit says where the peak is, and the peak is the maximum", arguments: RandomCase.many)
  func peak(random: RandomCase) throws {
    let score = try AttentionScore(of: random.map, in: random.mask)
    let peak = try #require(score.peak)
    #expect(random.map[peak.x, peak.y] == random.map.values.max())
    #expect(peak.isInLung == random.mask[peak.x, peak.y])
    #expect(score.pointingHit == .defined(random.mask[peak.x, peak.y] ? 1 : 0))
  }
}
