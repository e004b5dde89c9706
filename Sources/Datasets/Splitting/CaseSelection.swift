internal import Tables
internal import Tensors

/// An image that may be in a set.
struct LabelledCase {
  let row: Int
  let group: CaseGroup
  let label: String
  let source: String?
  var part = SplitPart.train
}

/// The images that are still in a set, and why the others are not.
struct CaseSelection {
  private let rows: [Case]
  private let seed: UInt64
  private(set) var kept: [LabelledCase] = []
  private var reasons: [Int: DropReason] = [:]
  /// The classes of the set, sorted.
  var labels: [String]
  /// The source left out of training, if any.
  var heldOut: String?

  /// All images of `classes`.
  init(
    _ cases: [Case], classes: [String]?, grouping: CaseGrouping, seed: UInt64
  ) throws(SplitError) {
    rows = cases
    self.seed = seed
    let found = Set(cases.compactMap(\.label))
    if let unknown = classes?.first(where: { !found.contains($0) }) {
      throw .unknownClass(unknown, known: found.sorted())
    }
    labels = Set(classes ?? Array(found)).sorted()
    guard labels.count > 1 else { throw .fewerThanTwoClasses(found: labels) }
    var seen = Set<String>()
    for (row, subject) in cases.enumerated() {
      guard let label = subject.label else {
        reasons[row] = .noLabel
        continue
      }
      if !labels.contains(label) {
        reasons[row] = .otherClass
      } else if !seen.insert(subject.imagePath).inserted {
        reasons[row] = .listedTwice
      } else {
        kept.append(
          LabelledCase(
            row: row, group: grouping.group(of: subject), label: label, source: subject.source))
      }
    }
  }

  /// The sources of the images kept, sorted.
  var sources: [String] { Set(kept.compactMap(\.source)).sorted() }

  /// The number of images kept; `nil` stands for all parts, classes or sources.
  func count(in part: SplitPart? = nil, label: String? = nil, source: String? = nil) -> Int {
    kept.count {
      (part == nil || $0.part == part) && (label == nil || $0.label == label)
        && (source == nil || $0.source == source)
    }
  }

  /// The number of images in the smallest class of a part.
  func smallestClass(in part: SplitPart) -> Int {
    labels.map { count(in: part, label: $0) }.min() ?? 0
  }

  mutating func assignParts(_ assignment: PartAssignment) {
    let parts = assignment.parts(of: kept)
    move { parts[$0.group] ?? .train }
  }

  /// Puts each image in the part that `part` names.
  mutating func move(to part: (LabelledCase) -> SplitPart) {
    for index in kept.indices { kept[index].part = part(kept[index]) }
  }

  /// Leaves out the images that `isDropped` says.
  mutating func drop(_ reason: DropReason, where isDropped: (LabelledCase) -> Bool) {
    for subject in kept where isDropped(subject) { reasons[subject.row] = reason }
    kept.removeAll(where: isDropped)
  }

  /// Keeps `quota` images of a class and source in a part: whole patients in random order as far
  /// as they fit, then images of the first that did not.
  mutating func limit(
    _ part: SplitPart, label: String, source: String?, to quota: Int, reason: DropReason
  ) {
    let cell = kept.filter { $0.part == part && $0.label == label && $0.source == source }
    guard cell.count > quota else { return }
    let groups = Dictionary(grouping: cell, by: \.group)
    var generator = RandomGenerator(
      seed: seed, part.rawValue.stableHash, label.stableHash, (source ?? "").stableHash)
    let order = generator.shuffled(groups.keys.sorted())
    var free = quota
    var taken = Set<Int>()
    var partial: [LabelledCase]?
    for members in order.compactMap({ groups[$0] }) {
      if members.count <= free {
        free -= members.count
        taken.formUnion(members.map(\.row))
      } else if partial == nil {
        partial = members
      }
    }
    // What did not fit when more was free does not fit now, so that there are always enough.
    let images = (partial ?? []).sorted { rows[$0.row].imagePath < rows[$1.row].imagePath }
    taken.formUnion(images.prefix(free).map(\.row))
    let cellRows = Set(cell.map(\.row))
    drop(reason) { cellRows.contains($0.row) && !taken.contains($0.row) }
  }

  /// Keeps `size` images of each class in a part, from each source in proportion to what it has.
  mutating func limit(_ part: SplitPart, imagesOfEachClass size: Int) {
    for label in labels {
      let sources = Set(kept.filter { $0.part == part && $0.label == label }.map(\.source))
        .sorted { ($0 ?? "") < ($1 ?? "") }
      let counts = sources.map { source in
        kept.count { $0.part == part && $0.label == label && $0.source == source }
      }
      for (source, quota) in zip(sources, Self.shares(of: size, in: counts)) {
        limit(part, label: label, source: source, to: quota, reason: .matching)
      }
    }
  }

  /// `total` in proportion to `counts`, whole: the largest remainders get what is left over.
  static func shares(of total: Int, in counts: [Int]) -> [Int] {
    let all = counts.reduce(0, +)
    guard all > total else { return counts }
    var shares = counts.map { $0 * total / all }
    let remainders = counts.map { $0 * total % all }
    let order = counts.indices.sorted {
      (remainders[$1], $0) < (remainders[$0], $1)
    }
    for index in order.prefix(total - shares.reduce(0, +)) { shares[index] += 1 }
    return shares
  }

  /// The set.
  func dataSplit(_ scheme: SplitScheme) -> DataSplit {
    DataSplit(
      scheme: scheme, cases: kept.map { rows[$0.row].assigned(to: $0.part) },
      dropped: rows.indices.compactMap { row in
        reasons[row].map { DataSplit.Dropped(subject: rows[row], reason: $0) }
      })
  }
}

extension Case {
  /// The same image in another part of a set.
  fileprivate func assigned(to part: SplitPart) -> Case {
    Case(
      image: image, imagePath: imagePath, maskPath: maskPath, label: label, source: source,
      patient: patient, view: view, split: part.rawValue, other: other)
  }
}
