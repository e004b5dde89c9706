public import Networks
internal import Tensors

/// Everything that a training run needs to go on after an epoch.
public struct TrainingState: Sendable {
  /// The network as it is now.
  public internal(set) var network: Network
  /// The network of the best epoch.
  public internal(set) var best: Network
  /// The optimizer with its memory.
  public internal(set) var optimizer: any Optimizer
  /// How many updates there have been.
  public internal(set) var step: Int
  /// The epochs so far.
  public internal(set) var epochs: [Trainer.Epoch]
  /// The weights of group DRO by source and class; empty without it.
  public internal(set) var groupWeights: [Double] = []
  /// What makes an epoch better.
  public let monitor: Monitor

  /// The state before the first epoch.
  public init(_ network: Network, configuration: TrainingConfiguration) {
    self.network = network
    best = network
    optimizer = configuration.optimizer.make(
      learningRate: configuration.learningRate, weightDecay: configuration.weightDecay)
    step = 0
    epochs = []
    monitor = configuration.monitor
  }

  /// The best epoch by the configuration's monitor; the first of equals.
  public var bestEpoch: Trainer.Epoch? {
    epochs.reduce(nil) { best, epoch in
      guard let best else { return epoch }
      return monitor.prefers(epoch, to: best) ? epoch : best
    }
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
