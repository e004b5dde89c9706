public import Networks
internal import Tensors

/// Everything that a training run needs to go on after an epoch.
public struct TrainingState: Sendable {
  /// The network as it is now.
  public internal(set) var network: Network
  /// The network of the epoch with the lowest validation loss.
  public internal(set) var best: Network
  /// The optimizer with its memory.
  public internal(set) var optimizer: any Optimizer
  /// How many updates there have been.
  public internal(set) var step: Int
  /// The epochs so far.
  public internal(set) var epochs: [Trainer.Epoch]

  /// The state before the first epoch.
  public init(_ network: Network, configuration: TrainingConfiguration) {
    self.network = network
    best = network
    optimizer = configuration.optimizer.make(learningRate: configuration.learningRate)
    step = 0
    epochs = []
  }

  /// The epoch with the lowest validation loss; the first of equals.
  public var bestEpoch: Trainer.Epoch? {
    epochs.min { $0.validationLoss < $1.validationLoss }
  }

  /// Whether the last epoch is reached or patience is at an end.
  public func isFinished(_ configuration: TrainingConfiguration) -> Bool {
    guard epochs.count < configuration.epochs else { return true }
    guard let best = bestEpoch else { return false }
    return epochs.count - best.number >= configuration.patience
  }

  mutating func record(_ epoch: Trainer.Epoch) {
    epochs.append(epoch)
    if bestEpoch == epoch { best = network }
  }
}
