internal import Attention
internal import Audit
internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Tensors
public import Tables
public import Variants

/// Variants of a study's radiographs on disk: for each kind a folder with `images/`, `masks/` and
/// `manifest.csv`, complete in itself.
///
/// A kind's manifest has all columns of the study's, and `note` where nothing was removed.
public struct VariantFolder: Sendable {
  /// What came of the radiographs.
  public struct Outcome: Sendable {
    /// Each kind's manifest.
    public let manifests: [String]
    /// How many pictures were written.
    public let finished: Int
    /// The pictures that could not be made.
    public let failures: [Failure]
    /// How often nothing was removed, by note.
    public let notes: [VariantNote: Int]
  }

  /// A picture that could not be made.
  public struct Failure: Sendable, Equatable, CustomStringConvertible {
    /// The image as the manifest names it; may be empty.
    public let image: String
    /// The kind of variant; `nil` where the radiograph itself is at fault.
    public let kind: VariantKind?
    /// What is wrong.
    public let reason: String

    /// `image, kind: reason`
    public var description: String {
      [image, kind?.rawValue].compactMap(\.self).joined(separator: ", ") + ": \(reason)"
    }
  }

  /// The folder, made when it is not there.
  public let path: String
  /// The kinds of variants, each once.
  public let kinds: [VariantKind]
  /// Makes them; each image has a noise of its own.
  public let maker: VariantMaker

  /// A folder for variants.
  public init(path: String, kinds: [VariantKind], maker: VariantMaker = VariantMaker()) {
    self.path = path
    self.kinds = VariantKind.allCases.filter(kinds.contains)
    self.maker = maker
  }

  /// Writes the variants of all radiographs, the manifests and `errors.csv`.
  ///
  /// - Parameter progress: Called with the number of radiographs done so far.
  /// - Throws: ``FileError`` when the folder cannot be written. A radiograph or a variant that
  ///   fails does not throw; it is missing in its kind's manifest.
  public func write(
    _ manifest: Manifest, progress: (Int) -> Void = { _ in }
  ) throws -> Outcome {
    try makeFolders()
    let names = OutputNames(manifest.cases.map(\.image))
    let masks = Dictionary(
      manifest.cases.map { ($0.image, $0.maskPath) }, uniquingKeysWith: { first, _ in first })
    var failures = manifest.badRows.map {
      Failure(image: $0.image, kind: nil, reason: $0.diagnosis.description)
    }
    var rows: [VariantKind: [Case]] = [:]
    var notes: [VariantNote: Int] = [:]
    var done = 0
    try CasePipeline.run(manifest.cases) { subject in
      guard masks[subject.image] == subject.maskPath else {
        throw FileError(
          subject.imagePath,
          Diagnosis("is listed again with another mask", expected: "one mask for an image"))
      }
      return try write(subject, name: names[subject.image])
    } deliver: { subject, outcome in
      switch outcome {
      case .failure(let error):
        failures.append(Failure(image: subject.image, kind: nil, reason: "\(error)"))
      case .success(let pictures):
        for (kind, picture) in pictures {
          switch picture {
          case .success(let written):
            rows[kind, default: []].append(written.row)
            if let note = written.note { notes[note, default: 0] += 1 }
          case .failure(let error):
            failures.append(Failure(image: subject.image, kind: kind, reason: "\(error)"))
          }
        }
      }
      done += 1
      progress(done)
    }
    let columns =
      manifest.otherColumns + (manifest.otherColumns.contains("note") ? [] : ["note"])
    let manifests = kinds.map { "\(path)/\($0.rawValue)/manifest.csv" }
    for (kind, file) in zip(kinds, manifests) {
      try TextFile.write(Manifest.csv(rows[kind] ?? [], otherColumns: columns), to: file)
    }
    try TextFile.write(
      failures.reduce(CSVWriter.line(["image", "kind", "reason"])) {
        $0 + CSVWriter.line([$1.image, $1.kind?.rawValue ?? "", $1.reason])
      }, to: "\(path)/errors.csv")
    return Outcome(
      manifests: manifests, finished: rows.values.reduce(0) { $0 + $1.count }, failures: failures,
      notes: notes)
  }

  private func makeFolders() throws {
    for kind in kinds {
      for part in ["images", "masks"] {
        let folder = "\(path)/\(kind.rawValue)/\(part)"
        do {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        } catch {
          throw FileError(folder, Diagnosis("cannot be made", expected: "a folder for variants"))
        }
      }
    }
  }

  /// The image of a variant as its kind's manifest names it.
  ///
  /// - Parameter name: Of `OutputNames` of all the study's images.
  package static func image(named name: String) -> String { "images/\(name).png" }

  /// A picture on disk and its row.
  private struct Written {
    let row: Case
    let note: VariantNote?
  }

  /// Writes the variants of a radiograph.
  private func write(
    _ subject: Case, name: String
  ) throws -> [(VariantKind, Result<Written, any Error>)] {
    let image = try ImageFile.read(subject.imagePath)
    let mask = try subject.maskPath.map { path in
      let picture = try ImageFile.read(path)
      return (path, try FileError.naming(path) { try MaskReading(of: picture, for: image.extent) })
    }
    let radiograph = try AnnotatedRadiograph(detectingIn: image, lungs: mask?.1.mask, for: kinds)
    let maker = VariantMaker(
      fill: maker.fill, dilation: maker.dilation, seed: maker.seed ^ subject.image.stableHash)
    return kinds.map { kind in
      (
        kind,
        Result {
          let variant = try FileError.naming(subject.imagePath) {
            try maker.variant(kind, of: radiograph)
          }
          return try write(variant, of: subject, mask: mask?.0, in: kind, name: name)
        }
      )
    }
  }

  private func write(
    _ variant: VariantMaker.Variant, of subject: Case, mask: String?, in kind: VariantKind,
    name: String
  ) throws -> Written {
    let folder = "\(path)/\(kind.rawValue)"
    try variant.image.writePNG(to: "\(folder)/\(Self.image(named: name))")
    // A copy, so that what is said about the mask stays what it was.
    let maskName = try mask.map { mask in
      let end = (mask as NSString).pathExtension
      let copy = "masks/\(name)" + (end.isEmpty ? "" : ".\(OutputNames.safe(end))")
      try AtomicFile.write(to: "\(folder)/\(copy)") {
        try Array(Data(contentsOf: URL(filePath: mask)))
      }
      return copy
    }
    var other = subject.other
    other["note"] = [other["note"], variant.note?.rawValue].compactMap(\.self)
      .filter { !$0.isEmpty }.joined(separator: "; ")
    return Written(
      row: Case(
        image: Self.image(named: name), maskPath: maskName, label: subject.label,
        source: subject.source, patient: subject.patient, view: subject.view, split: subject.split,
        other: other),
      note: variant.note)
  }
}
