public import Diagnostics
public import Imaging
public import Models
public import Tables
public import Tensors

/// The images of a manifest made ready for a network: read, resized, labelled and split.
///
/// Cases of the split `train`, and those without one, are for training, those of `val` or
/// `validation` for validation, and those of `test` are left out; another split is an error. Without
/// validation cases, patients are set aside.
public struct TrainingData: Sendable {
  /// The class names, in the order of the network's outputs.
  public let classNames: [String]
  /// What the network will see.
  public let input: InputSpecification
  /// The images to learn from.
  public let training: [TrainingExample]
  /// The images that decide when to stop.
  public let validation: [TrainingExample]
  /// The images that could not be used, and why.
  public let failures: [FileError]
  /// Patients who are in more than one of training, validation and test: what is measured on the
  /// others then says too much.
  public let tornPatients: [String]
  /// What the training images were prepared for.
  public let mitigations: Mitigations

  /// Reads the images of `cases` for a new network, which will see them grey and normalised by the
  /// training images' own moments.
  ///
  /// - Parameters:
  ///   - window: Applied to each image, as it will be to those that the network is used on.
  ///   - classNames: The classes and their order; by default all labels, sorted.
  ///   - validationFraction: The share of patients set aside when the manifest names none.
  ///   - mitigations: Those of the configuration to train with.
  ///   - progress: Called with the number of images read so far.
  /// - Throws: ``TrainingDataError`` when there are not two classes to learn.
  public init(
    _ cases: [Case], size: Extent, window: ToneWindow = .automatic, fit: Geometry.Fit = .stretch,
    classNames: [String]? = nil, validationFraction: Double = 0.2, seed: UInt64,
    mitigations: Mitigations = .none, progress: (Int) -> Void = { _ in }
  ) throws {
    try self.init(
      cases, classNames: classNames, validationFraction: validationFraction, seed: seed,
      mitigations: mitigations, progress: progress
    ) { labels in
      ExampleReader(
        size: size, window: window, fit: fit, antialias: true, labels: labels,
        mitigations: mitigations)
    } input: { training in
      let moments = training.pixelMoments
      return try InputSpecification(
        size: size, channels: 1, window: window, mean: [moments.mean],
        standardDeviation: [moments.deviation], fit: fit)
    }
  }

  /// Reads the images of `cases` as a network that is there already sees them.
  ///
  /// - Throws: ``TrainingDataError`` when there are not two classes to learn.
  public init(
    _ cases: [Case], input: InputSpecification, classNames: [String]? = nil,
    validationFraction: Double = 0.2, seed: UInt64, mitigations: Mitigations = .none,
    progress: (Int) -> Void = { _ in }
  ) throws {
    try self.init(
      cases, classNames: classNames, validationFraction: validationFraction, seed: seed,
      mitigations: mitigations, progress: progress
    ) { labels in
      ExampleReader(
        size: input.size, window: input.window, fit: input.fit, antialias: input.antialias,
        labels: labels, mitigations: mitigations)
    } input: { _ in
      input
    }
  }

  /// Reads the images of `cases` as a network of `start` sees them: as its model says, or else as
  /// said here.
  ///
  /// - Throws: ``TrainingDataError`` when there are not two classes to learn.
  public init(
    _ cases: [Case], for start: TrainingStart, size: Extent, window: ToneWindow,
    fit: Geometry.Fit, classNames: [String], validationFraction: Double = 0.2, seed: UInt64,
    mitigations: Mitigations, progress: (Int) -> Void = { _ in }
  ) throws {
    if let input = start.model?.input {
      try self.init(
        cases, input: input, classNames: classNames, validationFraction: validationFraction,
        seed: seed, mitigations: mitigations, progress: progress)
    } else {
      try self.init(
        cases, size: size, window: window, fit: fit, classNames: classNames,
        validationFraction: validationFraction, seed: seed, mitigations: mitigations,
        progress: progress)
    }
  }

  /// The classes that `cases` of training and validation have, sorted.
  static func classNames(of cases: [Case]) -> [String] {
    Set(cases.filter { !$0.isForTest }.compactMap(\.label)).sorted()
  }

  private init(
    _ cases: [Case], classNames: [String]?, validationFraction: Double, seed: UInt64,
    mitigations: Mitigations, progress: (Int) -> Void, reader: ([String: Int]) -> ExampleReader,
    input: ([TrainingExample]) throws -> InputSpecification
  ) throws {
    var partsOfPatient: [String: Set<TrainingPart>] = [:]
    for subject in cases {
      let part = try TrainingPart(ofSplit: subject.split)
      if let patient = subject.patient { partsOfPatient[patient, default: []].insert(part) }
    }
    tornPatients = partsOfPatient.filter { $0.value.count > 1 }.keys.sorted()
    let names = classNames ?? Self.classNames(of: cases)
    guard names.count > 1 else { throw TrainingDataError.tooFewClasses(names) }
    let labels = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var parts = Self.read(
      cases.filter { !$0.isForTest }, with: reader(labels), progress: progress)
    if parts.training.isEmpty, let failure = parts.failures.first {
      throw TrainingDataError.noneUsable(parts.failures.count, first: failure.description)
    }
    if parts.validation.isEmpty {
      (parts.training, parts.validation) = parts.training.split(
        fraction: validationFraction, seed: seed)
    }
    let found = Set(parts.training.map(\.label))
    guard found.count > 1 else {
      throw TrainingDataError.tooFewClasses(found.sorted().map { names[$0] })
    }
    self.classNames = names
    self.input = try input(parts.training)
    self.mitigations = mitigations
    (training, validation, failures) = parts
  }

  private typealias Parts = (
    training: [TrainingExample], validation: [TrainingExample], failures: [FileError]
  )

  /// Reads in blocks of a few images at once.
  private static func read(
    _ cases: [Case], with reader: ExampleReader, progress: (Int) -> Void
  ) -> Parts {
    var parts: Parts = ([], [], [])
    let block = 32
    for start in stride(from: 0, to: cases.count, by: block) {
      let part = Array(cases[start..<min(cases.count, start + block)])
      let outcomes = ParallelLoop.map(part) { subject in
        Result<TrainingExample, FileError> { () throws(FileError) in
          try reader.example(subject)
        }
      }
      for (subject, outcome) in zip(part, outcomes) {
        switch outcome {
        case .success(let example) where subject.isForValidation:
          parts.validation.append(example)
        case .success(let example): parts.training.append(example)
        case .failure(let error): parts.failures.append(error)
        }
      }
      progress(start + part.count)
    }
    return parts
  }
}

/// A manifest from which nothing can be learnt.
public enum TrainingDataError: Diagnosable, Equatable {
  /// The labels of the usable training images.
  case tooFewClasses([String])
  /// No image can be used; how many were tried, and what is wrong with the first.
  case noneUsable(Int, first: String)
  /// A split that is neither for training nor for validation nor for test.
  case unknownSplit(String)

  /// What is missing.
  public var diagnosis: Diagnosis {
    switch self {
    case .noneUsable(let count, let first):
      Diagnosis(
        "has \(count) images to train on, none of which can be used",
        expected: "readable images of at least two classes", remedy: "The first: \(first)")
    case .unknownSplit(let name):
      Diagnosis(
        "has a row with split '\(name)'", expected: "train, val or test",
        remedy: nearestName(to: name, among: ["train", "val", "test"]).map {
          "Did you mean '\($0)'?"
        }
          ?? "Name the splits so, or leave out the column.")
    case .tooFewClasses(let names):
      Diagnosis(
        names.isEmpty
          ? "has no labelled training images"
          : "has training images of only one class, '\(names[0])'",
        expected: "at least two classes in the column 'label'")
    }
  }
}
