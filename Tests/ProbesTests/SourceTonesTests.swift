import LungAttention
import Testing

@Suite("Tones of sources")
struct SourceTonesTests {
  private static let ranks = (0...64).map { Float($0) / 64 }

  /// A case of a source whose tones are the ranks to a power.
  private static func sample(
    _ number: Int, of source: String, exponent: Float, patient: String? = nil
  ) -> SourceTones.Sample {
    // In the middle of the range, so that black and white are no quantiles.
    let quantiles = ranks.map { 0.1 + 0.8 * pow($0, exponent) }
    return SourceTones.Sample(
      of: subject(number, of: source, patient: patient), quantiles: quantiles)
  }

  private static func subject(_ number: Int, of source: String, patient: String? = nil) -> Case {
    Case(image: "\(source)\(number).png", source: source, patient: patient)
  }

  private static func pow(_ base: Float, _ exponent: Float) -> Float {
    exponent == 1 ? base : exponent == 2 ? base * base : base.squareRoot()
  }

  /// How far a curve is from leaving tones as they are.
  private static func change(_ curve: ToneMapping?) -> Float? {
    curve.map { curve in ranks.map { abs(curve[$0] - $0) }.max() ?? 0 }
  }

  @Test("a curve takes each quantile to its other, black to black, white to white, and rises")
  func curve() {
    let curve = ToneMapping(from: [0.2, 0.4, 0.6], to: [0.3, 0.4, 0.9])
    let expected: [(Float, Float)] = [
      (0, 0), (0.1, 0.15), (0.2, 0.3), (0.3, 0.35), (0.4, 0.4), (0.5, 0.65), (0.6, 0.9),
      (0.8, 0.95), (1, 1),
    ]
    for (tone, result) in expected { #expect(abs(curve[tone] - result) < 1e-6) }
    let tones = Self.ranks.map { curve[$0] }
    #expect(zip(tones, tones.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("equal quantiles become the mean of theirs, and black that has a quantile goes with it")
  func ties() {
    let curve = ToneMapping(from: [0, 0, 0, 0.5, 1], to: [0.1, 0.2, 0.3, 0.6, 0.8])
    #expect(abs(curve[0] - 0.2) < 1e-6 && abs(curve[0.25] - 0.4) < 1e-6)
    #expect(curve[1] == 0.8)
  }

  @Test("an image takes on a curve pixel by pixel")
  func toned() {
    let view = LinearModel.subject().view
    let curve = ToneMapping(from: [0.25, 0.75], to: [0.5, 0.8])
    let toned = view.toned(by: curve)
    for (before, after) in zip(view.image.samples, toned.samples) {
      #expect(abs(after - (before == 0.25 ? 0.5 : before == 0.75 ? 0.8 : 1)) < 1e-6)
    }
  }

  @Test("tones are those around the lungs: neither lungs nor frame nor distant text count")
  func quantiles() throws {
    var other = LinearModel.image
    for index in other.samples.indices {
      let (row, column) = (index / 32, index % 32)
      let isFrame = min(row, column, 31 - row, 31 - column) < 4
      if isFrame || LinearModel.lungs.pixels[index] { other.samples[index] = 0.9 }
    }
    let plain = try #require(LinearModel.subject().view.toneQuantiles)
    #expect(plain.count == 65 && plain.allSatisfy { $0 == 0.25 })
    #expect(LinearModel.subject(image: other).view.toneQuantiles == plain)
    #expect(LinearModel.subject(lungs: nil).view.toneQuantiles == nil)
  }

  @Test("one source's mean tones become the other's; within a source nothing changes")
  func curves() throws {
    let tones = SourceTones(
      (0..<6).map { Self.sample($0, of: "north", exponent: 1) }
        + (0..<6).map { Self.sample($0, of: "south", exponent: 0.5) }, seed: 1)
    let curves = try #require(tones.curves(for: Self.subject(0, of: "north"), to: "south"))
    for rank in Self.ranks {
      #expect(abs(curves.other[0.1 + 0.8 * rank] - (0.1 + 0.8 * rank.squareRoot())) < 1e-4)
    }
    #expect(try #require(Self.change(curves.same)) < 1e-5)
    #expect(try #require(Self.change(curves.other)) > 0.1)
  }

  @Test("the patient's own images count neither for its source nor for the other")
  func ownPatient() throws {
    let others =
      (0..<4).map { Self.sample($0, of: "north", exponent: 1) }
      + (0..<4).map { Self.sample($0, of: "south", exponent: 1) }
    let own = [
      Self.sample(8, of: "north", exponent: 2, patient: "p"),
      Self.sample(9, of: "north", exponent: 2, patient: "p"),
      Self.sample(9, of: "south", exponent: 0.5, patient: "p"),
    ]
    let subject = Self.subject(8, of: "north", patient: "p")
    let curves = try #require(
      SourceTones(others + own, seed: 1).curves(for: subject, to: "south"))
    #expect(curves == SourceTones(others, seed: 1).curves(for: subject, to: "south"))
    #expect(try #require(Self.change(curves.other)) < 1e-5)
  }

  @Test("a patient's images are all in one half; of one other patient there are no halves")
  func halves() throws {
    let first = (0..<4).map { Self.sample($0, of: "north", exponent: 1, patient: "p1") }
    let second = (4..<8).map { Self.sample($0, of: "north", exponent: 2, patient: "p2") }
    let foreign = Self.sample(0, of: "south", exponent: 1)
    let subject = Self.subject(9, of: "north", patient: "p0")
    let tones = SourceTones(first + second + [foreign], seed: 1)
    let curve = try #require(tones.curves(for: subject, to: "south")?.same)
    let (one, other) = (first[0].quantiles, second[0].quantiles)
    let whole = [ToneMapping(from: one, to: other), ToneMapping(from: other, to: one)]
    #expect(
      whole.contains { whole in
        Self.ranks.allSatisfy { abs(whole[$0] - curve[$0]) < 1e-4 }
      })
    let few = SourceTones(first + [foreign], seed: 1)
    #expect(try #require(few.curves(for: subject, to: "south")).same == nil)
  }

  @Test("without images of the source or of the other there is no curve")
  func missing() {
    let tones = SourceTones(
      [Self.sample(0, of: "north", exponent: 1), Self.sample(0, of: "south", exponent: 1)],
      seed: 1)
    #expect(tones.curves(for: Self.subject(0, of: "north"), to: "south") == nil)
    #expect(tones.curves(for: Self.subject(1, of: "north"), to: "east") == nil)
    #expect(tones.curves(for: Self.subject(1, of: "north"), to: "south") != nil)
  }
}
