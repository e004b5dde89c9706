internal import Foundation

/// JSON whose members keep the order in which they are given, which `JSONEncoder` does not offer.
///
/// Strings and numbers are rendered by Foundation.
package enum JSONText {
  /// A value of JSON.
  package enum Value {
    case string(String)
    case number(Double)
    case integer(Int)
    case boolean(Bool)
    case object([(String, Value)])
    case array([Value])
    case missing

    /// A string, or missing for `nil`.
    package init(_ text: String?) { self = text.map(Value.string) ?? .missing }
    /// A number, or missing for `nil`.
    package init(_ number: Double?) { self = number.map(Value.number) ?? .missing }

    /// The value in a field of CSV.
    var text: String {
      switch self {
      case .string(let text): text
      case .number(let number):
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
      case .integer(let number): "\(number)"
      case .boolean(let isTrue): isTrue ? "true" : "false"
      case .object, .array, .missing: ""
      }
    }
  }

  /// An array of objects, one to a line.
  static func render(_ objects: [[(String, Value)]]) throws -> String {
    let lines = try objects.map { "  " + (try render(.object($0))) }
    return lines.isEmpty ? "[]\n" : "[\n\(lines.joined(separator: ",\n"))\n]\n"
  }

  /// The members of an object that are arrays of objects, an element to a line.
  static func render(sections: [(String, [[(String, Value)]])]) throws -> String {
    try sections.map { name, elements in
      let lines = try elements.map { "    " + (try render(.object($0))) }
      return "  \"\(name)\": "
        + (lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]")
    }.joined(separator: ",\n")
  }

  /// One value on one line.
  package static func render(_ value: Value) throws -> String {
    switch value {
    case .object(let members):
      let texts = try members.map { "\(try encode($0)): \(try render($1))" }
      return "{\(texts.joined(separator: ", "))}"
    case .array(let values):
      return "[\(try values.map(render).joined(separator: ", "))]"
    case .string(let text): return try encode(text)
    case .number, .integer, .boolean: return value.text
    case .missing: return "null"
    }
  }

  private static func encode(_ text: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(text), as: UTF8.self)
  }
}
