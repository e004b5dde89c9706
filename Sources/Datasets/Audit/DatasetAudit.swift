internal import Statistics
public import Tables

/// What there is to know about a data set before a network is trained or tested on it.
public struct DatasetAudit: Sendable {
  /// A row of the manifest whose image could not be measured.
  public struct Failure: Sendable, Equatable {
    /// The image as the manifest names it; may be empty.
    public let image: String
    /// What is wrong.
    public let reason: String

    /// A failure.
    public init(image: String, reason: String) {
      self.image = image
      self.reason = reason
    }
  }

  /// A patient with images in several splits.
  public struct SharedPatient: Sendable, Equatable {
    /// Who.
    public let patient: String
    /// The splits, sorted.
    public let splits: [String]
    /// The number of images.
    public let count: Int
  }

  /// The manifest's images, in its order.
  public let cases: [Case]
  /// What was measured of each; `nil` for an image that could not be read.
  public let pictures: [PictureFacts?]
  /// The rows that could not be measured.
  public let failures: [Failure]
  /// Decides folds, resamples and exchanges.
  public let seed: UInt64
  /// Images by source and class.
  public let table: ClassTable
  /// The splits that the manifest names, sorted.
  public let splits: [String]
  /// How class and source go together: in all images, then in each split if there are several.
  public let associations: [SourceAssociation]
  /// Images that show the same picture.
  public let duplicates: [DuplicateGroup]
  /// Patients with images in several splits, sorted.
  public let sharedPatients: [SharedPatient]
  /// What the images of each source look like; images that name none come last.
  public let sources: [SourceFigures]
  /// What a small classifier tells from what should not tell it.
  public let probes: [DatasetProbe]

  /// The audit of a manifest's images.
  ///
  /// - Parameters:
  ///   - cases: All images.
  ///   - pictures: What was measured of each, in the same order; `nil` where that failed.
  ///   - failures: The rows of the manifest that could not be measured.
  ///   - seed: Decides folds, resamples and exchanges.
  public init(
    _ cases: [Case], pictures: [PictureFacts?], failures: [Failure] = [], seed: UInt64 = 0
  ) {
    precondition(cases.count == pictures.count)
    self.cases = cases
    self.pictures = pictures
    self.failures = failures
    self.seed = seed
    table = ClassTable(cases)
    let splits = Set(cases.compactMap(\.split)).sorted()
    self.splits = splits
    associations =
      [SourceAssociation(of: cases, split: nil, seed: seed)]
      + (splits.count < 2
        ? []
        : splits.map { split in
          SourceAssociation(of: cases.filter { $0.split == split }, split: split, seed: seed)
        })
    duplicates = DuplicateGroup.groups(of: pictures)
    sharedPatients = Self.sharedPatients(cases)
    let images = zip(cases, pictures).compactMap { subject, picture in
      picture.map { (subject: subject, picture: $0) }
    }
    sources = Dictionary(grouping: images) { $0.subject.source }
      .sorted { ($0.key == nil ? 1 : 0, $0.key ?? "") < ($1.key == nil ? 1 : 0, $1.key ?? "") }
      .map { SourceFigures($0.key, $0.value) }
    let vocabulary = ImageMetadata.Vocabulary(images)
    probes = DatasetProbe.Question.allCases.map { question in
      DatasetProbe(
        question,
        images.compactMap { subject, picture in
          let (category, features): (String?, [Double]?) =
            switch question {
            case .sourceWithoutLungs: (subject.source, picture.background?.features)
            case .classFromMetadata:
              (subject.label, vocabulary.features(of: subject, picture))
            }
          guard let category, let features else { return nil }
          return DatasetProbe.Example(
            group: CaseGroup(patientOf: subject), category: category, features: features)
        }, seed: seed)
    }
  }

  /// How many images each class has, with or without a source, in the order of their names.
  public var classCounts: [(label: String, count: Int)] {
    Dictionary(cases.compactMap(\.label).map { ($0, 1) }, uniquingKeysWith: +)
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Inter-category imbalance: the largest class over the smallest; `nil` for fewer than two
  /// classes.
  public var classRatio: Double? {
    let counts = classCounts.map(\.count)
    guard counts.count > 1, let least = counts.min(), let most = counts.max() else { return nil }
    return Double(most) / Double(least)
  }

  private static func sharedPatients(_ cases: [Case]) -> [SharedPatient] {
    let known = cases.filter { $0.split != nil && $0.patient != nil }
    return Dictionary(grouping: known) { $0.patient ?? "" }.compactMap { patient, images in
      let splits = Set(images.compactMap(\.split)).sorted()
      return splits.count > 1
        ? SharedPatient(patient: patient, splits: splits, count: images.count) : nil
    }.sorted { $0.patient < $1.patient }
  }
}

extension DuplicateGroup {
  /// The images, as the audit's manifest names them.
  public func cases(in audit: DatasetAudit) -> [Case] { positions.map { audit.cases[$0] } }
}
