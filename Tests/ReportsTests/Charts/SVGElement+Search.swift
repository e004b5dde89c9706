import Reports

extension SVGElement {
  /// The value of an attribute.
  subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// A number in an attribute; NaN where there is none, so that no comparison holds.
  func number(_ name: String) -> Double { self[name].flatMap(Double.init) ?? .nan }

  /// The elements inside, at any depth, one of whose classes is `kind`.
  func all(_ kind: String) -> [SVGElement] {
    descendants.filter { ($0["class"] ?? "").split(separator: " ").contains(Substring(kind)) }
  }

  /// The text of the element itself.
  var words: String {
    content.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  private var descendants: [SVGElement] {
    content.flatMap { part -> [SVGElement] in
      if case .element(let child) = part { [child] + child.descendants } else { [] }
    }
  }
}
