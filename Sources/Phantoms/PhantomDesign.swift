/// The part of a data set a case belongs to.
public enum PhantomSplit: String, Sendable, Hashable, CaseIterable, Codable {
  /// For fitting the network.
  case train
  /// For stopping in time.
  case val
  /// For the figures.
  case test
}

/// The plan of a data set: which patients, with which label, from which of two hospitals.
///
/// The two kinds share their patients: patient *n* has the same label and split in both, and half
/// of the pictures are the very same.
public struct PhantomDesign: Sendable, Equatable {
  /// How labels and sources go together.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Each source has both classes equally: only the lungs tell them apart.
    case balanced
    /// Each class comes from one source: the hospital's look is a shortcut to the label.
    case imbalanced
  }

  /// How labels and sources go together.
  public var kind: Kind
  /// The number of patients in each split; multiples of 4 fill all cells of the table equally.
  public var train, val, test: Int
  /// The source of all normal images of an imbalanced set.
  public var normalSource: SourceLook
  /// The source of all covid images of an imbalanced set.
  public var covidSource: SourceLook
  /// The seed of the whole data set.
  public var seed: UInt64

  /// A plan; one image per patient.
  public init(
    _ kind: Kind, train: Int = 400, val: Int = 80, test: Int = 120,
    normalSource: SourceLook = .north, covidSource: SourceLook = .south, seed: UInt64 = 1
  ) {
    self.kind = kind
    self.train = train
    self.val = val
    self.test = test
    self.normalSource = normalSource
    self.covidSource = covidSource
    self.seed = seed
  }

  /// All cases, train first, then val, then test; patients are numbered from 1.
  public var cases: [PhantomCase] {
    var result: [PhantomCase] = []
    for (split, count) in [(PhantomSplit.train, train), (.val, val), (.test, test)] {
      for index in 0..<max(0, count) {
        let label: PhantomLabel = index % 2 == 0 ? .normal : .covid
        let ownSource = kind == .imbalanced || index / 2 % 2 == 0
        let fromNormalSource = (label == .normal) == ownSource
        result.append(
          PhantomCase(
            seed: seed, patient: result.count + 1, label: label,
            source: fromNormalSource ? normalSource : covidSource, split: split))
      }
    }
    return result
  }

  /// The cases of one split.
  public func cases(_ split: PhantomSplit) -> [PhantomCase] { cases.filter { $0.split == split } }
}
