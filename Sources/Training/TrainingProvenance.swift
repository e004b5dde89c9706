internal import Models

/// What a checkpoint says about its training; what is not used is not said.
extension TrainingConfiguration {
  var provenance: [String: String] {
    var origin = [
      "seed": "\(seed)", "optimizer": optimizer.rawValue, "learning_rate": "\(learningRate)",
      "batch_size": "\(batchSize)",
    ]
    if schedule != .constant { origin["schedule"] = "\(schedule)" }
    if warmUp > 0 { origin["warm_up"] = "\(warmUp)" }
    if weightDecay > 0 { origin["weight_decay"] = "\(weightDecay)" }
    if classWeights != .none { origin["class_weights"] = "\(classWeights)" }
    if !frozen.isEmpty { origin["frozen"] = frozen.joined(separator: ",") }
    if mitigations.balancesSources { origin["sampling"] = "source-balanced" }
    if let step = mitigations.groupStep { origin["group_dro"] = "\(step)" }
    if mitigations.backgroundShare > 0 {
      origin["exchanged_backgrounds"] = "\(mitigations.backgroundShare)"
    }
    if mitigations.cropShare > 0 { origin["crops_to_lungs"] = "\(mitigations.cropShare)" }
    if mitigations.removesMarkers { origin["markers"] = "removed from training images" }
    return origin
  }
}

extension TrainingData {
  func provenance(monitor: Monitor) -> [String: String] {
    [
      "training_images": "\(training.count)", "validation_images": "\(validation.count)",
      "monitor": monitor.rawValue,
    ]
  }
}

extension TrainingStart {
  func provenance(classNames: [String]) -> [String: String] {
    guard let model else { return [:] }
    return [
      "fine_tuned_from": model.name, "head": hasNewHead(for: classNames) ? "new" : "kept",
    ]
  }
}

extension TrainingState {
  var provenance: [String: String] {
    guard let best = bestEpoch else { return [:] }
    var origin = ["epoch": "\(best.number)"]
    origin["validation_loss"] = best.validationLoss.map { "\($0)" }
    origin["validation_accuracy"] = best.validationAccuracy.map { "\($0)" }
    origin["validation_auroc"] = best.validationAUROC.map { "\($0)" }
    return origin
  }
}
