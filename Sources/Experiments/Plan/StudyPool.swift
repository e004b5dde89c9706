internal import Attention
internal import Datasets
internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Reports
internal import Tables
internal import Tensors
internal import Variants

/// The images of an experiment: those that have a class and a source and can be had in every
/// variant, so that all variants are trained and tested on the same images.
struct StudyPool: Sendable {
  /// An image that is not used.
  struct LeftOut: Sendable, Equatable {
    let image: String
    let reason: String
  }

  /// The images, as the manifest has them.
  let cases: [Case]
  /// The classes, in the order of the networks' outputs.
  let classes: [String]
  /// The images that are not used.
  let leftOut: [LeftOut]
  /// The names of the manifest's further columns.
  let otherColumns: [String]
  /// Each variant's own row of an image, by the image's name.
  private let rows: [VariantKind: [String: Case]]

  /// Reads the manifest and writes the variants that are not there yet.
  ///
  /// - Parameter progress: Called with the number of images done and to do.
  /// - Throws: ``FileError``.
  init(
    _ configuration: ExperimentConfiguration, folder: ExperimentFolder,
    progress: (_ done: Int, _ total: Int) -> Void
  ) throws {
    let manifest = try Manifest(path: configuration.data)
    var leftOut = manifest.badRows.map {
      LeftOut(image: $0.image, reason: $0.diagnosis.description)
    }
    let classes = configuration.classes ?? Set(manifest.cases.compactMap(\.label)).sorted()
    if let missing = classes.first(where: { name in !manifest.cases.contains { $0.label == name } })
    {
      throw FileError(
        configuration.data, Diagnosis("has no image of the class '\(missing)'", expected: "some"))
    }
    if let positive = configuration.positive, !classes.contains(positive) {
      throw FileError(
        configuration.data,
        Diagnosis(
          "has no class '\(positive)', which the experiment calls positive",
          expected: "one of \(classes.joined(separator: ", "))",
          remedy: nearestName(to: positive, among: classes).map { "Did you mean '\($0)'?" }))
    }
    var named: Set<String> = []
    var usable: [Case] = []
    for row in manifest.cases {
      let fault: String? =
        if row.label == nil {
          "has no label"
        } else if !classes.contains(row.label ?? "") {
          "is of the class '\(row.label ?? "")', which the experiment is not about"
        } else if row.source == nil {
          "has no source"
        } else if !named.insert(row.image).inserted {
          "is listed twice"
        } else {
          nil
        }
      if let fault {
        leftOut.append(LeftOut(image: row.image, reason: fault))
      } else {
        usable.append(row)
      }
    }

    let made = configuration.variants.filter { $0 != .full }
    let images = VariantFolder(
      path: folder.variants, kinds: made,
      maker: VariantMaker(fill: configuration.fill, dilation: configuration.dilation))
    let manifests = images.kinds.map { "\(folder.variants)/\($0.rawValue)/manifest.csv" }
    // The manifests are written last: where they are, everything is.
    if !manifests.allSatisfy({ FileManager.default.fileExists(atPath: $0) }) {
      let total = usable.count
      _ = try images.write(Manifest(usable, otherColumns: manifest.otherColumns)) {
        progress($0, total)
      }
    }
    let names = OutputNames(usable.map(\.image))
    var rows: [VariantKind: [String: Case]] = [:]
    for (kind, path) in zip(images.kinds, manifests) {
      let written = Dictionary(
        try Manifest(path: path).cases.map { ($0.image, $0) }, uniquingKeysWith: { $1 })
      rows[kind] = usable.reduce(into: [:]) { rows, row in
        rows[row.image] = written[VariantFolder.image(named: names[row.image])]
      }
    }
    let missing = usable.filter { row in made.contains { rows[$0]?[row.image] == nil } }
    for row in missing {
      let kinds = made.filter { rows[$0]?[row.image] == nil }.map(\.rawValue)
      leftOut.append(
        LeftOut(
          image: row.image,
          reason: "cannot be had as \(kinds.joined(separator: ", ")), see variants/errors.csv"))
    }
    var unusable = Set(missing.map(\.image))
    if made.isEmpty {
      // Nothing has read them yet, and sets of equal size must not lose images later.
      let faults = ParallelLoop.map(usable) { row in
        Result { () throws(FileError) in _ = try ImageFile.read(row.imagePath) }
      }
      for (row, outcome) in zip(usable, faults) {
        guard case .failure(let error) = outcome else { continue }
        leftOut.append(LeftOut(image: row.image, reason: error.diagnosis.description))
        unusable.insert(row.image)
      }
    }
    cases = usable.filter { !unusable.contains($0.image) }
    self.classes = classes
    self.leftOut = leftOut
    otherColumns = manifest.otherColumns
    self.rows = rows
    guard !cases.isEmpty else {
      throw FileError(
        configuration.data,
        Diagnosis(
          "has no image that can be used", expected: "images with label, source and mask",
          remedy: leftOut.first.map { "\($0.image) \($0.reason)." }))
    }
  }

  /// An image of the pool as a variant has it; label, source, patient and split are its own.
  func row(of subject: Case, as variant: VariantKind) -> Case {
    guard variant != .full, let row = rows[variant]?[subject.image] else { return subject }
    return Case(
      image: subject.image, imagePath: row.imagePath, maskPath: row.maskPath,
      label: subject.label, source: subject.source, patient: subject.patient, view: subject.view,
      split: subject.split, other: subject.other)
  }
}
