import ArgumentParser
import LungAttention

extension OptimizerKind: ExpressibleByArgument {}

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network on the images of a manifest.",
    discussion: """
      The manifest needs the columns image and label. Rows of split val stop the training in time
      and rows of split test are left out; without val rows, a share of the patients is set aside.
      A killed run goes on with --resume and ends in the same bits.

      EXAMPLES
        lung-attention train set/manifest.csv --output model.safetensors
        lung-attention train set/manifest.csv --epochs 20 --seed 7 --output model.safetensors
      """)

  @Argument(help: ArgumentHelp("Manifest of the images.", valueName: "manifest.csv"))
  var manifest: String

  @Option(help: ArgumentHelp("Checkpoint to write (.safetensors).", valueName: "file"))
  var output: String

  @Option(help: "What to train.")
  var architecture = Architecture.compactCNN

  @Option(help: ArgumentHelp("Network input size.", valueName: "WxH"))
  var inputSize = Extent.square(128)

  @Flag(exclusivity: .exclusive, help: "How an image of another size is fitted.")
  var fit = Geometry.Fit.stretch

  @Option(parsing: .unconditional, help: ToneWindow.help)
  var windowLevel = ToneWindow.automatic

  @Option(help: "Rule for updating the parameters.")
  var optimizer = OptimizerKind.adam

  @Option(help: ArgumentHelp("Step size of the optimizer.", valueName: "number"))
  var learningRate: Float = 1e-3

  @Option(help: ArgumentHelp("Images per step.", valueName: "number"))
  var batchSize = 32

  @Option(help: ArgumentHelp("Most passes over the images.", valueName: "number"))
  var epochs = 30

  @Option(help: ArgumentHelp("Stop after so many epochs without progress.", valueName: "number"))
  var patience = 8

  @Option(help: ArgumentHelp("Share of patients set aside to validate.", valueName: "share"))
  var validationFraction = 0.2

  @Flag(inversion: .prefixedNo, help: "Vary the images a little in place, size and tone.")
  var augment = true

  @Option(help: ArgumentHelp("Decides everything random.", valueName: "number"))
  var seed: UInt64 = 0

  @Flag(help: "Go on with a run that was killed.")
  var resume = false

  @OptionGroup var execution: ExecutionOptions

  func validate() throws {
    guard batchSize > 0, epochs > 0, patience > 0 else {
      throw ValidationError("--batch-size, --epochs and --patience must be 1 or more.")
    }
    guard learningRate > 0, (0..<1).contains(validationFraction) else {
      throw ValidationError("--learning-rate must be above 0, --validation-fraction in 0..<1.")
    }
  }

  func run() throws { try execution.run(train) }

  private func train() throws {
    let manifest = try Manifest(path: self.manifest)
    let reading = ProgressLine("Reading", total: manifest.cases.count { $0.split != "test" })
    let data = try FileError.naming(self.manifest) {
      try TrainingData(
        manifest.cases, size: inputSize, window: windowLevel, fit: fit,
        validationFraction: validationFraction, seed: seed
      ) { reading.update($0) }
    }
    for failure in data.failures { note("Left out: \(failure)") }
    for row in manifest.badRows { note("Left out: \(self.manifest): \(row.diagnosis)") }
    note("\(data.training.count) training and \(data.validation.count) validation images")
    let configuration = TrainingConfiguration(
      optimizer: optimizer, learningRate: learningRate, batchSize: batchSize, epochs: epochs,
      patience: patience, augmentation: augment ? Augmentation() : .none, seed: seed)
    let run = TrainingRun(
      architecture: architecture, data: data, configuration: configuration, output: output)
    let line = ProgressLine("Training", total: epochs * 100)
    let state = try run.run(resumes: resume, provenance: ["data_set": self.manifest]) {
      line.update(($0 - 1) * 100 + Int($1 * 100))
    } onEpoch: {
      note($0.summary)
    }
    if let best = state.bestEpoch { note("Best: \(best.summary)") }
    print(output)
  }
}

extension Trainer.Epoch {
  /// One line of the training log.
  fileprivate var summary: String {
    func rounded(_ value: Double) -> String { "\((value * 1e4).rounded() / 1e4)" }
    return "epoch \(number): loss \(rounded(trainingLoss)), "
      + "accuracy \(rounded(trainingAccuracy)); "
      + "validation loss \(rounded(validationLoss)), accuracy \(rounded(validationAccuracy))"
  }
}
