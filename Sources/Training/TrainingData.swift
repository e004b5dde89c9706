public import Diagnostics
public import Imaging
public import Models
internal import Synchronization
public import Tables
public import Tensors

/// The images of a manifest made ready for a network: read, resized, labelled and split.
public struct TrainingData: Sendable {
  /// The class names, in the order of the network's outputs.
  public let classNames: [String]
  /// What the network will see: grey, normalised by the training images' own moments.
  public let input: InputSpecification
  /// The images to learn from.
  public let training: [TrainingExample]
  /// The images that decide when to stop.
  public let validation: [TrainingExample]
  /// The images that could not be used, and why.
  public let failures: [FileError]

  /// Reads the images of `cases`.
  ///
  /// Cases of the split `val` or `validation` are for validation and those of `test` are left
  /// out; all others are for training. Without validation cases, patients are set aside.
  ///
  /// - Parameters:
  ///   - window: Applied to each image, as it will be to those that the network is used on.
  ///   - classNames: The classes and their order; by default all labels, sorted.
  ///   - validationFraction: The share of patients set aside when the manifest names none.
  ///   - progress: Called with the number of images read so far.
  /// - Throws: ``TrainingDataError`` when there are not two classes to learn.
  public init(
    _ cases: [Case], size: Extent, window: ToneWindow = .automatic, fit: Geometry.Fit = .stretch,
    classNames: [String]? = nil, validationFraction: Double = 0.2, seed: UInt64,
    progress: (Int) -> Void = { _ in }
  ) throws {
    let used = cases.filter { $0.split != "test" }
    let names = classNames ?? Set(used.compactMap(\.label)).sorted()
    guard names.count > 1 else { throw TrainingDataError.tooFewClasses(names) }
    let indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })

    let read = Mutex([Int: Result<TrainingExample, FileError>]())
    var failures: [FileError] = []
    var parts: (training: [TrainingExample], validation: [TrainingExample]) = ([], [])
    let block = 32
    for start in stride(from: 0, to: used.count, by: block) {
      let range = start..<min(used.count, start + block)
      ParallelLoop.run(range.count) { offset in
        let index = range.lowerBound + offset
        let outcome = Result<TrainingExample, FileError> { () throws(FileError) in
          try Self.example(used[index], size: size, window: window, fit: fit, indices: indices)
        }
        read.withLock { $0[index] = outcome }
      }
      let outcomes = read.withLock { $0 }
      for index in range {
        switch outcomes[index] {
        case .success(let example):
          if ["val", "validation"].contains(used[index].split) {
            parts.validation.append(example)
          } else {
            parts.training.append(example)
          }
        case .failure(let error): failures.append(error)
        case nil: break
        }
      }
      progress(range.upperBound)
    }
    if parts.validation.isEmpty {
      parts = parts.training.split(fraction: validationFraction, seed: seed)
    }
    let found = Set(parts.training.map(\.label))
    guard found.count > 1 else {
      throw TrainingDataError.tooFewClasses(found.sorted().map { names[$0] })
    }
    let moments = parts.training.pixelMoments
    self.classNames = names
    self.failures = failures
    (training, validation) = parts
    input = try InputSpecification(
      size: size, channels: 1, window: window, mean: [moments.mean],
      standardDeviation: [moments.deviation], fit: fit)
  }

  private static func example(
    _ subject: Case, size: Extent, window: ToneWindow, fit: Geometry.Fit, indices: [String: Int]
  ) throws(FileError) -> TrainingExample {
    guard let name = subject.label, let label = indices[name] else {
      throw FileError(
        subject.imagePath,
        Diagnosis(
          subject.label.map { "has the label '\($0)'" } ?? "has no label",
          expected: "one of \(indices.keys.sorted().joined(separator: ", "))"))
    }
    let image = window.apply(to: try ImageFile.read(subject.imagePath))
    let geometry = Geometry(original: image.extent, network: size, fit: fit)
    return TrainingExample(
      image: geometry.prepare(image), label: label, group: subject.patient ?? subject.image)
  }
}

/// A manifest from which nothing can be learnt.
public enum TrainingDataError: Diagnosable, Equatable {
  /// The labels of the usable training images.
  case tooFewClasses([String])

  /// What is missing.
  public var diagnosis: Diagnosis {
    switch self {
    case .tooFewClasses(let names):
      Diagnosis(
        names.isEmpty
          ? "has no labelled training images"
          : "has training images of only one class, '\(names[0])'",
        expected: "at least two classes in the column 'label'")
    }
  }
}
