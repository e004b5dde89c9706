import ArgumentParser
import Foundation
import LungAttention

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network on the images of a manifest.",
    discussion: """
      The manifest needs the columns image and label. Rows of split val stop the training in time
      and rows of split test are left out; without val rows, a share of the patients is set aside.
      The figures of each epoch are written to OUTPUT.log.csv. A killed run goes on from its last
      epoch with --resume and ends in the same bits.

      The mitigations change the training images only; the network is used on whole images. To
      use one on nothing but the lungs' box, make all its images box-only by 'variants'.

      EXAMPLES
        lung-attention train set/manifest.csv --output model.safetensors
        lung-attention train set/manifest.csv --schedule cosine --warm-up 2 --weight-decay 0.01 \\
          --class-weights balanced --output model.safetensors
        lung-attention train set/manifest.csv --from resnet18.safetensors --architecture resnet18 \\
          --preset imagenet --freeze conv1 bn1 layer1 layer2 --output model.safetensors
        lung-attention train set/manifest.csv --balance-sources --exchange-backgrounds 0.5 \\
          --output model.safetensors
      """)

  @Argument(help: ArgumentHelp("Manifest of the images.", valueName: "manifest.csv"))
  var manifest: String

  @Option(help: ArgumentHelp("Checkpoint to write (.safetensors).", valueName: "file"))
  var output: String

  @OptionGroup(title: "Network options") var start: StartOptions
  @OptionGroup(title: "Training options") var training: TrainingOptions
  @OptionGroup(title: "Augmentation options") var augmentation: AugmentationOptions
  @OptionGroup(title: "Mitigation options") var mitigations: MitigationOptions

  @Flag(help: "Go on with a run that was killed.")
  var resume = false

  @OptionGroup var execution: ExecutionOptions

  func validate() throws {
    do { try choices.check() } catch { throw ValidationError("\(error)") }
  }

  func run() throws { try execution.run(train) }

  private func train() throws {
    try checkOutput()
    let run = try trainingRun()
    let line = ProgressLine("Training", total: training.epochs * 100)
    var last = ""
    let state = try run.run(resumes: resume, provenance: ["data_set": manifest]) { epoch, share in
      line.update(
        (epoch - 1) * 100 + Int(share * 100), note: "· epoch \(epoch)/\(training.epochs)\(last)")
    } onEpoch: {
      note($0.summary)
      last = " · last \($0.figures)"
    }
    if let best = state.bestEpoch { note("Best: \(best.summary)") }
    print(output)
  }

  /// Finds out before the training what would spoil it at its end.
  private func checkOutput() throws {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
    if isThere, isFolder.boolValue {
      throw FileError(output, Diagnosis("is a folder", expected: "a checkpoint to write"))
    }
    if resume, isThere, !FileManager.default.fileExists(atPath: output + ".state") {
      throw FileError(
        output,
        Diagnosis(
          "is finished", expected: "a run that was killed",
          remedy: "Leave out --resume to train anew."))
    }
  }

  /// Reads the images and says what is remarkable about them.
  private func trainingRun() throws -> TrainingRun {
    let table = try Manifest(path: manifest)
    let start = try start.start()
    let reading = ProgressLine("Reading", total: table.cases.count { !$0.isForTest })
    let data = try FileError.naming(manifest) {
      try self.start.data(
        table.cases, for: start, choices, validationFraction: training.validationFraction
      ) { reading.update($0) }
    }
    for failure in data.failures { note("Left out: \(failure)") }
    for row in table.badRows { note("Left out: \(manifest): \(row.diagnosis)") }
    if !data.tornPatients.isEmpty {
      note(
        "\(data.tornPatients.count) patients are in more than one of training, validation and test, "
          + "'\(data.tornPatients[0])' for one: what is measured on them says too much.")
    }
    note("\(data.training.count) training and \(data.validation.count) validation images")
    let run = TrainingRun(start: start, data: data, configuration: choices, output: output)
    if run.monitor != training.monitor {
      note(
        "The validation images do not show every class, so the area under the ROC curve is "
          + "undefined: the loss decides which epoch is best.")
    }
    if start.model != nil, start.hasNewHead(for: data.classNames) {
      note("The last layer is new, for \(data.classNames.joined(separator: ", ")).")
    }
    return run
  }

  private var choices: TrainingConfiguration {
    TrainingConfiguration(
      optimizer: training.optimizer, learningRate: training.learningRate,
      schedule: training.schedule, warmUp: training.warmUp, weightDecay: training.weightDecay,
      batchSize: training.batchSize, epochs: training.epochs, patience: training.patience,
      monitor: training.monitor, classWeights: training.classWeights,
      augmentation: augmentation.value, mitigations: mitigations.value, frozen: start.freeze,
      seed: training.seed)
  }
}

extension Trainer.Epoch {
  /// One line for the user.
  fileprivate var summary: String {
    "epoch \(number): loss \(Self.rounded(trainingLoss)), "
      + "accuracy \(Self.rounded(trainingAccuracy)); \(figures)"
  }

  /// The validation figures.
  fileprivate var figures: String {
    guard let validationLoss, let validationAccuracy else { return "no validation images" }
    return "validation loss \(Self.rounded(validationLoss)), "
      + "accuracy \(Self.rounded(validationAccuracy))"
      + (validationAUROC.map { ", AUROC \(Self.rounded($0))" } ?? "")
  }

  private static func rounded(_ value: Double) -> String { "\((value * 1e4).rounded() / 1e4)" }
}
