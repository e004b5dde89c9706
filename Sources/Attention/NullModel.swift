/// What a score of lung attention is compared with: maps that know nothing of the image, masks that
/// know nothing of the patient, weights that know nothing of the task.
///
/// The raw values are stable: they name columns.
public enum NullModel: String, Sendable, CaseIterable {
  /// A uniform map: its lung mass is the lung area.
  case uniform = "lung_area"
  /// A centred Gaussian of a quarter of the image's sides.
  case centredGaussian = "null_gaussian"
  /// The same map with another patient's mask.
  case otherMask = "null_other_mask"
  /// The same network with weights drawn anew, explained for the same class.
  case randomWeights = "null_random_weights"

  /// Its name for a reader.
  public var title: String {
    switch self {
    case .uniform: "uniform map"
    case .centredGaussian: "centred Gaussian"
    case .otherMask: "another patient's mask"
    case .randomWeights: "random weights"
    }
  }
}
