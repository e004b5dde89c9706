/// Comma-separated values as RFC 4180 describes them, with LF line ends.
public enum CSVWriter {
  /// One record and its line end; fields are quoted where they must be.
  public static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return field }
    // By scalars: a quote with a combining accent is one `Character`, yet closes a field.
    var quoted = "\"".unicodeScalars
    for scalar in field.unicodeScalars {
      quoted.append(scalar)
      if scalar == "\"" { quoted.append(scalar) }
    }
    quoted.append("\"")
    return String(quoted)
  }
}
