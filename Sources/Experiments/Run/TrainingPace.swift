internal import Imaging
internal import Models
internal import Networks
internal import Tensors
internal import Training

/// How long training takes on this machine, measured on a blank batch.
struct TrainingPace {
  /// Seconds for one image of one epoch.
  let secondsPerImage: Double

  /// Times one pass over a few blank images, after another that prepares everything.
  init(of choices: ExperimentConfiguration.TrainingChoices, classes: Int) throws {
    var configuration = choices.configuration
    configuration.batchSize = min(configuration.batchSize, 8)
    configuration.epochs = 2
    configuration.patience = 2
    // Blank images have neither sources nor lungs nor the study's classes.
    configuration.mitigations = .none
    configuration.classWeights = .none
    let input = try InputSpecification(
      size: choices.inputSize, channels: 1, mean: [0], standardDeviation: [1])
    let examples = (0..<configuration.batchSize).map {
      TrainingExample(
        image: GrayImage(
          width: choices.inputSize.width, height: choices.inputSize.height,
          samples: Array(
            repeating: Float($0 % 2), count: choices.inputSize.width * choices.inputSize.height)),
        label: $0 % classes, group: "\($0)")
    }
    let network = Network(
      graph: choices.architecture.graph(channels: 1, classes: classes), seed: 0)
    let clock = ContinuousClock()
    var start = clock.now
    var elapsed = Duration.zero
    _ = try Trainer(configuration: configuration, input: input).run(
      TrainingState(network, configuration: configuration), training: examples, validation: [],
      onEpoch: { _ in
        elapsed = clock.now - start
        start = clock.now
      })
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    secondsPerImage = seconds / Double(examples.count)
  }
}
