internal import Mustache

/// Text as HTML and SVG show it, whatever it says.
package enum Markup {
  /// `text` with every character that means something to a parser replaced.
  ///
  /// Works on scalars: a quotation mark followed by a combining accent is one `Character`, yet ends
  /// an attribute. What XML does not allow (control characters) becomes `�`.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    result.reserveCapacity(text.unicodeScalars.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "`": result.append(contentsOf: "&#96;".unicodeScalars)
      case "\t", "\n", "\r": result.append(scalar)
      case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// JSON that can stand inside a script element: no `<` can end it, and it stays the same JSON.
  package static func inScript(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    result.reserveCapacity(json.unicodeScalars.count)
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "\\u003c".unicodeScalars)
      case ">": result.append(contentsOf: "\\u003e".unicodeScalars)
      case "&": result.append(contentsOf: "\\u0026".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

/// How the templates escape values; they ask for it by name.
struct ScalarEscaping: MustacheContentType {
  func escapeText(_ text: String) -> String { Markup.escaped(text) }
}
