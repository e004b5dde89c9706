import Networks
import TestSupport
import Tensors
import Testing

@Suite("Shape errors of operators on tensors of any rank")
struct AnyRankShapeErrorTests {
  static let cases: [RefusedCase] = [
    .init(Add(), [[2, 3], [3, 2]], "broadcast together"),
    .init(Multiply(), [[2, 3, 4, 4], [3]], "broadcast together"),
    .init(Divide(), [[0, 3], [2, 3]], "broadcast together"),
    .init(Comparison(.less), [[2], [3]], "broadcast together"),
    .init(Multiply(), [[1 << 40, 1], [1, 1 << 40]], "an output that fits in memory"),
    .init(Multiply(), [[1 << 62, 1], [1 << 62]], "an output that fits in memory"),
    .init(Subtract(), [], "2 inputs"),
    .init(Select(), [[2], [2], [3]], "broadcast together"),
    .init(Select(), [[2], [2]], "3 inputs"),
    .init(PReLU(), [[3], [2, 3]], "broadcast to [3]"),
    .init(PReLU(), [[1, 3], [2, 3]], "broadcast to [1, 3]"),
    .init(GELU(), [], "one input"),
    .init(Reduction(.sum, axes: [2], keepsDimensions: true), [[2, 3]], "axes in 0..<2, not [2]"),
    .init(Reduction(.sum, axes: [-1], keepsDimensions: true), [[2, 3]], "axes in 0..<2"),
    .init(Reduction(.sum, axes: [1, 1], keepsDimensions: true), [[2, 3]], "ascending axes"),
    .init(Reduction(.sum, axes: [1, 0], keepsDimensions: true), [[2, 3]], "ascending axes"),
    .init(Reduction(.max, axes: [0], keepsDimensions: true), [[]], "axes in 0..<0"),
    .init(
      Reduction(.max, axes: [0], keepsDimensions: false), [[0, 1 << 40, 1 << 40]],
      "an output that fits in memory"),
    .init(Reduction(.max, axes: [], keepsDimensions: true), [], "one input"),
    .init(Softmax(axis: 4), [[1, 2, 3, 4]], "axes in 0..<4"),
    .init(LogSoftmax(axis: 0), [[]], "axes in 0..<0"),
    .init(LayerNormalization(axes: [1]), [[2, 3], [2]], "broadcast to [2, 3]"),
    .init(LayerNormalization(axes: [1]), [[2, 3], [3], [1, 2, 3]], "broadcast to [2, 3]"),
    .init(LayerNormalization(axes: [3]), [[2, 3], [3]], "axes in 0..<2"),
    .init(LayerNormalization(axes: [1]), [[2, 3]], "2 to 3 inputs"),
    .init(MatrixMultiplication(), [[], [2]], "matrices"),
    .init(MatrixMultiplication(), [[2, 3], []], "matrices"),
    .init(MatrixMultiplication(), [[2, 3], [2, 3]], "[…, R, K] and […, K, C]"),
    .init(MatrixMultiplication(), [[3], [2]], "matrices"),
    .init(MatrixMultiplication(), [[2, 4, 3], [3, 3, 2]], "broadcast"),
    .init(
      MatrixMultiplication(), [[1 << 40, 1], [1, 1 << 40]], "an output that fits in memory"),
  ]

  @Test("name the operator, the shapes found and what would be right", arguments: cases)
  func refused(reference: RefusedCase) throws {
    try ShapeErrorTests().refused(reference: reference)
  }

  @Test("huge and empty shapes are only numbers while shapes are worked out")
  func hugeShapes() throws {
    let huge: Shape = [0, 1 << 62, 1 << 62]
    #expect(try MatrixMultiplication().outputShape(for: [huge, huge]) == huge)
    #expect(try GELU().outputShape(for: [huge]) == huge)
    #expect(try Softmax().outputShape(for: [huge]) == huge)
    #expect(try LayerNormalization(axes: [2]).outputShape(for: [huge, []]) == huge)
  }
}
