internal import Datasets
internal import Diagnostics
internal import Tables

/// The sets of one seed: for each scheme who trains, who stops the training, who is tested.
struct ExperimentSets: Sendable {
  let seed: UInt64
  /// One for each scheme of the configuration, in its order.
  let splits: [DataSplit]

  /// Builds the sets.
  ///
  /// Balanced and imbalanced sets are made equal in size where that is wanted; others are as they
  /// come.
  init(_ configuration: ExperimentConfiguration, pool: StudyPool, seed: UInt64) throws {
    let builder = SetBuilder(
      group: configuration.group, validationShare: configuration.validationShare,
      testShare: configuration.testShare, seed: seed,
      classOfSource: configuration.classOfSource, heldOutSource: configuration.heldOutSource)
    let pair: [SplitScheme] = [.sourceBalanced, .sourceImbalanced]
    let isMatched = configuration.isMatched && pair.allSatisfy(configuration.schemes.contains)
    self.seed = seed
    splits = try FileError.naming(configuration.data) {
      let matched = isMatched ? try builder.matchedSplits(pool.cases, schemes: pair) : []
      return try configuration.schemes.map { scheme in
        try matched.first { $0.scheme == scheme } ?? builder.split(pool.cases, scheme: scheme)
      }
    }
  }

  subscript(scheme: SplitScheme) -> DataSplit? { splits.first { $0.scheme == scheme } }

  /// The images of a scheme's test set.
  func testImages(of scheme: SplitScheme) -> Set<String> {
    Set((self[scheme]?.cases ?? []).filter { $0.split == "test" }.map(\.image))
  }

  /// Every image that some scheme tests on, in the manifest's order.
  func testCases(in pool: StudyPool) -> [Case] {
    let images = splits.reduce(into: Set<String>()) { $0.formUnion(testImages(of: $1.scheme)) }
    return pool.cases.filter { images.contains($0.image) }.map { $0.assigned(to: "test") }
  }
}

extension Case {
  /// The case in another part of its study.
  fileprivate func assigned(to split: String) -> Case {
    Case(
      image: image, imagePath: imagePath, maskPath: maskPath, label: label, source: source,
      patient: patient, view: view, split: split, other: other)
  }

  /// What the case's images have in common that must not be torn apart: the value of a column, or
  /// the image itself where there is none.
  func cluster(by column: String) -> String {
    (column == "patient" ? patient : column == "source" ? source : other[column]) ?? image
  }
}
