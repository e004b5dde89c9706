public import Models
public import Networks
internal import Tensors

/// Fits a model to examples by minibatch gradient descent, an epoch at a time.
///
/// Everything random is drawn from the seed and the place (epoch, step, example), never from a
/// running generator, so a run continued from a ``TrainingState`` ends in the same bits.
public struct Trainer: Sendable {
  /// The figures of one epoch.
  public struct Epoch: Sendable, Equatable {
    /// Counted from 1.
    public let number: Int
    /// The mean loss over the training batches as they were seen.
    public let trainingLoss: Double
    /// The share of training images classified correctly as they were seen.
    public let trainingAccuracy: Double
    /// The mean loss over the validation images.
    public let validationLoss: Double
    /// The share of validation images classified correctly.
    public let validationAccuracy: Double
  }

  /// The choices.
  public let configuration: TrainingConfiguration
  /// What images become before the network sees them.
  public let input: InputSpecification

  /// A trainer.
  public init(configuration: TrainingConfiguration, input: InputSpecification) {
    self.configuration = configuration
    self.input = input
  }

  /// Continues `state` until early stopping or the last epoch.
  ///
  /// - Parameters:
  ///   - validation: Decides which epoch's parameters are best; when empty, the training loss
  ///     does.
  ///   - onStep: Called after each batch with the share of the epoch that is done.
  ///   - onEpoch: Called with the state after each epoch; keep it to be able to resume.
  /// - Returns: The last state; ``TrainingState/best`` is the trained network.
  public func run(
    _ state: TrainingState, training: [TrainingExample], validation: [TrainingExample],
    onStep: (_ epoch: Int, _ share: Double) -> Void = { _, _ in },
    onEpoch: (TrainingState) throws -> Void = { _ in }
  ) throws -> TrainingState {
    var state = state
    while !state.isFinished(configuration) {
      let number = state.epochs.count + 1
      let seen = try pass(&state, over: training, epoch: number) { onStep(number, $0) }
      let checked = try validation.isEmpty ? seen : evaluate(state.network, on: validation)
      state.record(
        Epoch(
          number: number, trainingLoss: seen.loss, trainingAccuracy: seen.accuracy,
          validationLoss: checked.loss, validationAccuracy: checked.accuracy))
      try onEpoch(state)
    }
    return state
  }

  /// The mean loss and the accuracy of `network` on `examples`, without augmentation.
  public func evaluate(
    _ network: Network, on examples: [TrainingExample]
  ) throws -> (loss: Double, accuracy: Double) {
    var (loss, correct) = (0.0, 0)
    for batch in batches(of: Array(examples.indices)) {
      let inputs = Tensor(concatenating: batch.map { input.normalize(examples[$0].image) })
      let result = CrossEntropy(
        logits: try network.output(for: inputs), labels: batch.map { examples[$0].label })
      loss += result.loss * Double(batch.count)
      correct += result.correct
    }
    let count = Double(max(examples.count, 1))
    return (loss / count, Double(correct) / count)
  }

  /// One pass over the examples in a fresh order, updating the parameters after each batch.
  private func pass(
    _ state: inout TrainingState, over examples: [TrainingExample], epoch: Int,
    onStep: (Double) -> Void
  ) throws -> (loss: Double, accuracy: Double) {
    var generator = RandomGenerator(seed: configuration.seed, 1, UInt64(epoch))
    let order = generator.shuffled(Array(examples.indices))
    var (loss, correct, seen) = (0.0, 0, 0)
    for batch in batches(of: order) {
      let inputs = Tensor(concatenating: augmented(batch, of: examples, epoch: epoch))
      let result = try step(&state, inputs: inputs, labels: batch.map { examples[$0].label })
      loss += result.loss * Double(batch.count)
      correct += result.correct
      seen += batch.count
      onStep(Double(seen) / Double(examples.count))
    }
    return (loss / Double(max(seen, 1)), Double(correct) / Double(max(seen, 1)))
  }

  /// One update of the parameters and of the normalisations' running statistics.
  private func step(
    _ state: inout TrainingState, inputs: Tensor, labels: [Int]
  ) throws -> CrossEntropy {
    state.step += 1
    let graph = state.network.graph.inTrainingMode(
      seed: configuration.seed &+ UInt64(state.step))
    let trace = try Network(graph: graph, parameters: state.network.parameters).trace(inputs)
    let loss = CrossEntropy(logits: trace.output, labels: labels)
    let trained = graph.nodesOfTrainedParameters
    let gradients = trace.gradients(of: loss.gradient, withRespectTo: Set(trained.keys))
    for (id, name) in trained.sorted(by: { $0.key < $1.key }) {
      guard let gradient = gradients[id], var value = state.network.parameters[name] else {
        continue
      }
      state.optimizer.update(&value, gradient: gradient, name: name, step: state.step)
      state.network.update(name, to: value)
    }
    updateStatistics(of: &state.network, from: trace)
    return loss
  }

  private func batches(of indices: [Int]) -> [ArraySlice<Int>] {
    stride(from: 0, to: indices.count, by: configuration.batchSize).map {
      indices[$0..<min(indices.count, $0 + configuration.batchSize)]
    }
  }

  private func augmented(
    _ batch: ArraySlice<Int>, of examples: [TrainingExample], epoch: Int
  ) -> [Tensor] {
    batch.map { index in
      var generator = RandomGenerator(
        seed: configuration.seed, 2, UInt64(epoch), UInt64(index))
      return input.normalize(
        configuration.augmentation.apply(to: examples[index].image, using: &generator))
    }
  }
}
