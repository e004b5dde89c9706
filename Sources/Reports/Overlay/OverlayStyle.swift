public import Imaging

/// How a saliency map is painted over a radiograph.
public struct OverlayStyle: Sendable, Equatable {
  /// The colours of the map, from 0 to its maximum.
  public var colorMap: ColorMap
  /// How much of the radiograph the map's maximum hides, 0 (nothing) to 1 (all of it).
  public var opacity: Double

  /// A style; by default `inferno`, with the strongest point at 70 %.
  public init(colorMap: ColorMap = .inferno, opacity: Double = 0.7) {
    self.colorMap = colorMap
    self.opacity = opacity
  }
}
