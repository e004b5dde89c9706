/// 1 where the combination of two truth values holds, else 0, with gradient 0; 0 is false and every
/// other number true.
public struct LogicalCombination: StepwiseOperator {
  /// How two truth values are combined.
  public enum Connective: Sendable {
    /// Both.
    case and
    /// One or both.
    case or
    /// Exactly one.
    case xor
  }

  /// How two truth values are combined.
  public let connective: Connective

  /// A combination.
  public init(_ connective: Connective) { self.connective = connective }

  func value(_ x: Float, _ y: Float) -> Float {
    let (x, y) = (x != 0, y != 0)
    let holds =
      switch connective {
      case .and: x && y
      case .or: x || y
      case .xor: x != y
      }
    return holds ? 1 : 0
  }
}
