/// Which class each source gives when it may give one only.
struct SourceClasses {
  private let sources: [String]
  private let labels: [String]
  /// Images by source, class and part.
  private let counts: [[[Int]]]
  private let matched: Bool

  /// - Parameter matched: Whether the smallest class of each part decides how many are kept.
  init(_ selection: CaseSelection, matched: Bool) {
    sources = selection.sources
    labels = selection.labels
    let (sources, labels) = (sources, labels)
    counts = sources.map { source in
      labels.map { label in
        SplitPart.allCases.map { selection.count(in: $0, label: label, source: source) }
      }
    }
    self.matched = matched
  }

  /// The assignment that gives every class and keeps most images, of equal ones the first by name;
  /// `nil` if none gives every class.
  ///
  /// All are tried up to 2¹⁶. Of more, each class takes the source with most of its images, the
  /// rarest class first, and the sources left over give their largest class.
  var best: [String: String]? {
    var number = 1
    for _ in sources where number <= 1 << 16 { number *= labels.count }
    let choice = number <= 1 << 16 ? exhaustive(number) : greedy
    return choice.map { choice in
      Dictionary(uniqueKeysWithValues: zip(sources, choice.map { labels[$0] }))
    }
  }

  private func exhaustive(_ number: Int) -> [Int]? {
    var best: (kept: Int, choice: [Int])?
    for code in 0..<number {
      var rest = code
      var choice = [Int](repeating: 0, count: sources.count)
      // The first source is the slowest digit, so that assignments come sorted by name.
      for source in sources.indices.reversed() {
        choice[source] = rest % labels.count
        rest /= labels.count
      }
      if let kept = kept(choice), kept > best?.kept ?? -1 { best = (kept, choice) }
    }
    return best?.choice
  }

  /// The images kept, or `nil` if a class is not given.
  private func kept(_ choice: [Int]) -> Int? {
    var sizes = labels.map { _ in SplitPart.allCases.map { _ in 0 } }
    for (source, label) in choice.enumerated() {
      for part in sizes[label].indices { sizes[label][part] += counts[source][label][part] }
    }
    guard sizes.allSatisfy({ $0.contains { $0 > 0 } }) else { return nil }
    guard matched else { return sizes.joined().reduce(0, +) }
    return SplitPart.allCases.indices.reduce(0) { sum, part in
      sum + (sizes.map { $0[part] }.min() ?? 0)
    }
  }

  private var greedy: [Int]? {
    let totals = counts.map { $0.map { $0.reduce(0, +) } }
    let largest = totals.map { row in row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 } }
    var choice = [Int?](repeating: nil, count: sources.count)
    let rarestFirst = labels.indices.sorted { left, right in
      let sizes = [left, right].map { label in totals.reduce(0) { $0 + $1[label] } }
      return (sizes[0], left) < (sizes[1], right)
    }
    for label in rarestFirst {
      let free = sources.indices.filter { choice[$0] == nil && totals[$0][label] > 0 }
      guard let first = free.first else { return nil }
      choice[free.reduce(first) { totals[$1][label] > totals[$0][label] ? $1 : $0 }] = label
    }
    return zip(choice, largest).map { $0 ?? $1 }
  }
}
