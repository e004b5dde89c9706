/// A change made to a radiograph to see what a network makes of it.
///
/// The raw values are stable: they are what tables hold in their column `probe`.
public enum ProbeKind: String, Sendable, CaseIterable {
  /// The lungs are filled. Control: as many pixels of the background with the least saliency.
  case lungsRemoved = "lungs-removed"
  /// Everything but the lungs is filled. Control: everything but as many pixels of the background.
  case lungsOnly = "lungs-only"
  /// Every burnt-in text is filled. Control: patches of the same shape without saliency.
  case markerErased = "marker-erased"
  /// The text of another image, if possible of another class and source, is put into an image
  /// without one, at the same place. Control: a blank patch of the same size and place.
  case markerInserted = "marker-inserted"
  /// The picture's frame is filled. Control: as many pixels of the background with the least
  /// saliency.
  case borderErased = "border-erased"
  /// The picture's frame of another image, if possible of another class and source, is put onto an
  /// image without one, as wide a share of its sides. Control: the same pixels filled.
  case borderInserted = "border-inserted"
  /// The lungs are put into the thorax of another image from another source. Control: of another
  /// image from the same source, of the same class as the other where there is one.
  case backgroundSwapped = "background-swapped"
  /// The tone curve that makes the mean tones of the image's source those of another source.
  /// Control: the curve between two random halves of the image's own source. Tones are compared by
  /// their ranks around the lungs; see ``SourceTones``.
  case tonesSwapped = "tones-swapped"

  /// Its name for a reader.
  public var title: String {
    switch self {
    case .lungsRemoved: "lungs removed"
    case .lungsOnly: "lungs only"
    case .markerErased: "burnt-in text erased"
    case .markerInserted: "burnt-in text inserted"
    case .borderErased: "picture border erased"
    case .borderInserted: "picture border inserted"
    case .backgroundSwapped: "background of another source"
    case .tonesSwapped: "tones of another source"
    }
  }
}

/// Why a probe could not be made.
///
/// The raw values are stable: they are what tables hold in their column `status`.
public enum ProbeObstacle: String, Sendable, CaseIterable {
  /// There is no lung mask.
  case noMask = "no-mask"
  /// The mask has no lung that the network sees.
  case noLung = "no-lung"
  /// The mask is all lung.
  case allLung = "all-lung"
  /// No burnt-in text was found where the network sees it.
  case noMarker = "no-marker"
  /// There is a burnt-in text already.
  case hasMarker = "has-marker"
  /// The picture has no frame that the network sees.
  case noBorder = "no-border"
  /// The picture has a frame already.
  case hasBorder = "has-border"
  /// No other image can lend what is needed.
  case noDonor = "no-donor"
}
