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
/// All kinds share their patients: patient *n* has the same label and split in each, and only
/// comes from another hospital.
public struct PhantomDesign: Sendable, Equatable {
  /// How labels and sources go together.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Each source has both classes equally: only the lungs tell them apart.
    case balanced
    /// Each class comes from a source of its own: the hospital's look is a shortcut to the label.
    case imbalanced
    /// Each class comes from the other's source: who took the shortcut is wrong.
    case swapped
  }

  /// How labels and sources go together.
  public var kind: Kind
  /// How strongly, `0...1`, in an imbalanced or swapped set: of the images of a class the share
  /// `(1 + strength) / 2` comes from the one source and the rest from the other, so that 0 is a
  /// balanced set and 1 an exact pairing.
  public var strength: Double
  /// The number of patients in each split; multiples of 4 fill all cells of the table equally.
  public var train, val, test: Int
  /// The source of all normal images of an imbalanced set.
  public var normalSource: SourceLook
  /// The source of all covid images of an imbalanced set.
  public var covidSource: SourceLook
  /// The seed of the whole data set.
  public var seed: UInt64

  /// A plan; one image per patient.
  ///
  /// - Precondition: `strength` is in `0...1`.
  public init(
    _ kind: Kind, strength: Double = 1, train: Int = 400, val: Int = 80, test: Int = 120,
    normalSource: SourceLook = .north, covidSource: SourceLook = .south, seed: UInt64 = 1
  ) {
    precondition((0...1).contains(strength), "strength is a share")
    self.kind = kind
    self.strength = strength
    self.train = train
    self.val = val
    self.test = test
    self.normalSource = normalSource
    self.covidSource = covidSource
    self.seed = seed
  }

  /// The share of a class that comes from the source that bears its name.
  private var ownShare: Double {
    switch kind {
    case .balanced: 0.5
    case .imbalanced: (1 + strength) / 2
    case .swapped: (1 - strength) / 2
    }
  }

  /// All cases, train first, then val, then test; patients are numbered from 1.
  public var cases: [PhantomCase] {
    var result: [PhantomCase] = []
    for (split, count) in [(PhantomSplit.train, train), (.val, val), (.test, test)] {
      for index in 0..<max(0, count) {
        let label: PhantomLabel = index % 2 == 0 ? .normal : .covid
        let fromNormalSource = (label == .normal) == comesFromOwnSource(index / 2)
        result.append(
          PhantomCase(
            seed: seed, patient: result.count + 1, label: label,
            source: fromNormalSource ? normalSource : covidSource, split: split))
      }
    }
    return result
  }

  /// Whether the image of a number within its class comes from the class's own source: those that
  /// do are spread evenly, so that any run of images has their share.
  private func comesFromOwnSource(_ number: Int) -> Bool {
    // Rounding must not make one more of a sum that is whole.
    func count(_ images: Int) -> Double { (Double(images) * ownShare - 1e-9).rounded(.up) }
    return count(number + 1) > count(number)
  }

  /// The cases of one split.
  public func cases(_ split: PhantomSplit) -> [PhantomCase] { cases.filter { $0.split == split } }
}
