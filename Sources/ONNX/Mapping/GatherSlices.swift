internal import Networks
internal import Tensors

extension OperatorMapping {
  /// `GatherND`: slices at constant places. The axes that the places count along become one, along
  /// which is gathered.
  static func gatherSlices(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    let places = try node.constant(1)
    let shared = try node.integer("batch_dims", default: 0)
    let width = places.shape.dimensions.last ?? 0
    guard let listed = places.integers?.fixed, width > 0, shared >= 0,
      shared < places.shape.rank, width <= input.rank - shared
    else {
      throw node.error(
        "gathers by places of shape \(places.shape)", expected: "constant places in its input")
    }
    let counted = try input.sizes.prefix(shared + width).map { size in
      guard let size = size.fixed else { throw node.dependsOnBatch("axis") }
      return size
    }
    let extents = Array(counted.suffix(width))
    let batches = counted.prefix(shared).reduce(1, *)
    let perBatch = listed.count / width / max(1, batches)
    let indices = try (0..<listed.count / width).map { place in
      let position = listed[place * width..<(place + 1) * width]
      return try zip(extents, position).reduce(place / max(1, perBatch)) { index, next in
        index * next.0 + (try node.place(Int(next.1), of: next.0))
      }
    }
    let rows = try assembly.reshape(
      input, to: [.fixed(counted.reduce(1, *))] + input.sizes.dropFirst(shared + width), for: node)
    return try assembly.apply(
      Gather(axis: 0, indices: indices, indexShape: Array(places.shape.dimensions.dropLast())),
      to: [rows], for: node)
  }
}
