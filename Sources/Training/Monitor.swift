/// What tells a better epoch from a worse one.
public enum Monitor: String, CaseIterable, Sendable {
  /// The area under the ROC curve on the validation images, the mean of each class against the
  /// rest; of equals, the lower validation loss. Where the area is undefined, the loss.
  case auroc
  /// The validation loss.
  case loss

  /// What is really looked at when the validation images have these `labels`: an area is
  /// undefined unless every class occurs.
  public func effective(labels: some Sequence<Int>, classes: Int) -> Monitor {
    Set(labels).count == classes ? self : .loss
  }

  /// Whether `epoch` is better than `other`.
  func prefers(_ epoch: Trainer.Epoch, to other: Trainer.Epoch) -> Bool {
    if self == .auroc, let area = epoch.validationAUROC, let otherArea = other.validationAUROC,
      area != otherArea
    {
      return area > otherArea
    }
    return epoch.decidingLoss < other.decidingLoss
  }
}
