/// The fields of a stored row, an empty one being none.
struct StoredRow {
  private let fields: [String: String]

  init(_ fields: [String: String]) { self.fields = fields }

  func text(_ column: String) -> String? { fields[column].flatMap { $0.isEmpty ? nil : $0 } }

  /// - Throws: ``StoredRowError`` for what is no finite number.
  func number(_ column: String) throws -> Double? {
    guard let text = text(column) else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw StoredRowError(column: column, text: text)
    }
    return number
  }

  /// - Throws: ``StoredRowError`` for what `read` does not understand.
  func value<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value? {
    guard let text = text(column) else { return nil }
    guard let value = read(text) else { throw StoredRowError(column: column, text: text) }
    return value
  }

  /// The value of a column that every row has.
  func required<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value {
    guard let value = try value(column, read) else {
      throw StoredRowError(column: column, text: "")
    }
    return value
  }
}
