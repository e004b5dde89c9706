internal import Datasets
internal import Statistics

/// What tables say, in a terminal and on the page.
extension ClassTable {
  /// The heads of ``rows``.
  var head: [String] { ["source"] + labels + ["all", "imbalance"] }

  /// Images of each source by class, then of all together.
  var rows: [[String]] {
    let totals = classCounts
    return sources.indices.map { source in
      [sources[source]] + counts[source].map(String.init)
        + ["\(counts[source].reduce(0, +))", decimalText(imbalance(ofSource: source))]
    } + [["(all)"] + totals.map(String.init) + ["\(totals.reduce(0, +))", ""]]
  }
}

extension SourceAssociation {
  /// Split, n, index, chance, p, Cramér's V and its chance.
  var cells: [String] {
    [
      split ?? "(all)", "\(count)", decimalText(try? index.get(), interval), decimalText(chance),
      pValue.map(\.pText) ?? "–", decimalText(try? cramersV.get()), decimalText(chanceCramersV),
    ]
  }
}

extension SourceFigures {
  /// Source, images, patients, size, bits, sharpness, and the shares with border, marker and mask.
  var cells: [String] {
    func share(_ part: Int) -> String {
      Proportion(count: part, total: count).share?.percent ?? "–"
    }
    let size = [medianSize.width, medianSize.height].map { $0.text(decimals: 0) }
    return [
      source ?? "(none)", "\(count)", "\(patients)", size.joined(separator: " × "),
      bitDepths.keys.sorted().map(String.init).joined(separator: ", "), decimalText(sharpness),
      share(bordered), share(marked), share(masked),
    ]
  }
}
