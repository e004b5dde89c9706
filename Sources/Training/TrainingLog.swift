internal import Foundation
internal import Tables

/// The figures of a run's epochs as CSV; equal runs give equal bytes, for there is no time in it.
public enum TrainingLog {
  /// The columns.
  public static let columns = [
    "epoch", "step", "learning_rate", "training_loss", "training_accuracy", "validation_loss",
    "validation_accuracy", "validation_auroc",
  ]

  /// The table with a row for each epoch; numbers read back exactly, undefined ones are empty.
  public static func csv(_ epochs: [Trainer.Epoch]) -> String {
    epochs.reduce(CSVWriter.line(columns)) { text, epoch in
      func field(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
      return text
        + CSVWriter.line([
          "\(epoch.number)", "\(epoch.step)", "\(epoch.learningRate)",
          field(epoch.trainingLoss), field(epoch.trainingAccuracy), field(epoch.validationLoss),
          field(epoch.validationAccuracy), field(epoch.validationAUROC),
        ])
    }
  }

  /// The epochs of such a table; `nil` when it is none.
  static func epochs(in csv: String) -> [Trainer.Epoch]? {
    guard let records = try? CSVReader(Array(csv.utf8)).records.map(\.fields),
      records.first == columns
    else { return nil }
    let epochs = records.dropFirst().compactMap { fields -> Trainer.Epoch? in
      guard fields.count == columns.count, let number = Int(fields[0]),
        let step = Int(fields[1]), let rate = Float(fields[2]), let loss = Double(fields[3]),
        let accuracy = Double(fields[4])
      else { return nil }
      return Trainer.Epoch(
        number: number, step: step, learningRate: rate, trainingLoss: loss,
        trainingAccuracy: accuracy, validationLoss: Double(fields[5]),
        validationAccuracy: Double(fields[6]), validationAUROC: Double(fields[7]))
    }
    return epochs.count == records.count - 1 ? epochs : nil
  }
}
