internal import Attention
internal import Datasets
internal import Tables

extension DatasetRule {
  /// Fewer images than this say little.
  static let leastImages = 20
  /// The share of remarkable masks from which they are worth a look.
  static let mostRemarkableMasks = 0.05

  /// What is missing.
  static let completeness = [
    DatasetRule(
      name: "few-images",
      statement: "Fewer than \(leastImages) images have a class, or a class has fewer than "
        + "\(DatasetProbe.leastPatients) images.",
      grade: .warnings, remedy: "Add images; figures of so few are uncertain."
    ) { audit in
      let labels = Dictionary(
        audit.cases.compactMap(\.label).map { ($0, 1) }, uniquingKeysWith: +)
      let small = labels.filter { $0.value < DatasetProbe.leastPatients }.sorted {
        $0.key < $1.key
      }
      let labelled = labels.values.reduce(0, +)
      return (
        labelled < leastImages || !small.isEmpty,
        "\(countText(labelled, "image")) with a class."
          + (small.isEmpty ? "" : " Few: \(list(small.map { "\($0.key) \($0.value)" })).")
      )
    },
    DatasetRule(
      name: "mostly-unreadable",
      statement: "There are no images, or more than half of the manifest's rows cannot be read.",
      grade: .unfit, remedy: "Mend the rows listed, or the manifest's paths."
    ) { audit in
      let readable = audit.pictures.count { $0 != nil }
      return (
        readable == 0 || audit.failures.count > readable,
        "\(countText(readable, "image")) can be read, \(countText(audit.failures.count, "row")) cannot."
      )
    },
    DatasetRule(
      name: "one-class-or-no-source",
      statement:
        "Images name their class, but all the same one, or no image names its source: whether "
        + "the source gives the class away cannot be told.",
      grade: .warnings, remedy: "Fill in the columns 'label' and 'source'."
    ) { audit in
      guard !audit.classCounts.isEmpty else { return (nil, "No image names a class.") }
      let sources = Set(audit.cases.compactMap(\.source)).count
      return (
        audit.classCounts.count < 2 || sources == 0,
        "\(audit.classCountText), \(countText(sources, "source"))."
      )
    },
    DatasetRule(
      name: "unreadable-images", statement: "An image or a row of the manifest cannot be read.",
      grade: .warnings, remedy: "Mend or remove the rows listed."
    ) { audit in
      let failures = audit.failures
      return (
        !failures.isEmpty,
        failures.isEmpty
          ? "None."
          : "\(countText(failures.count, "row")): \(list(failures.map { $0.image.isEmpty ? $0.reason : $0.image }))."
      )
    },
    DatasetRule(
      name: "unknown-class-or-source",
      statement: "Some images name no class or no source, while others do.", grade: .warnings,
      remedy: "Fill in the columns 'label' and 'source', or remove the rows."
    ) { audit in
      let all = audit.cases.count
      let labels = audit.cases.count { $0.label == nil }
      let sources = audit.cases.count { $0.source == nil }
      guard labels < all || sources < all else {
        return (nil, "No image names a class or a source.")
      }
      return (
        (labels > 0 && labels < all) || (sources > 0 && sources < all),
        "Without a class: \(labels) of \(all). Without a source: \(sources) of \(all)."
      )
    },
    DatasetRule(
      name: "missing-masks",
      statement: "Some lung masks are missing, empty or cannot be used, while others can.",
      grade: .warnings, remedy: "Add or mend the masks; without them attention cannot be scored."
    ) { audit in
      let masks = audit.pictures.compactMap { $0?.mask }
      let missing = masks.count { $0 == .none }
      guard missing < masks.count else { return (nil, "No image has a mask.") }
      let bad = zip(audit.cases, audit.pictures).filter { $0.1?.mask.isUnusable ?? false }
      return (
        missing > 0 || !bad.isEmpty,
        "Missing: \(missing) of \(masks.count). Unusable: \(bad.count)"
          + (bad.isEmpty ? "." : " (\(list(bad.map(\.0.image)))).")
      )
    },
    DatasetRule(
      name: "remarkable-masks",
      statement: "More than \(mostRemarkableMasks.percent) of the masks are full, grey, cover an "
        + "implausible share of the image or one lung only.",
      grade: .warnings, remedy: "Look at these masks before scores are made of them."
    ) { audit in
      let readings = zip(audit.cases, audit.pictures).compactMap { subject, picture in
        picture?.mask.findings.map { (subject, $0) }
      }
      guard !readings.isEmpty else { return (nil, "No mask could be read.") }
      let remarkable = readings.filter { !$0.1.allSatisfy(harmless.contains) }
      return (
        Double(remarkable.count) > mostRemarkableMasks * Double(readings.count),
        "\(remarkable.count) of \(readings.count)"
          + (remarkable.isEmpty
            ? "."
            : ": "
              + list(
                remarkable.map { "\($0.0.image) (\($0.1.map(\.rawValue).joined(separator: ", ")))" }
              ) + ".")
      )
    },
  ]

  /// What many good masks have, and what another rule counts.
  private static let harmless: Set<MaskFinding> = [.touchesBorder, .resized, .empty]
}

extension DatasetAudit {
  /// How many classes the images name, with or without a source.
  var classCountText: String {
    let count = classCounts.count
    return count == 1 ? "1 class" : "\(count) classes"
  }
}

extension PictureFacts.Mask {
  /// Whether there is a mask that cannot be used.
  var isUnusable: Bool {
    switch self {
    case .none: false
    case .unusable: true
    case .read(let findings): findings.contains(.empty)
    }
  }

  /// What is remarkable, if the mask could be read.
  var findings: [MaskFinding]? {
    if case .read(let findings) = self { findings } else { nil }
  }
}
