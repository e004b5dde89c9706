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

  /// An array of `{image, model, logits: {class: value}, probabilities: {class: value},
  /// predicted}`, for labels that can hold together also `positives`, an array of classes.
  ///
  /// The probabilities are `null` for a network whose outputs are none.
  public func json() throws -> String {
    try JSONText.render(
      rows.map { row in
        let prediction = row.prediction
        let positives = positives(of: prediction).map { names in
          ("positives", JSONText.Value.array(names.map { .string($0) }))
        }
        return [
          ("image", .string(row.image)), ("model", .string(model.name)),
          ("logits", byClass(prediction.logits.map(Double.init))),
          ("probabilities", prediction.probabilities.map(byClass) ?? .missing),
          ("predicted", .string(model.classNames[prediction.predicted])),
        ] + (positives.map { [$0] } ?? [])
      })
  }

  /// A line per image: the predicted class or, of labels that can hold together, all that are
  /// found; then every class's probability or, without such, its output.
  public var text: String {
    rows.map { row in
      let prediction = row.prediction
      let figures =
        prediction.probabilities?.map(percent) ?? prediction.logits.map { "\($0)" }
      let answer =
        positives(of: prediction).map { $0.isEmpty ? "nothing" : $0.joined(separator: ", ") }
        ?? model.classNames[prediction.predicted]
      let details = zip(model.classNames, figures).map { "\($0) \($1)" }
      return "\(row.image): \(answer) (\(details.joined(separator: ", ")))\n"
    }.joined()
  }

  /// The classes found, where several can hold together.
  private func positives(of prediction: Prediction) -> [String]? {
    guard model.isMultiLabel else { return nil }
    return prediction.positives.map { $0.map { model.classNames[$0] } }
  }

  private func byClass(_ values: [Double]) -> JSONText.Value {
    .object(zip(model.classNames, values).map { ($0, .number($1)) })
  }

  private func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
