/// Which files a run writes for each explanation.
public struct PictureOptions: Sendable, Equatable {
  /// How the overlay is drawn.
  public var style: OverlayStyle
  /// Whether original, map and overlay are also written side by side.
  public var writesPanels: Bool
  /// Whether the raw map is also written as NumPy's `.npy`.
  public var savesMaps: Bool
  /// Whether any picture is written at all.
  public var writesPictures: Bool

  /// Overlays, and on request panels and maps.
  public init(
    style: OverlayStyle = OverlayStyle(), writesPanels: Bool = false, savesMaps: Bool = false,
    writesPictures: Bool = true
  ) {
    self.style = style
    self.writesPanels = writesPanels
    self.savesMaps = savesMaps
    self.writesPictures = writesPictures
  }
}
