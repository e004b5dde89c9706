public import Diagnostics
public import Tensors

/// A map or a mask that does not belong to the radiograph.
public enum OverlayError: Diagnosable, Equatable {
  /// The map has other dimensions than the image.
  case mapExtent(Extent, image: Extent)
  /// The mask has other dimensions than the image.
  case maskExtent(Extent, image: Extent)

  /// The facts in words.
  public var diagnosis: Diagnosis {
    switch self {
    case .mapExtent(let found, let image):
      Diagnosis(
        "the saliency map has \(found) pixels", expected: "the image's \(image)",
        remedy: "Project the map to the original image first.")
    case .maskExtent(let found, let image):
      Diagnosis(
        "the lung mask has \(found) pixels", expected: "the image's \(image)",
        remedy: "Use the mask that was drawn on this image, or resize it.")
    }
  }
}
