public import Models
public import Networks
internal import Tensors

/// Fits a model to examples by minibatch gradient descent, an epoch at a time.
///
/// Everything random is drawn from the seed and the place (epoch, step, example), never from a
/// running generator, so a run continued from a ``TrainingState`` ends in the same bits.
public struct Trainer: Sendable {
  /// The choices.
  public let configuration: TrainingConfiguration
  /// What images become before the network sees them.
  public let input: InputSpecification
  /// The names of the classes, in the order of the labels; only class weights need them.
  public let classNames: [String]

  /// A trainer.
  public init(
    configuration: TrainingConfiguration, input: InputSpecification, classNames: [String] = []
  ) {
    self.configuration = configuration
    self.input = input
    self.classNames = classNames
  }

  /// Continues `state` until early stopping or the last epoch.
  ///
  /// - Parameters:
  ///   - validation: Decides which epoch's parameters are best; when empty, the training loss
  ///     does.
  ///   - onStep: Called after each batch with the share of the epoch that is done.
  ///   - onEpoch: Called with the state after each epoch; keep it to be able to resume.
  /// - Returns: The last state; ``TrainingState/best`` is the trained network.
  /// - Throws: ``TrainingError`` when the choices do not fit each other, the network or the
  ///   images, and when the loss is no number any more.
  public func run(
    _ state: TrainingState, training: [TrainingExample], validation: [TrainingExample],
    onStep: (_ epoch: Int, _ share: Double) -> Void = { _, _ in },
    onEpoch: (TrainingState) throws -> Void = { _ in }
  ) throws -> TrainingState {
    try configuration.check()
    let pass = try TrainingPass(
      configuration, input: input, classNames: classNames, examples: training,
      graph: state.network.graph)
    var state = state
    while !state.isFinished(configuration) {
      let number = state.epochs.count + 1
      state.optimizer.learningRate = configuration.schedule.rate(
        configuration.learningRate, epoch: number, of: configuration.epochs,
        warmUp: configuration.warmUp)
      let seen = try pass.run(&state, epoch: number) { onStep(number, $0) }
      let checked = try validation.isEmpty ? nil : evaluate(state.network, on: validation)
      guard seen.loss.isFinite, checked?.loss.isFinite ?? true else {
        throw TrainingError.diverged(epoch: number)
      }
      state.record(
        Epoch(
          number: number, step: state.step, learningRate: state.optimizer.learningRate,
          trainingLoss: seen.loss, trainingAccuracy: seen.accuracy,
          validationLoss: checked?.loss, validationAccuracy: checked?.accuracy,
          validationAUROC: checked?.auroc))
      try onEpoch(state)
    }
    return state
  }

  /// What a network makes of images, without augmentation and weights.
  public struct Evaluation: Sendable, Equatable {
    /// The mean loss.
    public let loss: Double
    /// The share classified correctly.
    public let accuracy: Double
    /// The area under the ROC curve, the mean of each class against the rest; `nil` unless every
    /// class occurs.
    public let auroc: Double?
  }

  /// The figures of `network` on `examples`.
  public func evaluate(
    _ network: Network, on examples: [TrainingExample]
  ) throws -> Evaluation {
    var (loss, correct) = (0.0, 0)
    var logits: [[Float]] = []
    for batch in examples.indices.batches(of: configuration.batchSize) {
      let inputs = Tensor(concatenating: batch.map { input.normalize(examples[$0].image) })
      let output = try network.output(for: inputs)
      let result = CrossEntropy(logits: output, labels: batch.map { examples[$0].label })
      loss += result.loss * Double(batch.count)
      correct += result.correct
      let (values, width) = (output.logicalElements, output.shape[1])
      logits += batch.indices.map { Array(values[$0 * width..<($0 + 1) * width]) }
    }
    let count = Double(max(examples.count, 1))
    return Evaluation(
      loss: loss / count, accuracy: Double(correct) / count,
      auroc: macroAUROC(logits: logits, labels: examples.map(\.label)))
  }
}

extension Trainer {
  /// The figures of one epoch.
  public struct Epoch: Sendable, Equatable {
    /// Counted from 1.
    public let number: Int
    /// How many updates there have been at its end.
    public let step: Int
    /// The step size in this epoch.
    public let learningRate: Float
    /// The mean loss over the training batches as they were seen, weighted as it was minimised.
    public let trainingLoss: Double
    /// The share of training images classified correctly as they were seen.
    public let trainingAccuracy: Double
    /// The mean loss over the validation images; `nil` without any.
    public let validationLoss: Double?
    /// The share of validation images classified correctly.
    public let validationAccuracy: Double?
    /// The area under the ROC curve on the validation images, the mean of each class against the
    /// rest; `nil` unless every class occurs.
    public let validationAUROC: Double?

    /// The loss by which epochs are compared.
    var decidingLoss: Double { validationLoss ?? trainingLoss }
  }
}

extension Collection where Element == Int {
  /// The elements in runs of `size`, the last of what is left.
  func batches(of size: Int) -> [[Int]] {
    let elements = Array(self)
    return stride(from: 0, to: elements.count, by: size).map {
      Array(elements[$0..<Swift.min(elements.count, $0 + size)])
    }
  }
}
