internal import Datasets
internal import Statistics
internal import Synchronization
internal import Tables
internal import Tensors
internal import Variants

/// Which images of a test set a figure is about.
public enum TestPart: Sendable, Hashable {
  /// All.
  case all
  /// Those whose source gave images of their class to the training set.
  case within
  /// Those whose source gave none of their class to the training set.
  case across
  /// Those of one source.
  case source(String)

  /// For tables.
  public var name: String {
    switch self {
    case .all: "all"
    case .within: "within sources"
    case .across: "across sources"
    case .source(let name): "source \(name)"
    }
  }
}

/// What an experiment came to.
public struct ExperimentResults: Sendable {
  /// One entry of the matrices: networks trained on one set, tested on another.
  public struct Entry: Sendable {
    /// What the networks were trained on.
    public let trained: StudySet
    /// What they were tested on.
    public let tested: StudySet
    /// Which images of the test set.
    public let part: TestPart
    /// Of one seed; `nil` for the mean of all.
    public let seed: UInt64?
    /// The figures.
    public let evaluation: Evaluation
  }

  /// The plan.
  public let configuration: ExperimentConfiguration
  /// The classes, in the order of the networks' outputs.
  public let classes: [String]
  /// The class that sensitivity, specificity and AUROC are about.
  public let positive: String
  /// How many images were used, and how many left out.
  public let images: (used: Int, leftOut: Int)
  /// All entries: by training set, test set, part and seed.
  public let entries: [Entry]
  /// Where the networks look.
  public let attention: [AttentionFigures]

  /// The entry of a matrix over all seeds.
  public func entry(
    trained: StudySet, tested: StudySet, part: TestPart = .all, seed: UInt64? = nil
  ) -> Entry? {
    entries.first {
      $0.trained == trained && $0.tested == tested && $0.part == part && $0.seed == seed
    }
  }

  /// Reads what a finished run has left.
  init(
    _ configuration: ExperimentConfiguration, classes: [String], images: Int, leftOut: Int,
    sets: [ExperimentSets], folder: ExperimentFolder
  ) throws {
    self.configuration = configuration
    self.classes = classes
    positive = configuration.positive ?? classes.last ?? ""
    self.images = (images, leftOut)
    attention = try AttentionFigures.read(configuration, folder: folder, sets: sets)

    var answers: [Question: [TestPrediction]] = [:]
    for set in sets {
      let tested = Dictionary(
        uniqueKeysWithValues: set.splits.map { ($0.scheme, set.testImages(of: $0.scheme)) })
      let seen = Dictionary(
        uniqueKeysWithValues: set.splits.map { ($0.scheme, Seen($0, by: configuration.group)) })
      for variant in configuration.variants {
        let path = folder.predictions(variant, seed: set.seed)
        for answer in try TestPredictions.read(path, classes: classes) {
          guard let seen = seen[answer.trained.scheme], !seen.clusters.contains(answer.cluster)
          else { continue }
          let origin = "\(answer.source)\u{0}\(classes[answer.label])"
          let parts: [TestPart] = [
            .all, seen.origins.contains(origin) ? .within : .across, .source(answer.source),
          ]
          for scheme in configuration.schemes where tested[scheme]?.contains(answer.image) == true {
            for part in parts {
              answers[
                Question(
                  trained: answer.trained, tested: StudySet(scheme, variant), part: part,
                  seed: set.seed), default: []
              ].append(answer)
            }
          }
        }
      }
    }
    entries = Self.entries(
      configuration, answers, positive: classes.firstIndex(of: positive) ?? classes.count - 1)
  }

  private struct Question: Hashable {
    var trained: StudySet
    var tested: StudySet
    var part: TestPart
    var seed: UInt64
  }

  /// What a training set has shown its network: nobody of it is tested on.
  private struct Seen {
    var clusters: Set<String> = []
    var origins: Set<String> = []

    init(_ split: DataSplit, by group: String) {
      for row in split.cases where row.split != "test" {
        clusters.insert(row.cluster(by: group))
        if row.split == "train" { origins.insert("\(row.source ?? "")\u{0}\(row.label ?? "")") }
      }
    }
  }

  private static func entries(
    _ configuration: ExperimentConfiguration, _ answers: [Question: [TestPrediction]],
    positive: Int
  ) -> [Entry] {
    let sources = Set(
      answers.keys.compactMap { question -> String? in
        if case .source(let name) = question.part { name } else { nil }
      }
    ).sorted()
    let parts = [.all, .within, .across] + sources.map(TestPart.source)
    var jobs: [(trained: StudySet, tested: StudySet, part: TestPart, seed: UInt64?)] = []
    for trained in configuration.trainingSets {
      for tested in configuration.testSets {
        for part in parts {
          jobs.append((trained, tested, part, nil))
          if part == .all {
            jobs += configuration.seeds.map { (trained, tested, part, $0) }
          }
        }
      }
    }
    let done = Mutex([Int: Entry]())
    ParallelLoop.run(jobs.count) { [jobs] index in
      let job = jobs[index]
      let seeds = job.seed.map { [$0] } ?? configuration.seeds
      let found = seeds.map { seed in
        answers[
          Question(trained: job.trained, tested: job.tested, part: job.part, seed: seed)] ?? []
      }
      guard found.contains(where: { !$0.isEmpty }) else { return }
      let entry = Entry(
        trained: job.trained, tested: job.tested, part: job.part, seed: job.seed,
        evaluation: Evaluation(found, positive: positive, seed: UInt64(index)))
      done.withLock { $0[index] = entry }
    }
    let entries = done.withLock { $0 }
    return jobs.indices.compactMap { entries[$0] }
  }
}

extension ExperimentResults {
  /// The results as one JSON object; numbers are in full precision, what is undefined is `null`.
  public func json() throws -> String { try ExperimentJSON.text(self) }

  /// The findings for a terminal, and where the rest is.
  public func text(folder: String) -> String { SummaryText.terminal(self, folder: folder) }
}
