extension CaseSelection {
  /// As many images of each class in each source and part; the smallest class decides.
  mutating func balanceSources() throws(SplitError) {
    let complete = sources.filter { source in
      labels.allSatisfy { count(label: $0, source: source) > 0 }
    }
    guard !complete.isEmpty else { throw .noSourceHasEveryClass(labels) }
    drop(.sourceLacksClass) { !complete.contains($0.source ?? "") }
    for source in complete {
      for part in SplitPart.allCases {
        let size = labels.map { count(in: part, label: $0, source: source) }.min() ?? 0
        for label in labels {
          limit(part, label: label, source: source, to: size, reason: .tooManyOfClass)
        }
      }
    }
  }

  /// One class only of each source: the given one, or the one that keeps most images.
  ///
  /// - Parameter matched: Whether as many images of each class will be kept.
  mutating func keepOneClass(
    ofEachSource given: [String: String], matched: Bool
  ) throws(SplitError) {
    var classOfSource = given
    if given.isEmpty {
      guard let found = SourceClasses(self, matched: matched).best else {
        throw .fewerSourcesThanClasses(sources: sources, classes: labels)
      }
      classOfSource = found
    }
    for (source, label) in classOfSource.sorted(by: { $0.key < $1.key }) {
      guard sources.contains(source) else { throw .unknownSource(source, known: sources) }
      guard labels.contains(label) else { throw .unknownClass(label, known: labels) }
    }
    drop(.sourceGivesNothing) { classOfSource[$0.source ?? ""] == nil }
    drop(.sourceGivesOtherClass) { classOfSource[$0.source ?? ""] != $0.label }
    for label in labels where count(label: label) == 0 {
      throw .classNotGiven(label, classOfSource: classOfSource)
    }
  }

  /// A source all to test on; the others' test patients are trained on.
  mutating func leaveOut(_ source: String?) throws(SplitError) {
    if let source, !sources.contains(source) {
      throw .unknownSource(source, known: sources)
    }
    guard let source = source ?? sourceToLeaveOut else {
      throw .noSourceHasEveryClass(labels)
    }
    heldOut = source
    let tested = Set(kept.filter { $0.source == source }.map(\.group))
    drop(.patientOfHeldOutSource) { $0.source != source && tested.contains($0.group) }
    move { $0.source == source ? .test : $0.part == .val ? .val : .train }
    let trained = Set(kept.filter { $0.source != source }.map(\.label))
    drop(.classNotTrained) { $0.source == source && !trained.contains($0.label) }
    labels.removeAll { !trained.contains($0) }
    guard labels.count > 1 else { throw .tooFewClassesLeft(labels) }
  }

  /// See ``SetBuilder/heldOutSource``.
  private var sourceToLeaveOut: String? {
    let candidates = sources.compactMap { source -> (name: String, sizes: [Int])? in
      let sizes = labels.map { count(label: $0, source: source) }
      let isTrained = zip(labels, sizes).allSatisfy { count(label: $0) > $1 || $1 == 0 }
      let own = sizes.filter { $0 > 0 }
      return isTrained && own.count > 1 ? (source, own) : nil
    }
    // `sources` is sorted, and `max` would take the last of equal ones.
    return candidates.reversed().max { left, right in
      (left.sizes.count, left.sizes.min() ?? 0) < (right.sizes.count, right.sizes.min() ?? 0)
    }?.name
  }
}
