public import Tensors

extension Graph {
  /// The shape of every node for an input of shape `input`, or the first node that cannot take
  /// what it is given.
  public func shapes(forInput input: Shape) throws(ShapeError) -> [NodeID: Shape] {
    var shapes: [NodeID: Shape] = [:]
    for id in nodeIDs {
      switch self[id].source {
      case .input: shapes[id] = input
      case .parameter(let parameter): shapes[id] = parameter.shape
      case .apply(let `operator`, let inputs):
        do throws(ShapeError) {
          shapes[id] = try `operator`.outputShape(for: inputs.compactMap { shapes[$0] })
        } catch {
          var located = error
          located.node = self[id].name
          throw located
        }
      }
    }
    return shapes
  }
}
