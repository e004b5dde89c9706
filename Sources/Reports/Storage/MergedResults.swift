internal import Diagnostics

/// Several results put together.
struct MergedResults {
  let cases: [CaseRecord]
  let frames: [FrameTable.Key: [Float]]
  let regions: [RegionRecord]
  let probes: [ProbeRecord]
  let failures: [AuditRun.Failure]
  let provenance: [Provenance]
  /// What a reader should know about the merge.
  let notes: [String]

  /// The results of `parts`, in order.
  ///
  /// An image, model and method that occurs more than once counts once, as in the last of the
  /// results. What would mix two different things under one name is refused: a model's name for
  /// different files, a method with different parameters, an image's name with different labels,
  /// sources or patients.
  ///
  /// - Throws: ``FileError`` naming the results that do not fit.
  init(_ parts: [StoredResults]) throws(FileError) {
    var cases: [CaseRecord] = []
    var places: [FrameTable.Key: Int] = [:]
    var images: [String: CaseRecord] = [:]
    var repeated = 0
    var frames: [FrameTable.Key: [Float]] = [:]
    for (number, part) in parts.enumerated() {
      try Self.check(part.provenance, against: parts[..<number].map(\.provenance))
      for record in part.cases {
        if let known = images[record.image], !known.isSameImage(as: record) {
          throw FileError(
            "\(part.folder)/cases.csv",
            Diagnosis(
              "'\(record.image)' is \(record.identity), but \(known.identity) in \(known.folder)",
              expected: "one image for one name",
              remedy: "Give the images of each manifest names of their own and audit again."))
        }
        images[record.image] = record
        let key = FrameTable.Key(image: record.image, subject: record.subject)
        if let place = places[key] {
          cases[place] = record
          repeated += 1
        } else {
          places[key] = cases.count
          cases.append(record)
        }
      }
      frames.merge(part.frames) { $1 }
    }
    self.cases = cases
    self.frames = frames
    // As of the cases, the last of several counts.
    let folders = Dictionary(
      cases.map { (FrameTable.Key(image: $0.image, subject: $0.subject), $0.folder) },
      uniquingKeysWith: { $1 })
    regions = parts.flatMap(\.regions).filter {
      folders[FrameTable.Key(image: $0.image, subject: $0.subject)] == $0.folder
    }
    let models = Dictionary(
      cases.map { ([$0.image, $0.subject.model], $0.folder) }, uniquingKeysWith: { $1 })
    probes = parts.flatMap { part in
      part.probes.filter { models[[$0.image, $0.model]] == part.folder }
    }
    failures = parts.flatMap(\.failures)
    provenance = parts.map(\.provenance)
    let twice =
      "\(repeated) rows occur more than once (same image, model and method); the last counts."
    notes = parts.flatMap(\.gaps) + (repeated == 0 ? [] : [twice])
  }

  /// Refuses a model or method that means something else in earlier results.
  private static func check(
    _ new: Provenance, against earlier: [Provenance]
  ) throws(FileError) {
    for old in earlier {
      for model in new.models {
        guard let other = old.models.first(where: { $0.name == model.name }), other != model
        else { continue }
        if other.sha256 == model.sha256 && other.preprocessing == model.preprocessing { continue }
        let what = other.sha256 == model.sha256 ? "with other preprocessing" : "from another file"
        throw FileError(
          new.folder,
          Diagnosis(
            "has a model '\(model.name)' \(what) than \(old.folder)",
            expected: "one model for one name",
            remedy: "Give the model file another name and audit again."))
      }
      for method in new.explainers {
        guard let other = old.explainers.first(where: { $0.name == method.name }), other != method
        else { continue }
        throw FileError(
          new.folder,
          Diagnosis(
            "has \(method.name) with \(method.value), but \(old.folder) with \(other.value)",
            expected: "the same parameters",
            remedy: "Audit again with one of the two."))
      }
    }
  }
}

extension CaseRecord {
  fileprivate func isSameImage(as other: CaseRecord) -> Bool {
    label == other.label && source == other.source && patient == other.patient
  }

  /// What tells the image from others, for an error.
  fileprivate var identity: String {
    [("label", label), ("source", source), ("patient", patient)]
      .map { "\($0) '\($1 ?? "")'" }.joined(separator: ", ")
  }
}
