internal import Foundation
public import Tables

/// How many images each source has of each class.
public struct ClassTable: Sendable, Equatable {
  /// The classes, sorted.
  public let labels: [String]
  /// The sources, sorted.
  public let sources: [String]
  /// Images by source, then class.
  public let counts: [[Int]]

  /// The table of the images whose class and source are known.
  public init(_ cases: [Case]) {
    let known = cases.compactMap { row in
      row.label.flatMap { label in row.source.map { [$0, label] } }
    }
    let counts = Dictionary(known.map { ($0, 1) }, uniquingKeysWith: +)
    let (sources, labels) = (Set(known.map { $0[0] }).sorted(), Set(known.map { $0[1] }).sorted())
    self.sources = sources
    self.labels = labels
    self.counts = sources.map { source in labels.map { counts[[source, $0]] ?? 0 } }
  }

  /// The number of images of each class.
  public var classCounts: [Int] {
    labels.indices.map { label in counts.reduce(0) { $0 + $1[label] } }
  }

  /// How unequal the classes of a source are: 1 − H/ln *K* of their shares, with *K* the number of
  /// classes of the study. 0 for equal shares, 1 for a single class; `nil` for fewer than two
  /// classes in the study.
  ///
  /// - Parameter source: A position in ``sources``.
  public func imbalance(ofSource source: Int) -> Double? {
    guard labels.count > 1 else { return nil }
    let total = Double(counts[source].reduce(0, +))
    let entropy = counts[source].filter { $0 > 0 }.reduce(0.0) { sum, count in
      sum - Double(count) / total * log(Double(count) / total)
    }
    return min(1, max(0, 1 - entropy / log(Double(labels.count))))
  }
}
