internal import Audit
internal import Datasets
internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Models
internal import Reports
internal import Tables
internal import Tensors
internal import Variants

/// The answer of one network for one test image.
package struct TestPrediction: Sendable, Equatable {
  /// What the network was trained on.
  package let trained: StudySet
  /// The image, as the study's manifest names it.
  package let image: String
  /// The place of the true class.
  package let label: Int
  /// The hospital or data set.
  package let source: String
  /// What must not be torn apart: the patient.
  package let cluster: String
  /// One probability per class.
  package let probabilities: [Double]

  /// An answer.
  package init(
    trained: StudySet, image: String, label: Int, source: String, cluster: String,
    probabilities: [Double]
  ) {
    self.trained = trained
    self.image = image
    self.label = label
    self.source = source
    self.cluster = cluster
    self.probabilities = probabilities
  }

  /// The place of the most probable class, the first of equals.
  var predicted: Int {
    probabilities.indices.reduce(0) { probabilities[$1] > probabilities[$0] ? $1 : $0 }
  }
}

/// The answers of all networks of a seed for the test images of one variant, in a CSV file.
enum TestPredictions {
  private static let columns = [
    "scheme", "variant", "image", "label", "source", "group",
  ]

  /// Asks each network about each image and writes the answers; an image is read once for all.
  ///
  /// - Parameters:
  ///   - models: By what they were trained on; all take images of one size in one way.
  ///   - cases: With the paths of the variant.
  ///   - progress: Called with the number of images done.
  /// - Throws: ``FileError`` for an image that cannot be read, or when the file cannot be written.
  static func write(
    of models: [(set: StudySet, model: Model)], on cases: [Case], classes: [String],
    group: String, to path: String, progress: (Int) -> Void
  ) throws {
    let folded = models.map { ($0.set, $0.model.foldingBatchNormalizations()) }
    var text = CSVWriter.line(columns + classes.map { "p:\($0)" })
    var done = 0
    try CasePipeline.run(cases) { subject in
      let image = try ImageFile.read(subject.imagePath)
      return try FileError.naming(subject.imagePath) {
        try folded.map { ($0.0, try $0.1.predict(image)) }
      }
    } deliver: { subject, outcome in
      for (set, prediction) in try outcome.get() {
        let probabilities = prediction.probabilities ?? []
        text += CSVWriter.line(
          [
            set.scheme.rawValue, set.variant.rawValue, subject.image, subject.label ?? "",
            subject.source ?? "", subject.cluster(by: group),
          ] + probabilities.map { "\($0)" })
      }
      done += 1
      progress(done)
    }
    try TextFile.write(text, to: path)
  }

  /// The answers in the file at `path`.
  ///
  /// - Throws: ``FileError`` when it was not written by an experiment with these classes.
  static func read(_ path: String, classes: [String]) throws -> [TestPrediction] {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw FileError(path, Diagnosis("cannot be read", expected: "predictions"))
    }
    let records = try FileError.naming(path) { try CSVReader(bytes).records }
    guard let header = records.first?.fields, header == columns + classes.map({ "p:\($0)" }) else {
      throw FileError(
        path,
        Diagnosis(
          "has other columns", expected: "those of this experiment",
          remedy: "Remove the file; it is made anew."))
    }
    return try records.dropFirst().map { record in
      let fields = record.fields
      let probabilities = fields.dropFirst(columns.count).compactMap { Double($0) }
      guard fields.count == header.count, probabilities.count == classes.count,
        let trained = StudySet(scheme: fields[0], variant: fields[1]),
        let label = classes.firstIndex(of: fields[3])
      else {
        throw FileError(
          path,
          Diagnosis(
            "line \(record.line) is no prediction", expected: "what this experiment wrote",
            remedy: "Remove the file; it is made anew."))
      }
      return TestPrediction(
        trained: trained, image: fields[2], label: label, source: fields[4], cluster: fields[5],
        probabilities: probabilities)
    }
  }
}

extension StudySet {
  /// The set that files call `scheme` and `variant`.
  fileprivate init?(scheme: String, variant: String) {
    guard let scheme = SplitScheme(rawValue: scheme), let variant = VariantKind(rawValue: variant)
    else { return nil }
    self.init(scheme, variant)
  }
}
