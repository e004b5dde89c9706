package import Diagnostics

/// Where a text stops being JSON.
package enum JSONError: Diagnosable, Equatable {
  /// Something else was expected at byte `offset`.
  case unexpected(offset: Int, expected: String)
  /// An object has two members of one name.
  case duplicate(name: String)

  /// The place and what was expected there.
  package var diagnosis: Diagnosis {
    switch self {
    case .unexpected(let offset, let expected):
      Diagnosis("it is not JSON at byte \(offset)", expected: expected)
    case .duplicate(let name):
      Diagnosis("it has '\(name)' twice", expected: "each name once")
    }
  }
}

/// One pass over the bytes of a JSON text.
struct JSONParser {
  let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  /// Deep enough for anything we read, shallow enough for every stack.
  private static let depthLimit = 32

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The one value of the text.
  mutating func document() throws(JSONError) -> JSONValue {
    let result = try value()
    skipSpace()
    guard offset == bytes.count else { throw unexpected("its end") }
    return result
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    switch peek {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try nested { (parser) throws(JSONError) in try parser.object() }
    case UInt8(ascii: "["): return try nested { (parser) throws(JSONError) in try parser.array() }
    case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return .number(try number())
    default:
      for (word, value) in [("true", .boolean(true)), ("false", .boolean(false)), ("null", .null)]
        as [(String, JSONValue)] where bytes[offset...].starts(with: word.utf8)
      {
        offset += word.utf8.count
        return value
      }
      throw unexpected("a value")
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    guard depth < Self.depthLimit else {
      throw unexpected("at most \(Self.depthLimit) levels of nesting")
    }
    depth += 1
    offset += 1
    let result = try body(&self)
    depth -= 1
    return result
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
      let name = try string()
      guard names.insert(name).inserted else { throw .duplicate(name: name) }
      guard take(":") else { throw unexpected("':'") }
      members.append(JSONValue.Member(name: name, value: try value()))
    } while take(",")
    guard take("}") else { throw unexpected("',' or '}'") }
    return .object(members)
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    if take("]") { return .array([]) }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw unexpected("',' or ']'") }
    return .array(elements)
  }

  private mutating func number() throws(JSONError) -> String {
    let start = offset
    if peek == UInt8(ascii: "-") { offset += 1 }
    let first = peek
    let digits = takeDigits()
    guard digits > 0 else { throw unexpected("a digit") }
    guard digits == 1 || first != UInt8(ascii: "0") else {
      throw unexpected("a number without leading zeros")
    }
    if peek == UInt8(ascii: ".") {
      offset += 1
      guard takeDigits() > 0 else { throw unexpected("a digit") }
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      offset += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { offset += 1 }
      guard takeDigits() > 0 else { throw unexpected("a digit") }
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func takeDigits() -> Int {
    let start = offset
    while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { offset += 1 }
    return offset - start
  }

  private mutating func string() throws(JSONError) -> String {
    let start = offset
    offset += 1
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        guard let result = String(validating: text, as: UTF8.self) else {
          offset = start
          throw unexpected("a string in UTF-8")
        }
        return result
      case UInt8(ascii: "\\"):
        offset += 1
        text += try escape()
      case 0..<0x20: throw unexpected("no control characters in a string")
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw unexpected("'\"' at the end of a string")
  }

  private mutating func escape() throws(JSONError) -> [UInt8] {
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
      UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
      UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
    if let byte = peek, let character = plain[byte] {
      offset += 1
      return [character]
    }
    guard take("u", afterSpace: false) else { throw unexpected("an escape character") }
    var units = [try hexadecimal()]
    if UTF16.isLeadSurrogate(units[0]) {
      guard take("\\", afterSpace: false), take("u", afterSpace: false) else {
        throw unexpected("the second half of a surrogate pair")
      }
      units.append(try hexadecimal())
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw unexpected("a surrogate pair")
    }
    return Array(text.utf8)
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt16 {
    let digits = bytes[offset...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != 0x2D }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      throw unexpected("four hexadecimal digits")
    }
    offset += 4
    return unit
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar, afterSpace: Bool = true) -> Bool {
    if afterSpace { skipSpace() }
    guard peek == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private func unexpected(_ expected: String) -> JSONError {
    .unexpected(offset: offset, expected: expected)
  }
}
