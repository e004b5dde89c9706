internal import Imaging
internal import Models
internal import Tensors

/// How the models of a library expect their pictures, for what no file says.
public enum ModelPreset: String, Sendable, CaseIterable {
  /// torchvision's networks for ImageNet: three channels in `0...1`, 224×224, normalised by
  /// ImageNet's colours.
  ///
  /// torchvision's own evaluation resizes to 256 and cuts out the centre 224, which hides at least
  /// an eighth of the height and of the width. Here the picture is stretched, so that nothing of it
  /// is hidden; the probabilities are therefore not exactly torchvision's.
  case imageNet = "imagenet"
  /// TorchXRayVision's classifiers: one channel in `-1024...1024`, 224×224, the centre square,
  /// and a sigmoid for each finding.
  ///
  /// Its `XRayCenterCrop` and `XRayResizer` cut first and resize then; here a picture is resized
  /// first and with other weights, which gives nearly the same pixels. The library rescales
  /// the probabilities of its own weights by thresholds that a state dictionary does not hold.
  case torchXRayVision = "torchxrayvision"

  /// What the library does.
  var settings: ModelSettings {
    switch self {
    case .imageNet:
      ModelSettings(
        inputSize: .square(224), channels: 3, fit: .stretch, range: 0...1,
        mean: InputSpecification.imageNetMean,
        standardDeviation: InputSpecification.imageNetStandardDeviation)
    case .torchXRayVision:
      ModelSettings(
        inputSize: .square(224), channels: 1, fit: .crop, range: -1024...1024, mean: [0],
        standardDeviation: [1], activation: .sigmoid)
    }
  }

  /// The library's names for a network of so many outputs.
  func classNames(outputs: Int) -> [String]? {
    self == .torchXRayVision && outputs == Self.pathologies.count ? Self.pathologies : nil
  }

  /// `torchxrayvision.datasets.default_pathologies`, in their order.
  private static let pathologies = [
    "Atelectasis", "Consolidation", "Infiltration", "Pneumothorax", "Edema", "Emphysema",
    "Fibrosis", "Effusion", "Pneumonia", "Pleural_Thickening", "Cardiomegaly", "Nodule", "Mass",
    "Hernia", "Lung Lesion", "Fracture", "Lung Opacity", "Enlarged Cardiomediastinum",
  ]
}
