/// A JSON text, parsed strictly (RFC 8259): UTF-8, no name twice in an object, nothing after it.
///
/// Foundation's parser keeps one of two equal names silently, which would let a header describe
/// a tensor twice.
enum JSONValue: Equatable {
  case string(String)
  /// A number as it is written.
  case number(String)
  case array([JSONValue])
  /// The members in the order of the text.
  case object([Member])
  case boolean(Bool)
  case null

  /// A named value of an object.
  struct Member: Equatable {
    let name: String
    let value: JSONValue
  }

  /// The value of the text `bytes`.
  init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
    var parser = JSONParser(bytes: Array(bytes))
    self = try parser.document()
  }
}

extension JSONValue {
  /// The text, if this is a string.
  var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The elements, if this is an array.
  var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

  /// The members, if this is an object.
  var object: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// The number, if this is a whole one that an `Int` can hold, none negative.
  var count: Int? {
    guard case .number(let text) = self, let number = Int(text), number >= 0 else { return nil }
    return number
  }

  /// The number, if this is one.
  var float: Float? { if case .number(let text) = self { Float(text) } else { nil } }

  /// The value of the member called `name`.
  subscript(name: String) -> JSONValue? { object?.first { $0.name == name }?.value }
}

extension JSONValue: CustomStringConvertible {
  /// The shortest text, members in their order.
  var description: String {
    switch self {
    case .string(let text): Self.quoted(text)
    case .number(let text): text
    case .array(let elements): "[" + elements.map(\.description).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.name) + ":\($0.value)" }.joined(separator: ",") + "}"
    case .boolean(let truth): truth ? "true" : "false"
    case .null: "null"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
