/// A part of a radiograph, as its lung mask and its borders define it.
///
/// The parts cover the image and do not overlap. Sides are the patient's: on a film in the usual
/// orientation the patient's right is the image's left. On a mirrored picture they are exchanged,
/// which a mask cannot tell. Corners are named as one sees them in the image.
///
/// The raw values are stable: they name columns.
public enum ThoraxRegion: String, Sendable, CaseIterable {
  /// The lung on the image's left.
  case rightLung = "right_lung"
  /// The lung on the image's right.
  case leftLung = "left_lung"
  /// Between the lungs, row by row: heart, great vessels, spine.
  case mediastinum
  /// Above the lungs, and beside their uppermost quarter.
  case shoulders
  /// Below the lungs.
  case belowDiaphragm = "below_diaphragm"
  /// Beside the lungs: chest wall, arms.
  case chestWall = "chest_wall"
  /// The image's upper left corner.
  case upperLeftCorner = "upper_left_corner"
  /// The image's upper right corner.
  case upperRightCorner = "upper_right_corner"
  /// The image's lower left corner.
  case lowerLeftCorner = "lower_left_corner"
  /// The image's lower right corner.
  case lowerRightCorner = "lower_right_corner"
  /// A band along the image's borders.
  case border

  /// Its name for a reader.
  public var title: String {
    switch self {
    case .rightLung: "right lung"
    case .leftLung: "left lung"
    case .mediastinum: "mediastinum"
    case .shoulders: "shoulders and neck"
    case .belowDiaphragm: "below the diaphragm"
    case .chestWall: "chest wall and arms"
    case .upperLeftCorner: "upper-left corner"
    case .upperRightCorner: "upper-right corner"
    case .lowerLeftCorner: "lower-left corner"
    case .lowerRightCorner: "lower-right corner"
    case .border: "border band"
    }
  }

  /// Whether it is lung.
  public var isLung: Bool { self == .rightLung || self == .leftLung }
}

/// What a region holds of an image and of its saliency.
public struct RegionShare: Sendable, Equatable {
  /// The region.
  public let region: ThoraxRegion
  /// Its share of the positive saliency, 0…1.
  public let saliency: Double
  /// Its share of the image that the network saw, 0…1.
  public let area: Double

  /// A share.
  package init(region: ThoraxRegion, saliency: Double, area: Double) {
    self.region = region
    self.saliency = saliency
    self.area = area
  }
}
