import LungAttention

/// Updates on one batch of grey images whose classes alternate.
///
/// The batch is one epoch, so that an epoch's loss is a step's.
struct TrainingSteps {
  /// Of each step: the loss before it.
  let losses: [Float]
  /// Of each step: making the batch from the images, forward, backward and Adam.
  let seconds: [Double]

  init(_ steps: Int, of model: Model, images: Tensor) throws {
    let (batch, extent) = (images.shape.batch, images.shape.extent)
    let samples = images.logicalElements
    let examples = (0..<batch).map { index in
      TrainingExample(
        image: GrayImage(
          width: extent.width, height: extent.height,
          samples: Array(samples[index * extent.area..<(index + 1) * extent.area])),
        label: index % 2, group: "\(index)")
    }
    let configuration = TrainingConfiguration(
      batchSize: batch, epochs: steps, patience: steps, augmentation: .none)
    let trainer = Trainer(configuration: configuration, input: model.input)
    let clock = ContinuousClock()
    var last = clock.now
    var seconds: [Double] = []
    let state = try trainer.run(
      TrainingState(model.network, configuration: configuration),
      training: examples, validation: [],
      onStep: { _, _ in
        let now = clock.now
        seconds.append((now - last) / .seconds(1))
        last = now
      })
    self.seconds = seconds
    losses = state.epochs.map { Float($0.trainingLoss) }
  }
}
