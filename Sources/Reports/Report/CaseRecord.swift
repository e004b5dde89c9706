public import Attention

/// A row of `cases.csv`: what came of one image for one model and method.
public struct CaseRecord: Sendable, Equatable {
  /// The results folder it is stored in.
  public let folder: String
  /// The image as the manifest names it.
  public let image: String
  /// The model and method.
  public let subject: AuditSubject
  /// The layer explained, where the method has one.
  public let layer: String?
  /// The true class.
  public let label: String?
  /// The hospital or data set.
  public let source: String?
  /// Whose image it is.
  public let patient: String?
  /// The projection.
  public let view: String?
  /// The part of the study.
  public let split: String?
  /// The manifest's further columns.
  public let other: [String: String]
  /// The class explained.
  public let target: String
  /// The model's probability of the class explained.
  public let targetProbability: Double?
  /// The class with the highest score.
  public let predicted: String
  /// The model's probability of the predicted class.
  public let probability: Double?
  /// Whether the prediction is the label; `nil` when that cannot be said.
  public let isCorrect: Bool?
  /// `ok`, or why a figure is undefined.
  public let status: String
  /// The figures that are defined.
  public let figures: [AttentionMeasure: Double]
  /// What null models score on the same image.
  public let nulls: [NullModel: Double]
  /// Where the saliency lies; empty where that is unknown. The shares add up to 1.
  public let regions: [RegionShare]
  /// The strongest pixel, from the upper left.
  public let peak: PeakPlace?
  /// What a reader of the figures should know.
  public let warnings: [String]
  /// The pictures.
  public var pictures: CasePictures

  /// The lung-attention score.
  public var lungMass: Double? { figures[.lungMass] }
  /// The share of the image that is lung.
  public var lungArea: Double? { figures[.lungArea] }
}

/// Where the strongest pixel of a map lies.
public struct PeakPlace: Sendable, Equatable {
  /// Its column, from the left.
  public let x: Int
  /// Its row, from the top.
  public let y: Int
  /// What it is part of; `nil` without a mask.
  public let region: ThoraxRegion?
}

/// The pictures of a row, as paths seen from the folder that the report is written to; `nil` for
/// what was not written.
public struct CasePictures: Sendable, Equatable {
  /// The radiograph in the tones that the model saw, small enough for a page.
  public let radiograph: String?
  /// The map alone in its colours, of the same size; black where there is no saliency.
  public let map: String?
  /// The full overlay with contour, arrow and caption.
  public let overlay: String?

  /// Paths; none by default.
  public init(radiograph: String? = nil, map: String? = nil, overlay: String? = nil) {
    self.radiograph = radiograph
    self.map = map
    self.overlay = overlay
  }
}

extension CaseRecord {
  /// The value of a manifest's column, if it has one.
  public func column(_ name: String) -> String? {
    switch name {
    case "label": label
    case "source": source
    case "patient": patient
    case "view": view
    case "split": split
    default: other[name]
    }
  }
}
