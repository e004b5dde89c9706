import Foundation
import Networks
import TestSupport
import Tensors
import Testing

@Suite("Elementwise operators")
struct ElementwiseTests {
  /// A function that has a twin in the C library, in Double.
  struct Twin: CustomTestStringConvertible, Sendable {
    let `operator`: any Operator
    /// How far the result may lie from the twin's, in units in the last place.
    let units: Double
    let function: @Sendable (Double) -> Double

    init(
      _ operator: any Operator, within units: Double = 0.51,
      _ function: @escaping @Sendable (Double) -> Double
    ) {
      self.operator = `operator`
      self.units = units
      self.function = function
    }

    var testDescription: String { `operator`.name }

    static let all: [Twin] = [
      .init(Exp()) { exp($0) },
      .init(Log()) { log($0) },
      .init(Sigmoid()) { 1 / (1 + exp(-$0)) },
      .init(SiLU()) { $0 / (1 + exp(-$0)) },
      .init(SiLU(alpha: 1.5)) { $0 / (1 + exp(-1.5 * $0)) },
      .init(Tanh()) { tanh($0) },
      .init(Erf()) { erf($0) },
      .init(GELU()) { 0.5 * $0 * erfc(-$0 / 2.0.squareRoot()) },
      .init(GELU(approximation: .tanh)) {
        $0 / (1 + exp(-2 * (2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0)))
      },
      .init(Mish()) { $0 * tanh(log1p(exp($0))) },
      .init(Softplus()) { $0 > 50 ? $0 : log1p(exp($0)) },
      .init(ELU(alpha: 1.25)) { $0 > 0 ? $0 : 1.25 * expm1($0) },
      .init(CELU(alpha: 2)) { $0 > 0 ? $0 : 2 * expm1($0 / 2) },
      .init(SELU(alpha: 1.5, gamma: 1.25)) { 1.25 * ($0 > 0 ? $0 : 1.5 * expm1($0)) },
      .init(HardSwish(), within: 2) { $0 * min(max($0 / 6 + 0.5, 0), 1) },
      .init(Softsign(), within: 1.5) { $0 / (1 + abs($0)) },
      .init(SquareRoot()) { $0.squareRoot() },
      .init(Reciprocal()) { 1 / $0 },
      .init(Sine()) { sin($0) },
      .init(Cosine()) { cos($0) },
    ]
  }

  /// Numbers of all sizes and both signs, dense near 1.
  private let sweep: [Float] = {
    let sizes = stride(from: Float(-40), to: 8, by: 0.037).map { exp2($0) }
    let dense = stride(from: Float(0), to: 20, by: 0.0173).map(\.self)
    return [0] + (sizes + dense).flatMap { [$0, -$0] }
  }()

  @Test("are the C library's functions, rounded once", arguments: Twin.all)
  func accuracy(twin: Twin) {
    let found = twin.operator.apply([Tensor([sweep.count], logicalOrder: sweep)]).logicalElements
    for (x, y) in zip(sweep, found) {
      let expected = twin.function(Double(x))
      let rounded = Float(expected)
      // HardSwish cancels near −3, where its error is one of the inputs' size.
      let unit = twin.operator is HardSwish ? max(rounded.ulp, x.ulp) : rounded.ulp
      if rounded.isFinite {
        #expect(abs(Double(y) - expected) <= twin.units * Double(unit), "at \(x)")
      } else {
        #expect(y == rounded || y.isNaN && rounded.isNaN, "at \(x)")
      }
    }
  }

  /// What becomes of +∞, −∞ and the greatest Float.
  static let limits: [(any Operator, [Float])] = [
    (Exp(), [.infinity, 0, .infinity]), (Sigmoid(), [1, 0, 1]), (Tanh(), [1, -1, 1]),
    (Erf(), [1, -1, 1]), (ELU(), [.infinity, -1, .greatestFiniteMagnitude]),
    (Softplus(), [.infinity, 0, .greatestFiniteMagnitude]),
    (Clip(lower: -2, upper: 3), [3, -2, 3]),
    (
      Clip(lower: -Float.infinity, upper: .infinity),
      [.infinity, -Float.infinity, .greatestFiniteMagnitude]
    ),
    (Clip(lower: 3, upper: 1), [1, 1, 1]), (HardSigmoid(), [1, 0, 1]), (Sign(), [1, -1, 1]),
    (LogicalNot(), [0, 0, 0]),
  ]

  @Test("at the edges of what a Float holds", arguments: limits)
  func edges(operator: any Operator, expected: [Float]) {
    let edges = Tensor(
      [3], logicalOrder: [.infinity, -Float.infinity, .greatestFiniteMagnitude])
    #expect(`operator`.apply([edges]).logicalElements == expected)
  }

  @Test(
    "keep NaN",
    arguments: AnyRankCase.simpleOperators.values.filter {
      (try? $0.outputShape(for: [[1]])) != nil
    })
  func nan(operator: any Operator) {
    #expect(`operator`.apply([Tensor([1], repeating: .nan)]).logicalElements[0].isNaN)
  }

  @Test("a derivative of 0 stops an infinite cotangent")
  func maskedCotangent() {
    let x = Tensor([2], logicalOrder: [-1, 1])
    let gradient = ReLU().pullback(
      Tensor([2], repeating: .infinity), inputs: [x], output: ReLU().apply([x]), wanted: [true])
    #expect(gradient[0]?.logicalElements == [0, .infinity])
  }

  @Test("rounding goes to the even neighbour")
  func rounding() {
    let x = Tensor([6], logicalOrder: [0.5, 1.5, 2.5, -0.5, -1.5, 2.4999998])
    #expect(Round().apply([x]).logicalElements == [0, 2, 2, 0, -2, 2])
    #expect(
      LogicalNot().apply([Tensor([3], logicalOrder: [0, -0.0, 2])]).logicalElements == [1, 1, 0])
  }

  @Test("half precision: ties to even, overflow, subnormals")
  func half() {
    let cases: [(Float, Float)] = [
      (1, 1), (0.1, 0.0999755859375), (-0.1, -0.0999755859375), (2049, 2048), (2051, 2052),
      (65504, 65504), (65519.996, 65504), (65520, .infinity), (-65520, -.infinity),
      (0x1p-24, 0x1p-24), (0x1p-25, 0), (0x1.8p-24, 0x1p-23), (0x1.000002p-25, 0x1p-24),
      (0x1.ff8p-15, 0x1.ff8p-15), (0x1.ffcp-15, 0x1p-14), (0x1.002p-14, 0x1p-14),
      (.infinity, .infinity), (1e-30, 0),
    ]
    let x = Tensor([cases.count], logicalOrder: cases.map(\.0))
    #expect(RoundToPrecision(.half).apply([x]).logicalElements == cases.map(\.1))
  }

  @Test("bfloat: ties to even, overflow, subnormals")
  func bfloat() {
    let cases: [(Float, Float)] = [
      (1, 1), (0x1.01p0, 0x1p0), (0x1.03p0, 0x1.04p0), (0x1.010002p0, 0x1.02p0),
      (.greatestFiniteMagnitude, .infinity), (0x1.fep127, 0x1.fep127),
      (0x1p-133, 0x1p-133), (0x1p-134, 0), (0x1.8p-133, 0x1p-132), (-0x1.03p0, -0x1.04p0),
    ]
    let x = Tensor([cases.count], logicalOrder: cases.map(\.0))
    #expect(RoundToPrecision(.bfloat).apply([x]).logicalElements == cases.map(\.1))
    let nan = RoundToPrecision(.bfloat).apply([Tensor([1], repeating: .nan)])
    #expect(nan.logicalElements[0].isNaN)
  }
}
