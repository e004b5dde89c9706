/// What a salient region outside the lungs shows.
///
/// The raw values are stable: they are what tables hold in their column `kind`.
public enum OutsideRegionKind: String, Sendable, CaseIterable {
  /// Burnt-in text or a symbol.
  case marker
  /// The frame of the picture: collimation, letterbox, a drawn border, the outermost band.
  case border
  /// A corner of the picture without text.
  case corner
  /// Shoulder, neck, arm or chest wall.
  case shoulder = "shoulder-arm"
  /// Between the lungs.
  case mediastinum
  /// Below the lungs.
  case belowDiaphragm = "below-diaphragm"
  /// Several of these, none of them holding half of it.
  case other

  /// Its name for a reader.
  public var title: String {
    switch self {
    case .marker: "burnt-in text"
    case .border: "picture border"
    case .corner: "corner"
    case .shoulder: "shoulder, arm or chest wall"
    case .mediastinum: "mediastinum"
    case .belowDiaphragm: "below the diaphragm"
    case .other: "outside the lungs"
    }
  }

  /// Its place in ``allCases``, without making that array for each pixel.
  var place: Int {
    switch self {
    case .marker: 0
    case .border: 1
    case .corner: 2
    case .shoulder: 3
    case .mediastinum: 4
    case .belowDiaphragm: 5
    case .other: 6
    }
  }

  /// The kind of a part of the thorax; `nil` for lung.
  init?(_ region: ThoraxRegion) {
    switch region {
    case .rightLung, .leftLung: return nil
    case .mediastinum: self = .mediastinum
    case .shoulders, .chestWall: self = .shoulder
    case .belowDiaphragm: self = .belowDiaphragm
    case .upperLeftCorner, .upperRightCorner, .lowerLeftCorner, .lowerRightCorner: self = .corner
    case .border: self = .border
    }
  }
}
