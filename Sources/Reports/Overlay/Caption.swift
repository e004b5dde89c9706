import Foundation
import Imaging

/// What the lines under a figure say.
struct Caption {
  /// Where the strongest point is, as far as that can be said.
  enum Finding: Equatable {
    case inside, outside
    /// There is no mask, or no lung in it, to tell.
    case unplaced
    case blankMap
    case noPositiveValue
  }

  enum Mask: Equatable { case absent, empty, drawn }

  let annotation: OverlayAnnotation
  let finding: Finding
  let mask: Mask

  /// The lines, most important first.
  func paragraphs(_ style: FigureStyle) -> [TextBlock.Paragraph] {
    [
      .init(
        items: [.init(text: annotation.file, color: FigureStyle.heading)], font: .bold,
        size: style.title),
      .init(items: prediction, size: style.em, space: 0.15 * style.em),
      .init(items: figures, size: style.em),
      .init(items: provenance, size: style.small, space: 0.25 * style.em),
      .init(items: legend, size: style.small),
      .init(items: note, separator: .space, size: style.small),
    ]
  }

  private var prediction: [TextBlock.Item] {
    guard let predicted = annotation.prediction else { return [] }
    let probability = annotation.probability.map { " (p = \(Self.share($0)))" } ?? ""
    return [.init(text: "Predicted \(predicted)\(probability)", color: FigureStyle.text)]
  }

  private var figures: [TextBlock.Item] {
    guard mask != .absent else { return [] }
    func item(_ name: String, _ value: Double?) -> TextBlock.Item {
      .init(text: "\(name) \(value.map(Self.share) ?? "undefined")", color: FigureStyle.text)
    }
    return [item("Lung mass", annotation.lungMass), item("Lung area", annotation.lungArea)]
  }

  private var provenance: [TextBlock.Item] {
    var words = annotation.model.map { [$0] } ?? []
    words.append(annotation.method + (annotation.target.map { " for \($0)" } ?? ""))
    if let layer = annotation.layer { words.append(layer) }
    return words.map { .init(text: $0, color: FigureStyle.dim) }
  }

  private var legend: [TextBlock.Item] {
    var items: [TextBlock.Item] = []
    switch mask {
    case .drawn: items.append(.init(text: "lungs", swatch: .line, color: FigureStyle.inside))
    case .empty: items.append(.init(text: "empty mask", color: FigureStyle.dim))
    case .absent: items.append(.init(text: "no mask", color: FigureStyle.dim))
    }
    switch finding {
    case .inside:
      items.append(
        .init(text: "strongest point, in the lungs", swatch: .arrow, color: finding.color))
    case .outside:
      items.append(
        .init(text: "strongest point, outside the lungs", swatch: .arrow, color: finding.color))
    case .unplaced:
      items.append(.init(text: "strongest point", swatch: .arrow, color: finding.color))
    case .blankMap:
      items.append(.init(text: "blank map: nothing to show", color: FigureStyle.warning))
    case .noPositiveValue:
      items.append(
        .init(text: "no positive saliency: nothing to show", color: FigureStyle.warning))
    }
    return items
  }

  private var note: [TextBlock.Item] {
    (annotation.note ?? "").split(separator: " ")
      .map { .init(text: String($0), color: FigureStyle.dim) }
  }

  private static func share(_ value: Double) -> String { String(format: "%.3f", value) }
}

extension Caption.Finding {
  /// The colour of the arrow.
  var color: RGBColor {
    switch self {
    case .inside: FigureStyle.inside
    case .outside: FigureStyle.outside
    case .unplaced, .blankMap, .noPositiveValue: FigureStyle.neutral
    }
  }
}
