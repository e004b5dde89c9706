internal import Datasets
internal import Foundation
internal import Models
internal import Networks
internal import Tables
internal import Training
internal import Variants

/// What an experiment will do, and how much of it is done.
public struct ExperimentPlan: Sendable {
  /// Networks to train, and how many of them are there already.
  public let networks: (all: Int, finished: Int)
  /// The images that are used, and those that are not.
  public let images: (used: Int, leftOut: Int)
  /// How many images train, stop the training and test, per scheme, in the first seed's sets.
  let sizes: [(scheme: SplitScheme, train: Int, validation: Int, test: Int)]
  /// The configuration.
  let configuration: ExperimentConfiguration
  /// The seconds that remain, if every training runs to its last epoch.
  public let secondsLeft: Double

  init(
    _ configuration: ExperimentConfiguration, pool: StudyPool, sets: [ExperimentSets],
    folder: ExperimentFolder, pace: TrainingPace
  ) {
    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
    func count(_ split: DataSplit, _ part: String) -> Int {
      split.cases.count { $0.split == part }
    }
    self.configuration = configuration
    images = (pool.cases.count, pool.leftOut.count)
    let cells = configuration.cells
    let open = cells.filter { !exists(folder.model($0)) }
    networks = (cells.count, cells.count - open.count)
    sizes = (sets.first?.splits ?? []).map {
      ($0.scheme, count($0, "train"), count($0, "val"), count($0, "test"))
    }
    // A forward run is a third of a training step; an explained image costs a little more.
    let epochs = Double(configuration.training.configuration.epochs)
    var runs = 0.0
    for sets in sets {
      for cell in open where cell.seed == sets.seed {
        guard let split = sets[cell.set.scheme] else { continue }
        runs += epochs * (Double(count(split, "train")) + Double(count(split, "val")) / 3)
      }
      let tested = Double(sets.testCases(in: pool).count)
      let models = Double(configuration.trainingSets.count)
      for variant in configuration.variants
      where !exists(folder.predictions(variant, seed: sets.seed)) {
        runs += tested * models / 3
      }
    }
    secondsLeft = runs * pace.secondsPerImage
  }

  /// The plan for a reader.
  public var text: String {
    func list(_ names: [String]) -> String { names.joined(separator: ", ") }
    let parts = sizes.map {
      "  \($0.scheme.rawValue): \($0.train) to train on, \($0.validation) to stop by, "
        + "\($0.test) to test on"
    }
    let minutes = max(1, Int((secondsLeft / 60).rounded()))
    let finished = networks.finished > 0 ? ", \(networks.finished) of them finished" : ""
    let left = networks.finished == networks.all ? "" : "; at most about \(minutes) min to go"
    return
      ([
        "\(images.used) images, \(images.leftOut) left out",
        "schemes × variants × seeds: \(configuration.schemes.count) × "
          + "\(configuration.trainedVariants.count) × \(configuration.seeds.count) = "
          + "\(networks.all) networks (\(configuration.training.name))\(finished)",
        "variants: \(list(configuration.variants.map(\.rawValue)))",
        "images of a set (seed \(configuration.seeds.first.map(String.init) ?? "–")):",
      ] + parts + [
        "every network is tested on \(configuration.testSets.count) sets\(left)"
      ]).joined(separator: "\n")
  }
}
