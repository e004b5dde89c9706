/// A value of the graph's arithmetic on shapes, known for two sizes of the batch.
///
/// A graph may compute shapes from its input's, so they depend on the batch size, which is not
/// known when the graph is read. Every size of a network is fixed or proportional to the batch;
/// following the arithmetic for two batch sizes tells which, without algebra.
enum Probed<Value> {
  /// The same for every batch size.
  case fixed(Value)
  /// The values for the two sizes of ``BatchProbe``.
  case varying(Value, Value)

  /// The values for the two sizes.
  var pair: (Value, Value) {
    switch self {
    case .fixed(let value): (value, value)
    case .varying(let first, let second): (first, second)
    }
  }

  /// The value, unless it depends on the batch size.
  var fixed: Value? { if case .fixed(let value) = self { value } else { nil } }

  /// The value for the first size.
  var first: Value { pair.0 }

  func map<Result>(_ transform: (Value) throws -> Result) rethrows -> Probed<Result> {
    switch self {
    case .fixed(let value): .fixed(try transform(value))
    case .varying(let first, let second): .varying(try transform(first), try transform(second))
    }
  }
}

extension Probed where Value: Equatable {
  /// The two values as one where they agree.
  init(_ first: Value, _ second: Value) {
    self = first == second ? .fixed(first) : .varying(first, second)
  }
}

/// The batch sizes for which shapes are followed.
struct BatchProbe {
  let sizes: (Int, Int)

  /// Sizes other than 1, because an axis of size 1 broadcasts.
  static let open = BatchProbe(sizes: (2, 3))

  /// One size only: the graph has it written into its constants.
  static func only(_ size: Int) -> BatchProbe { BatchProbe(sizes: (size, size)) }
}
