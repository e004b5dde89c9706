public import Models

/// A model's answers for several images, as JSON or as text.
public struct PredictionTable: Sendable {
  /// The answer for one image.
  public struct Row: Sendable {
    /// The image as the user named it.
    public let image: String
    /// The model's answer.
    public let prediction: Prediction

    /// A row.
    public init(image: String, prediction: Prediction) {
      self.image = image
      self.prediction = prediction
    }
  }

  /// Whose answers these are.
  public let model: Model
  /// The answers.
  public let rows: [Row]

  /// A table.
  public init(model: Model, rows: [Row]) {
    self.model = model
    self.rows = rows
  }

  /// An array of `{image, model, logits: {class: value}, probabilities: {class: value}, predicted}`.
  public func json() throws -> String {
    try JSONText.render(
      rows.map { row in
        [
          ("image", .string(row.image)), ("model", .string(model.name)),
          ("logits", byClass(row.prediction.logits.map(Double.init))),
          ("probabilities", byClass(row.prediction.probabilities)),
          ("predicted", .string(model.classNames[row.prediction.predicted])),
        ]
      })
  }

  /// A line per image: the predicted class, its probability, and all classes' probabilities.
  public var text: String {
    rows.map { row in
      let shares = zip(model.classNames, row.prediction.probabilities).map { name, share in
        "\(name) \(percent(share))"
      }
      return "\(row.image): \(model.classNames[row.prediction.predicted]) "
        + "(\(shares.joined(separator: ", ")))\n"
    }.joined()
  }

  private func byClass(_ values: [Double]) -> JSONText.Value {
    .object(zip(model.classNames, values).map { ($0, .number($1)) })
  }

  private func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
