public import Tensors

/// What the axes of a rank-4 value stand for.
///
/// A graph may hold images with their channels last, or cut into windows, under shapes that look
/// like feature maps; a map drawn over the wrong axes would be a wrong number.
enum ImageAxes {
  /// `[N, C, H, W]`
  case channelsFirst
  /// `[N, H, W, C]`
  case channelsLast
  /// Something else, or unknown.
  case other
}

extension Graph {
  /// The nodes with feature maps of more than one position: rank 4, whose last two axes are the
  /// image's.
  ///
  /// - Parameter shapes: From ``shapes(forInput:)``.
  public func featureMaps(shapes: [NodeID: Shape]) -> Set<NodeID> {
    var axes: [NodeID: ImageAxes] = [input: .channelsFirst]
    for id in nodeIDs {
      guard case .apply(let `operator`, let inputs) = self[id].source else { continue }
      axes[id] = imageAxes(of: id, `operator`, inputs, axes, shapes)
    }
    return Set(
      nodeIDs.filter { axes[$0] == .channelsFirst && shapes[$0]?.isSpatial == true })
  }

  private func imageAxes(
    of id: NodeID, _ operator: any Operator, _ inputs: [NodeID], _ axes: [NodeID: ImageAxes],
    _ shapes: [NodeID: Shape]
  ) -> ImageAxes {
    let source = inputs.first.flatMap { axes[$0] } ?? .other
    switch `operator` {
    case is Convolution, is TransposedConvolution: return .channelsFirst
    case let transpose as Transpose: return source.transposed(by: transpose.permutation)
    case is Reshape:
      // Cutting or joining channels leaves the image's axes where they are.
      guard source == .channelsFirst, let before = inputs.first.flatMap({ shapes[$0] }),
        let after = shapes[id]
      else { return .other }
      return before.dimensions.suffix(2) == after.dimensions.suffix(2) ? .channelsFirst : .other
    default:
      // A sum with an image has the image's axes.
      let known = inputs.compactMap { axes[$0] }.filter { $0 != .other }
      return known.first ?? .other
    }
  }
}

extension ImageAxes {
  fileprivate func transposed(by permutation: [Int]) -> ImageAxes {
    let rank = permutation.count
    switch (self, permutation) {
    case (.channelsFirst, [0, 2, 3, 1]): return .channelsLast
    case (.channelsLast, [0, 3, 1, 2]): return .channelsFirst
    case (.channelsFirst, _) where permutation.suffix(2) == [rank - 2, rank - 1]:
      return .channelsFirst
    default: return self != .other && permutation == Array(0..<rank) ? self : .other
    }
  }
}
