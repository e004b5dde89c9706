/// An element of a vector picture: a name, attributes in order, and what is inside.
struct SVGElement: Sendable {
  /// What an element holds.
  enum Content: Sendable {
    case element(SVGElement)
    case text(String)
  }

  let name: String
  var attributes: [(name: String, value: String)]
  var content: [Content]

  /// An element with other elements inside.
  init(_ name: String, _ attributes: [(String, String)] = [], _ children: [SVGElement] = []) {
    self.name = name
    self.attributes = attributes.map { (name: $0.0, value: $0.1) }
    content = children.map(Content.element)
  }

  /// An element with text inside.
  init(_ name: String, _ attributes: [(String, String)] = [], text: String) {
    self.init(name, attributes)
    content = [.text(text)]
  }

  /// The element as markup; every value is escaped.
  var markup: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    text += "<\(name)"
    for attribute in attributes {
      text += " \(attribute.name)=\"\(Markup.escaped(attribute.value))\""
    }
    guard !content.isEmpty else {
      text += "/>"
      return
    }
    text += ">"
    for part in content {
      switch part {
      case .element(let element): element.write(to: &text)
      case .text(let words): text += Markup.escaped(words)
      }
    }
    text += "</\(name)>"
  }
}

extension SVGElement {
  /// A number as an attribute: at most two decimals, no exponent; what is not finite counts as 0,
  /// which no chart should need.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest.isMultiple(of: 10) { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  static func line(
    _ kind: String, x1: Double, y1: Double, x2: Double, y2: Double
  ) -> SVGElement {
    SVGElement(
      "line",
      [
        ("class", kind), ("x1", number(x1)), ("y1", number(y1)), ("x2", number(x2)),
        ("y2", number(y2)),
      ])
  }

  static func rectangle(
    _ kind: String, x: Double, y: Double, width: Double, height: Double, title: String? = nil
  ) -> SVGElement {
    SVGElement(
      "rect",
      [
        ("class", kind), ("x", number(x)), ("y", number(y)), ("width", number(width)),
        ("height", number(height)),
      ], title.map { [SVGElement("title", text: $0)] } ?? [])
  }

  static func circle(
    _ kind: String, x: Double, y: Double, radius: Double, title: String? = nil
  ) -> SVGElement {
    SVGElement(
      "circle", [("class", kind), ("cx", number(x)), ("cy", number(y)), ("r", number(radius))],
      title.map { [SVGElement("title", text: $0)] } ?? [])
  }

  /// Where a text stands relative to its x.
  enum Anchor: String {
    case start, middle, end
  }

  static func label(
    _ text: String, _ kind: String, x: Double, y: Double, anchor: Anchor = .start
  ) -> SVGElement {
    SVGElement(
      "text",
      [
        ("class", kind), ("x", number(x)), ("y", number(y)), ("text-anchor", anchor.rawValue),
      ], text: text)
  }

  /// A whole picture, with its name and description for those who do not see it.
  static func chart(
    width: Double, height: Double, title: String, description: String, _ children: [SVGElement]
  ) -> SVGElement {
    SVGElement(
      "svg",
      [
        ("class", "chart"), ("viewBox", "0 0 \(number(width)) \(number(height))"),
        ("role", "img"), ("aria-label", "\(title). \(description)"),
      ], children)
  }
}
