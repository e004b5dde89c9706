import Foundation
import LungAttention
import Phantoms

/// Phantoms on disk, to be spoilt and audited.
final class PhantomDataset: Sendable {
  let folder: URL
  /// Sound: two sources with both classes equally, 120 patients in three splits.
  let cases: [Case]

  init(_ kind: PhantomDesign.Kind = .balanced) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try PhantomFolder(path: folder.path, width: 112, height: 96).write(
      PhantomDesign(kind, train: 64, val: 24, test: 32).cases)
    cases = try Manifest(path: folder.appending(path: "manifest.csv").path).cases
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The audit of a manifest with these rows.
  func audit(_ cases: [Case], seed: UInt64 = 0) throws -> DatasetRun.Outcome {
    try DatasetRun(output: folder.appending(path: "out").path, seed: seed).run(
      Manifest(cases), name: "phantoms")
  }

  /// Writes a changed copy of an image and gives its path.
  func copy(of subject: Case, as name: String, _ change: (GrayImage) -> GrayImage) throws -> String
  {
    let path = folder.appending(path: name).path
    try change(ImageFile.read(subject.imagePath)).writePNG(to: path)
    return path
  }
}

extension Case {
  /// The row with some of its fields replaced.
  func with(
    image: String? = nil, mask: String?? = nil, label: String?? = nil, source: String?? = nil,
    patient: String? = nil, split: String? = nil
  ) -> Case {
    Case(
      image: image ?? self.image, imagePath: image ?? imagePath, maskPath: mask ?? maskPath,
      label: label ?? self.label, source: source ?? self.source, patient: patient ?? self.patient,
      view: view, split: split ?? self.split)
  }
}

extension DatasetVerdict {
  /// The names of the rules that apply.
  var problemNames: Set<String> { Set(problems.map(\.rule)) }

  func evidence(_ rule: String) -> String {
    findings.first { $0.rule == rule }?.evidence ?? "no rule \(rule)"
  }
}
