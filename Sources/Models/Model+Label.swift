extension Model {
  /// What manifests call a picture without any finding; compared without regard to case.
  public static let namesOfNoFinding: Set<String> = ["normal", "no finding", "none"]

  /// Whether a prediction agrees with a picture's label; `nil` when the label is none of the
  /// model's classes.
  ///
  /// For one class of several, the predicted class must be the label. For labels that can hold
  /// together, the label, or each of several joined by `|`, must be among the
  /// ``Prediction/positives``, and a picture without finding must have none.
  public func isCorrect(_ prediction: Prediction, label: String) -> Bool? {
    guard isMultiLabel, let positives = prediction.positives else {
      return classNames.contains(label) ? classNames[prediction.predicted] == label : nil
    }
    let found = Set(positives.map { classNames[$0] })
    let labels =
      classNames.contains(label) ? [label] : label.split(separator: "|").map(String.init)
    if !labels.isEmpty, labels.allSatisfy(classNames.contains) {
      return found.isSuperset(of: labels)
    }
    return Self.namesOfNoFinding.contains(label.lowercased()) ? found.isEmpty : nil
  }
}
