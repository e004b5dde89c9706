public import Tables

/// Makes training sets in which sources and classes go together as a study needs it, and nothing
/// else differs (Zhang et al., Scientific Reports 2023, doi:10.1038/s41598-023-45368-w).
///
/// 1. Patients are given to train, val and test once, stratified by source and class. This depends
///    on the seed and the labelled images, not on the scheme: who is tested on under one scheme is
///    never trained on under another. `leaveSourceOut` is the exception: the source left out is
///    all test, and the others' test patients are trained on.
/// 2. A scheme then selects from each part. Whole patients are taken as long as they fit; the last
///    one may lose images, so that the numbers of images are exactly equal.
///
/// The result does not depend on the order of the manifest's rows, except that of rows with the
/// same image the first is taken.
public struct SetBuilder: Sendable {
  /// The column whose values stay together: `patient`, `image` or any further column. An image
  /// without a value stands for a group of its own.
  public var group = "patient"
  /// The share of the images to stop training by, 0…1.
  public var validationShare = 0.15
  /// The share of the images to test on, 0…1.
  public var testShare = 0.25
  /// Decides who is in which part, and who is left out.
  public var seed: UInt64 = 0
  /// The classes of the set; all for `nil`.
  public var classes: [String]?
  /// For `sourceImbalanced`, the class that each source gives; a source that is not named gives
  /// nothing. When empty, the assignment is taken that keeps most images and gives every class;
  /// of equal ones the first by name.
  public var classOfSource: [String: String] = [:]
  /// For `leaveSourceOut`. When `nil`: of the sources whose classes the others have too, those with
  /// most classes; of these the one with most images in its smallest class, so that each class is
  /// tested on as many images as possible; of equal ones the first by name.
  public var heldOutSource: String?

  /// A builder.
  public init(
    group: String = "patient", validationShare: Double = 0.15, testShare: Double = 0.25,
    seed: UInt64 = 0, classes: [String]? = nil, classOfSource: [String: String] = [:],
    heldOutSource: String? = nil
  ) {
    self.group = group
    self.validationShare = validationShare
    self.testShare = testShare
    self.seed = seed
    self.classes = classes
    self.classOfSource = classOfSource
    self.heldOutSource = heldOutSource
  }

  /// A set of `cases`.
  ///
  /// - Parameter cases: A manifest's rows; their `split` is not looked at.
  /// - Throws: ``SplitError`` when a part would have no image of some class. Only the test images
  ///   of a source left out may lack a class.
  public func split(_ cases: [Case], scheme: SplitScheme) throws(SplitError) -> DataSplit {
    let selection = try selection(cases, scheme: scheme, matched: false)
    try check(selection)
    return selection.dataSplit(scheme)
  }

  /// Sets of `cases` that are equal in size: each split has the same number of images of every
  /// class, the same in all sets. Only how sources and classes go together differs.
  ///
  /// - Parameters:
  ///   - cases: A manifest's rows; their `split` is not looked at.
  ///   - schemes: The schemes of the sets, in the order of the result.
  /// - Throws: ``SplitError`` when a part would have no image of some class.
  public func matchedSplits(
    _ cases: [Case], schemes: [SplitScheme]
  ) throws(SplitError) -> [DataSplit] {
    var selections: [CaseSelection] = []
    for scheme in schemes {
      selections.append(try selection(cases, scheme: scheme, matched: true))
    }
    var splits: [DataSplit] = []
    for (scheme, selection) in zip(schemes, selections) {
      var selection = selection
      for part in SplitPart.allCases {
        let size = selections.map { $0.smallestClass(in: part) }.min() ?? 0
        selection.limit(part, imagesOfEachClass: size)
      }
      try check(selection)
      splits.append(selection.dataSplit(scheme))
    }
    return splits
  }

  private func selection(
    _ cases: [Case], scheme: SplitScheme, matched: Bool
  ) throws(SplitError) -> CaseSelection {
    guard validationShare >= 0, testShare >= 0, validationShare + testShare < 1 else {
      throw .badShares(validation: validationShare, test: testShare)
    }
    let grouping = try CaseGrouping(column: group, of: cases)
    var selection = try CaseSelection(cases, classes: classes, grouping: grouping, seed: seed)
    selection.assignParts(
      PartAssignment(validationShare: validationShare, testShare: testShare, seed: seed))
    if scheme.needsSources {
      selection.drop(.noSource) { $0.source == nil }
      guard selection.sources.count > 1 else {
        throw .fewerThanTwoSources(found: selection.sources)
      }
    }
    switch scheme {
    case .random: break
    case .sourceBalanced: try selection.balanceSources()
    case .sourceImbalanced:
      try selection.keepOneClass(ofEachSource: classOfSource, matched: matched)
    case .leaveSourceOut: try selection.leaveOut(heldOutSource)
    }
    return selection
  }

  /// Each part that has a share must have images of every class; of a source left out, those
  /// classes no longer count that only it had.
  private func check(_ selection: CaseSelection) throws(SplitError) {
    let labels = selection.labels.filter {
      selection.heldOut == nil || selection.count(label: $0) > 0
    }
    guard labels.count > 1 else { throw .tooFewClassesLeft(labels) }
    for part in SplitPart.allCases {
      if part == .val && validationShare == 0 { continue }
      if part == .test && testShare == 0 && selection.heldOut == nil { continue }
      guard selection.count(in: part) > 0 else { throw .emptyPart(part, label: nil) }
      if part == .test && selection.heldOut != nil { continue }
      for label in labels where selection.count(in: part, label: label) == 0 {
        throw .emptyPart(part, label: label)
      }
    }
  }
}
