internal import Foundation

/// How the learning rate changes from epoch to epoch.
public enum LearningRateSchedule: Sendable, Equatable {
  /// It does not.
  case constant
  /// Half a cosine from the full rate towards 0 (Loshchilov & Hutter 2017), as
  /// `torch.optim.lr_scheduler.CosineAnnealingLR` over all epochs.
  case cosine
  /// Multiplied by `factor` after every `epochs` epochs, as `StepLR`.
  case step(epochs: Int, factor: Double)

  /// The learning rate of an epoch.
  ///
  /// In the first `warmUp` epochs the rate rises in equal steps, `rate · (epoch / (warmUp + 1))`;
  /// then the schedule begins: `LinearLR` and this schedule in a `SequentialLR`.
  ///
  /// - Parameters:
  ///   - epoch: Counted from 1.
  ///   - epochs: The last epoch.
  public func rate(_ rate: Float, epoch: Int, of epochs: Int, warmUp: Int = 0) -> Float {
    guard epoch > warmUp else {
      return Float(Double(rate) * Double(epoch) / Double(warmUp + 1))
    }
    let done = epoch - 1 - warmUp
    switch self {
    case .constant: return rate
    case .cosine:
      let share = Double(done) / Double(max(1, epochs - warmUp))
      return Float(Double(rate) * (1 + cos(.pi * share)) / 2)
    case .step(let period, let factor):
      return Float(Double(rate) * pow(factor, Double(done / period)))
    }
  }
}

extension LearningRateSchedule {
  /// The schedule that people write as `constant`, `cosine` or `step:EPOCHS,FACTOR`.
  public init?(text: String) {
    switch text {
    case "constant": self = .constant
    case "cosine": self = .cosine
    default:
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let numbers = parts.last?.split(separator: ",", omittingEmptySubsequences: false) ?? []
      guard parts.count == 2, parts[0] == "step", numbers.count == 2,
        let epochs = Int(numbers[0]), let factor = Double(numbers[1])
      else { return nil }
      self = .step(epochs: epochs, factor: factor)
    }
  }

  /// What ``init(text:)`` reads.
  public var text: String {
    switch self {
    case .constant: "constant"
    case .cosine: "cosine"
    case .step(let epochs, let factor): "step:\(epochs),\(factor)"
    }
  }
}
