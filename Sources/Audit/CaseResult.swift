public import Attention
public import Tables

/// What came of one image for one model and one method.
public struct CaseResult: Sendable {
  /// The image and what is known about it.
  public let subject: Case
  /// The model's name.
  public let model: String
  /// The explainer's method.
  public let method: String
  /// The layer explained, where the method has one.
  public let layer: String?
  /// The class explained.
  public let target: String
  /// The model's probability of the class explained; `nil` when its outputs are none.
  public let targetProbability: Double?
  /// The class with the highest score.
  public let predicted: String
  /// The model's probability of the predicted class; `nil` when its outputs are none.
  public let probability: Double?
  /// Whether the prediction agrees with the label; `nil` when there is no label among the model's
  /// classes.
  public let isCorrect: Bool?
  /// The figures of lung attention.
  public let score: AttentionScore
  /// What null models score on the same image; what is undefined or was not computed is absent.
  public let nulls: [NullModel: Double]
  /// Where the saliency lies; empty without a mask or without saliency.
  public let regions: [RegionShare]
  /// The region of the strongest pixel.
  public let peakRegion: ThoraxRegion?
  /// What a reader of the figures should know; stable names.
  public let warnings: [String]

  /// The warning that the label is none of the model's classes.
  package static let labelNotAClass = "label-not-a-class"

  /// A result from its parts.
  package init(
    subject: Case, model: String, method: String, layer: String?, target: String,
    targetProbability: Double?, predicted: String, probability: Double?, isCorrect: Bool?,
    score: AttentionScore, nulls: [NullModel: Double] = [:], regions: [RegionShare] = [],
    peakRegion: ThoraxRegion? = nil, warnings: [String]
  ) {
    self.subject = subject
    self.model = model
    self.method = method
    self.layer = layer
    self.target = target
    self.targetProbability = targetProbability
    self.predicted = predicted
    self.probability = probability
    self.isCorrect = isCorrect
    self.score = score
    self.nulls = nulls
    self.regions = regions
    self.peakRegion = peakRegion
    self.warnings = warnings
  }
}
