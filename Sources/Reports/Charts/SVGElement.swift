/// An element of a vector picture: a name, attributes in order, and what is inside.
package struct SVGElement: Sendable {
  /// What an element holds.
  package enum Content: Sendable {
    case element(SVGElement)
    case text(String)
  }

  package let name: String
  package var attributes: [(name: String, value: String)]
  package var content: [Content]

  /// An element with other elements inside.
  package init(_ name: String, _ attributes: [(String, String)] = [], _ children: [SVGElement] = [])
  {
    self.name = name
    self.attributes = attributes.map { (name: $0.0, value: $0.1) }
    content = children.map(Content.element)
  }

  /// An element with text inside.
  package init(_ name: String, _ attributes: [(String, String)] = [], text: String) {
    self.init(name, attributes)
    content = [.text(text)]
  }

  /// The element as markup; every value is escaped.
  package var markup: String {
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
  package static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest.isMultiple(of: 10) { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  package static func line(
    _ kind: String, x1: Double, y1: Double, x2: Double, y2: Double
  ) -> SVGElement {
    SVGElement(
      "line",
      [
        ("class", kind), ("x1", number(x1)), ("y1", number(y1)), ("x2", number(x2)),
        ("y2", number(y2)),
      ])
  }

  package static func rectangle(
    _ kind: String, x: Double, y: Double, width: Double, height: Double, title: String? = nil
  ) -> SVGElement {
    SVGElement(
      "rect",
      [
        ("class", kind), ("x", number(x)), ("y", number(y)), ("width", number(width)),
        ("height", number(height)),
      ], title.map { [SVGElement("title", text: $0)] } ?? [])
  }

  package static func circle(
    _ kind: String, x: Double, y: Double, radius: Double, title: String? = nil
  ) -> SVGElement {
    SVGElement(
      "circle", [("class", kind), ("cx", number(x)), ("cy", number(y)), ("r", number(radius))],
      title.map { [SVGElement("title", text: $0)] } ?? [])
  }

  /// Where a text stands relative to its x.
  package enum Anchor: String {
    case start, middle, end
  }

  package static func label(
    _ text: String, _ kind: String, x: Double, y: Double, anchor: Anchor = .start
  ) -> SVGElement {
    SVGElement(
      "text",
      [
        ("class", kind), ("x", number(x)), ("y", number(y)), ("text-anchor", anchor.rawValue),
      ], text: text)
  }

  /// A whole picture, with its name and description for those who do not see it.
  package static func chart(
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
