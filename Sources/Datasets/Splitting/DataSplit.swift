public import Tables

/// A set made from a manifest: its images with their splits, and those left out.
public struct DataSplit: Sendable, Equatable {
  /// An image that is not in the set.
  public struct Dropped: Sendable, Equatable {
    /// The manifest's row.
    public let subject: Case
    /// Why it was left out.
    public let reason: DropReason
  }

  /// How sources and classes go together in it.
  public let scheme: SplitScheme
  /// Its images in the manifest's order; `split` is `train`, `val` or `test`.
  public let cases: [Case]
  /// The images left out, in the manifest's order.
  public let dropped: [Dropped]

  /// The number of images; `nil` stands for all splits, classes or sources.
  public func count(
    in part: SplitPart? = nil, label: String? = nil, source: String? = nil
  ) -> Int {
    cases.count {
      (part == nil || $0.split == part?.rawValue) && (label == nil || $0.label == label)
        && (source == nil || $0.source == source)
    }
  }

  /// The classes, sorted.
  public var labels: [String] { Set(cases.compactMap(\.label)).sorted() }
  /// The sources, sorted.
  public var sources: [String] { Set(cases.compactMap(\.source)).sorted() }
}
