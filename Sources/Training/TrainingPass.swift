internal import Imaging
internal import Models
internal import Networks
internal import Tensors

/// One epoch of a training: what is drawn, how it is changed and weighted, and the updates.
struct TrainingPass {
  private let configuration: TrainingConfiguration
  private let input: InputSpecification
  private let examples: [TrainingExample]
  private let frozen: FrozenLayers
  private let classWeights: [Double]?
  private let groups: SourceClassGroups?

  /// The passes over `examples`.
  ///
  /// - Throws: ``TrainingError`` when the choices do not fit the network or the images.
  init(
    _ configuration: TrainingConfiguration, input: InputSpecification, classNames: [String],
    examples: [TrainingExample], graph: Graph
  ) throws {
    self.configuration = configuration
    self.input = input
    self.examples = examples
    frozen = try FrozenLayers(configuration.frozen, in: graph)
    classWeights = try configuration.classWeights.resolved(
      classNames: classNames, labels: examples.map(\.label))
    groups = try configuration.mitigations.needsSources ? SourceClassGroups(examples) : nil
    let bare = examples.filter { $0.view == nil }
    if configuration.mitigations.needsMasks, let first = bare.first {
      throw TrainingError.noMask(images: bare.count, first: first.group)
    }
  }

  /// Goes over the examples in the epoch's order, updating the parameters after each batch.
  ///
  /// - Returns: The loss as it was minimised, and the share classified correctly.
  func run(
    _ state: inout TrainingState, epoch: Int, onStep: (Double) -> Void
  ) throws -> (loss: Double, accuracy: Double) {
    let draws = draws(epoch: epoch)
    var (loss, weight, correct, seen) = (0.0, 0.0, 0, 0)
    for places in draws.indices.batches(of: configuration.batchSize) {
      let batch = places.map { draws[$0] }
      let inputs = Tensor(concatenating: images(of: batch, epoch: epoch))
      let result = try step(&state, inputs: inputs, indices: batch.map(\.index))
      let batchWeight = batch.reduce(0) { sum, draw in
        sum + (classWeights?[examples[draw.index].label] ?? 1)
      }
      loss += result.loss * batchWeight
      weight += batchWeight
      correct += result.correct
      seen += batch.count
      onStep(Double(seen) / Double(draws.count))
    }
    return (loss / weight, Double(correct) / Double(max(seen, 1)))
  }

  /// An image of an epoch, and how often it has been drawn before in it.
  private struct Draw {
    let index: Int
    let repetition: Int
  }

  private func draws(epoch: Int) -> [Draw] {
    var generator = RandomGenerator(seed: configuration.seed, 1, UInt64(epoch))
    let order: [Int]
    if configuration.mitigations.balancesSources, let groups {
      order = groups.balanced(count: examples.count, using: &generator)
    } else {
      order = generator.shuffled(Array(examples.indices))
    }
    var counts = [Int](repeating: 0, count: examples.count)
    return order.map { index in
      defer { counts[index] += 1 }
      return Draw(index: index, repetition: counts[index])
    }
  }

  /// The inputs of a batch, each changed by its own random numbers.
  private func images(of batch: [Draw], epoch: Int) -> [Tensor] {
    let (configuration, examples, groups, input) = (configuration, examples, groups, input)
    let background = ExchangedBackground(share: configuration.mitigations.backgroundShare)
    let cropShare = configuration.mitigations.cropShare
    return ParallelLoop.map(batch) { draw in
      let number = UInt64(draw.index + draw.repetition * examples.count)
      var image = examples[draw.index].seen
      if background.share > 0, let groups {
        var generator = RandomGenerator(seed: configuration.seed, 3, UInt64(epoch), number)
        image = background.apply(
          to: draw.index, of: examples, groups: groups, using: &generator)
      }
      if cropShare > 0, let crop = examples[draw.index].crop {
        var generator = RandomGenerator(seed: configuration.seed, 4, UInt64(epoch), number)
        if generator.uniform() < cropShare { image = crop }
      }
      var generator = RandomGenerator(seed: configuration.seed, 2, UInt64(epoch), number)
      return input.normalize(configuration.augmentation.apply(to: image, using: &generator))
    }
  }

  /// One update of the parameters and of the normalisations' running statistics.
  private func step(
    _ state: inout TrainingState, inputs: Tensor, indices: [Int]
  ) throws -> CrossEntropy {
    state.step += 1
    let graph = state.network.graph.inTrainingMode(
      seed: configuration.seed &+ UInt64(state.step), except: frozen.contains)
    let trace = try Network(graph: graph, parameters: state.network.parameters).trace(inputs)
    let loss = loss(of: trace.output, indices: indices, groupWeights: &state.groupWeights)
    let trained = graph.nodesOfTrainedParameters(except: frozen)
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

  private func loss(
    of logits: Tensor, indices: [Int], groupWeights: inout [Double]
  ) -> CrossEntropy {
    let labels = indices.map { examples[$0].label }
    guard let step = configuration.mitigations.groupStep, let groups else {
      return CrossEntropy(logits: logits, labels: labels, weights: classWeights)
    }
    if groupWeights.isEmpty {
      let count = groups.pairs.count
      groupWeights = Array(repeating: 1 / Double(count), count: count)
    }
    return CrossEntropy(logits: logits, labels: labels) { losses in
      GroupRobustness(step: step).shares(
        losses: losses, groups: indices.map { groups.indices[$0] }, weights: &groupWeights)
    }
  }
}
