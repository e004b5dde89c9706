/// What is said about a network's answers for a test set.
public enum EvaluationMeasure: String, Sendable, CaseIterable {
  /// The share of images whose most probable class is the true one.
  case accuracy
  /// The mean over the classes of the share of their images that is recognised; chance is one by
  /// the number of classes, whatever the classes' sizes.
  case balancedAccuracy = "balanced_accuracy"
  /// Of the images of the positive class, the share that is recognised.
  case sensitivity
  /// Of the images of other classes, the share that is not taken for the positive one.
  case specificity
  /// The chance that an image of the positive class has a higher probability of it than one of
  /// another class.
  case auroc
  /// The expected calibration error of the predicted class in 15 bins.
  case calibrationError = "calibration_error"
  /// Brier's score of the positive class.
  case brier

  /// For a reader.
  public var title: String {
    switch self {
    case .accuracy: "accuracy"
    case .balancedAccuracy: "balanced accuracy"
    case .sensitivity: "sensitivity"
    case .specificity: "specificity"
    case .auroc: "AUROC"
    case .calibrationError: "calibration error"
    case .brier: "Brier score"
    }
  }
}
