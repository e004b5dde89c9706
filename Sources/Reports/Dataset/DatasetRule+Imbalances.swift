internal import Datasets
internal import Statistics

extension DatasetRule {
  /// An index from which the source largely gives the class away: two sources with shares of
  /// 89 : 11 and 11 : 89.
  static let strongIndex = 0.5
  /// An index that a network can make use of: shares of 58 : 42 and 42 : 58.
  static let weakIndex = 0.02
  /// *p* below which an index is more than chance, after Bonferroni's correction over the splits.
  static let significance = 0.01
  /// The largest class over the smallest from which a network's prior matters.
  static let classRatio = 3.0

  /// How classes and sources are spread.
  static let imbalances = [
    DatasetRule(
      name: "source-gives-class",
      statement: "In all images or in a split the source largely gives the class away: the "
        + "intra-source imbalance index is \(strongIndex) or more, and more than chance.",
      grade: .unfit,
      remedy: "Train on lung-attention split --scheme source-balanced, or add images of the "
        + "missing classes to the sources; test on sources that were not trained on."
    ) { association($0) { $0 >= strongIndex } },
    DatasetRule(
      name: "shares-differ-between-sources",
      statement: "In all images or in a split the sources have the classes in different shares: "
        + "the intra-source imbalance index is \(weakIndex) to \(strongIndex), and more than "
        + "chance.",
      grade: .warnings,
      remedy: "Train on lung-attention split --scheme source-balanced, and report results for "
        + "each source."
    ) { association($0) { $0 >= weakIndex && $0 < strongIndex } },
    DatasetRule(
      name: "class-imbalance",
      statement: "The largest class has \(classRatio.text(decimals: 0)) or more times the images "
        + "of the smallest.",
      grade: .warnings,
      remedy: "Weight or draw the classes equally in training; read AUROC and balanced accuracy, "
        + "not accuracy."
    ) { audit in
      guard let ratio = audit.classRatio else {
        return (nil, "There are fewer than two classes.")
      }
      let sizes = audit.classCounts.map { "\($0.label) \($0.count)" }
      return (
        ratio >= classRatio,
        "Largest over smallest: \(ratio.text(decimals: 1)) (\(sizes.joined(separator: ", ")))."
      )
    },
  ]

  /// The associations that are more than chance.
  static func significant(in audit: DatasetAudit) -> [SourceAssociation] {
    let tested = audit.associations.count { $0.pValue != nil }
    return audit.associations.filter {
      $0.pValue.map { $0 * Double(tested) < significance } ?? false
    }
  }

  /// The largest index that is more than chance.
  static func worstIndex(in audit: DatasetAudit) -> Double? {
    significant(in: audit).compactMap { try? $0.index.get() }.max()
  }

  private static func association(
    _ audit: DatasetAudit, _ isProblem: (Double) -> Bool
  ) -> Outcome {
    guard audit.table.sources.count > 1 else {
      return (nil, "There are fewer than two sources.")
    }
    guard audit.table.labels.count > 1 else {
      return (nil, "There are fewer than two classes.")
    }
    let found = significant(in: audit).filter { (try? $0.index.get()).map(isProblem) ?? false }
    let shown = found.isEmpty ? Array(audit.associations.prefix(1)) : found
    return (!found.isEmpty, shown.map(sentence).joined(separator: " "))
  }

  /// `All images: index 0.62 [0.50, 0.71], chance 0.01, p 0.001, n = 328.`
  private static func sentence(_ association: SourceAssociation) -> String {
    let place = association.split.map { "Split \($0)" } ?? "All images"
    return
      "\(place): index \(decimalText(try? association.index.get(), association.interval)), "
      + "chance \(decimalText(association.chance)), "
      + "p \(association.pValue.map(\.pText) ?? "unknown"), "
      + "n = \(association.count)."
  }
}
