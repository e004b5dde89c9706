/// The choices that, with the data, decide a training run bit for bit.
public struct TrainingConfiguration: Sendable, Equatable {
  /// How parameters are updated.
  public var optimizer: OptimizerKind
  /// The optimizer's step size, before the schedule.
  public var learningRate: Float
  /// How it changes.
  public var schedule: LearningRateSchedule
  /// The number of epochs in which the learning rate rises to its full size.
  public var warmUp: Int
  /// The weight decay of all trained parameters: decoupled for Adam, in the gradient for SGD.
  public var weightDecay: Float
  /// Images per step.
  public var batchSize: Int
  /// The greatest number of passes over the data.
  public var epochs: Int
  /// Stop after this many epochs without a better one.
  public var patience: Int
  /// What makes an epoch better.
  public var monitor: Monitor
  /// How much classes count in the training loss; the validation loss counts all images the same.
  public var classWeights: ClassWeights
  /// Random changes to the training images.
  public var augmentation: Augmentation
  /// What is done against shortcuts.
  public var mitigations: Mitigations
  /// Layers, stages or parameters that stay as they are, with their normalisations' statistics.
  public var frozen: [String]
  /// Decides initial parameters, order, augmentation and dropout.
  public var seed: UInt64

  /// A configuration; the defaults suit a few hundred images.
  public init(
    optimizer: OptimizerKind = .adam, learningRate: Float = 1e-3,
    schedule: LearningRateSchedule = .constant, warmUp: Int = 0, weightDecay: Float = 0,
    batchSize: Int = 32, epochs: Int = 30, patience: Int = 8, monitor: Monitor = .auroc,
    classWeights: ClassWeights = .none, augmentation: Augmentation = Augmentation(),
    mitigations: Mitigations = .none, frozen: [String] = [], seed: UInt64 = 0
  ) {
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.schedule = schedule
    self.warmUp = warmUp
    self.weightDecay = weightDecay
    self.batchSize = batchSize
    self.epochs = epochs
    self.patience = patience
    self.monitor = monitor
    self.classWeights = classWeights
    self.augmentation = augmentation
    self.mitigations = mitigations
    self.frozen = frozen
    self.seed = seed
  }

  /// What must agree for a state to be continued: all but what only decides when to stop.
  var fingerprint: String {
    var choices = self
    choices.patience = 0
    if choices.schedule != .cosine { choices.epochs = 0 }
    return "\(choices)"
  }
}

extension TrainingConfiguration {
  /// Checks that every choice is one that can be trained with.
  ///
  /// - Throws: ``TrainingError`` for the first that is not.
  public func check() throws(TrainingError) {
    func require(
      _ isValid: Bool, _ name: String, _ found: some CustomStringConvertible, _ expected: String
    ) throws(TrainingError) {
      guard isValid else { throw .choice(name, found: found.description, expected: expected) }
    }
    let positive = "a positive, finite number"
    try require(
      learningRate > 0 && learningRate.isFinite, "the learning rate", learningRate, positive)
    try require(
      weightDecay >= 0 && weightDecay.isFinite, "the weight decay", weightDecay,
      "0 or a positive, finite number")
    try require(batchSize > 0, "the batch size", batchSize, "1 or more")
    try require(epochs > 0, "the number of epochs", epochs, "1 or more")
    try require(patience > 0, "the patience", patience, "1 or more")
    try require(
      (0..<epochs).contains(warmUp), "the warm-up", warmUp, "0 or more epochs, but not all")
    if case .step(let period, let factor) = schedule {
      try require(period > 0, "the schedule's period", period, "1 epoch or more")
      try require(factor > 0 && factor <= 1, "the schedule's factor", factor, "above 0, at most 1")
    }
    for (name, value, range) in augmentation.limits {
      try require(
        range.contains(value), "the augmentation's \(name)", value,
        "\(range.lowerBound) to \(range.upperBound)")
    }
    for (name, share) in [
      ("exchanged backgrounds", mitigations.backgroundShare),
      ("crops to the lungs", mitigations.cropShare),
    ] {
      try require((0...1).contains(share), "the share of \(name)", share, "0 to 1")
    }
    if let step = mitigations.groupStep {
      try require(step > 0 && step.isFinite, "group DRO's step", step, positive)
      try require(
        classWeights == .none, "the class weighting", classWeights,
        "none with group DRO, which weighs each class of each source itself")
    }
  }
}
