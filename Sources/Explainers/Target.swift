public import Diagnostics
internal import Networks
internal import Tensors

/// The class whose score is explained.
public enum Target: Sendable, Hashable {
  /// The class with the highest logit; the first of equals.
  case predicted
  /// The class at this place in the output.
  case index(Int)

  /// The class index for one row of logits.
  ///
  /// - Throws: ``TargetError`` when the network has no such class.
  public func index(in logits: [Float]) throws(TargetError) -> Int {
    switch self {
    case .predicted:
      guard let highest = logits.indices.max(by: { logits[$0] < logits[$1] }) else {
        throw TargetError(index: 0, classes: 0)
      }
      return logits.firstIndex(of: logits[highest]) ?? highest
    case .index(let index):
      guard logits.indices.contains(index) else {
        throw TargetError(index: index, classes: logits.count)
      }
      return index
    }
  }
}

/// A class that the network does not have.
public struct TargetError: Diagnosable, Equatable {
  /// The class asked for.
  public let index: Int
  /// How many there are.
  public let classes: Int

  /// The class asked for and the classes there are.
  public var diagnosis: Diagnosis {
    Diagnosis(
      "the network has no class \(index)", expected: "a class from 0 to \(classes - 1)")
  }
}

extension Tensor {
  /// The rows of a `[N, K]` output.
  var logitRows: [[Float]] {
    let elements = logicalElements
    let width = shape.batch == 0 ? 0 : count / shape.batch
    return (0..<shape.batch).map { Array(elements[$0 * width..<($0 + 1) * width]) }
  }
}
