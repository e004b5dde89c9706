internal import Networks
internal import Tensors

extension GraphAssembly {
  /// The value with other sizes, of which one may depend on the batch.
  mutating func reshape(
    _ value: Value, to sizes: [Probed<Int>], for node: NodeReader
  ) throws -> Value {
    let varying = sizes.filter { $0.fixed == nil }.count
    guard varying <= 1 else { throw node.dependsOnBatch("shape") }
    return try apply(Reshape(to: sizes.map { $0.fixed ?? -1 }), to: [value], for: node)
  }

  /// The value broadcast to other sizes, of which the first may be the batch.
  mutating func expand(
    _ value: Value, to sizes: [Probed<Int>], for node: NodeReader
  ) throws -> Value {
    if sizes.allSatisfy({ $0.fixed != nil }) {
      return try apply(Expand(to: sizes.compactMap(\.fixed)), to: [value], for: node)
    }
    guard sizes.dropFirst().allSatisfy({ $0.fixed != nil }),
      sizes[0].pair == probe.sizes
    else { throw node.dependsOnBatch("shape") }
    let batch = Feature(node: graph.input, type: .float, stored: inputShape)
    return try apply(
      Expand(to: [nil] + sizes.dropFirst().map(\.fixed)), to: [value, .feature(batch)],
      as: value.type, for: node)
  }
}
