/// The choices that, with the data, decide a training run bit for bit.
public struct TrainingConfiguration: Sendable, Equatable {
  /// How parameters are updated.
  public var optimizer: OptimizerKind
  /// The optimizer's step size.
  public var learningRate: Float
  /// Images per step.
  public var batchSize: Int
  /// The greatest number of passes over the data.
  public var epochs: Int
  /// Stop after this many epochs without a lower validation loss.
  public var patience: Int
  /// Random changes to the training images.
  public var augmentation: Augmentation
  /// Decides initial parameters, order, augmentation and dropout.
  public var seed: UInt64

  /// A configuration; the defaults suit a few hundred images.
  public init(
    optimizer: OptimizerKind = .adam, learningRate: Float = 1e-3, batchSize: Int = 32,
    epochs: Int = 30, patience: Int = 8, augmentation: Augmentation = Augmentation(),
    seed: UInt64 = 0
  ) {
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.batchSize = batchSize
    self.epochs = epochs
    self.patience = patience
    self.augmentation = augmentation
    self.seed = seed
  }

  /// What must agree for a state to be continued.
  package var fingerprint: String {
    "\(optimizer.rawValue) \(learningRate) \(batchSize) \(augmentation) \(seed)"
  }
}
