internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Reductions along axes.
  static let reductions: [String: OperatorMapping] = [
    "ReduceMean": reduction(.mean), "ReduceSum": reduction(.sum), "ReduceMax": reduction(.max),
    "ReduceMin": reduction(.min), "ReduceProd": reduction(.product), "ReduceL1": reduction(.l1),
    "ReduceL2": reduction(.l2), "ReduceSumSquare": reduction(.sumOfSquares),
    "ReduceLogSum": reduction(.logSum), "ReduceLogSumExp": reduction(.logSumExp),
  ]

  private static func reduction(_ kind: Reduction.Kind) -> OperatorMapping {
    .single { node, assembly in try reduce(node, &assembly, by: kind) }
  }

  private static func reduce(
    _ node: NodeReader, _ assembly: inout GraphAssembly, by kind: Reduction.Kind
  ) throws -> Value {
    var input = try node.input(0)
    // Axes are an attribute in old versions and an input in new ones.
    let listed = try node.integers(1) ?? node.integers("axes") ?? []
    if listed.isEmpty, try node.integer("noop_with_empty_axes", default: 0) != 0 {
      return try assembly.applyElementwise(
        Reduction(kind, axes: [], keepsDimensions: true), to: input, for: node)
    }
    var axes = try node.axes(
      listed.isEmpty ? Array(0..<input.rank) : listed, rank: input.rank)
    let keeps = try node.integer("keepdims", default: 1) != 0
    var isView = false
    if case .feature(let feature) = input, feature.isChannelsLast {
      // Over height and width only the channels are left, in either order of the axes.
      isView = keeps
      if keeps || axes == [1, 2] {
        input = input.seen(channelsLast: false)
        axes = axes.map(feature.storedAxis).sorted()
      } else {
        input = try assembly.plain(input, for: node)
      }
    }
    return try assembly.apply(
      Reduction(kind, axes: axes, keepsDimensions: keeps), to: [input], for: node
    ).seen(channelsLast: isView)
  }
}
