/// A number that may be undefined, and then says why.
public enum Figure: Sendable, Equatable {
  /// The figure's value, always finite.
  case defined(Double)
  /// Why there is no value. Undefined is not zero: keep it out of means, and count it.
  case undefined(UndefinedReason)

  /// The value, or `nil` where undefined.
  public var value: Double? {
    if case .defined(let value) = self { value } else { nil }
  }

  /// The value unless there is a reason against it; only then is the value computed.
  init(unless reason: UndefinedReason?, _ value: @autoclosure () -> Double) {
    if let reason { self = .undefined(reason) } else { self = .defined(value()) }
  }
}
