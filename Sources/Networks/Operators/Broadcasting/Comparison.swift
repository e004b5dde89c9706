/// 1 where the relation holds, else 0, with gradient 0; with NaN none holds.
public struct Comparison: StepwiseOperator {
  /// What `x` is to `y`.
  public enum Relation: Sendable {
    /// `x = y`
    case equal
    /// `x < y`
    case less
    /// `x ≤ y`
    case lessOrEqual
    /// `x > y`
    case greater
    /// `x ≥ y`
    case greaterOrEqual
  }

  /// What `x` is to `y`.
  public let relation: Relation

  /// A comparison.
  public init(_ relation: Relation) { self.relation = relation }

  func value(_ x: Float, _ y: Float) -> Float {
    let holds =
      switch relation {
      case .equal: x == y
      case .less: x < y
      case .lessOrEqual: x <= y
      case .greater: x > y
      case .greaterOrEqual: x >= y
      }
    return holds ? 1 : 0
  }
}
