/// The one thing in which two hospitals differ that are alike in everything else.
///
/// Both have the tone, noise and narrow black frame of ``SourceLook/north`` and no letters; `south`,
/// from which the covid images of an imbalanced set come, has the shortcut.
public enum PhantomShortcut: String, Sendable, Hashable, CaseIterable, Codable {
  /// `south` burns "AP" into the top right.
  case marker
  /// `south` has a wide grey frame.
  case border
  /// `south` has another tone curve, its shadows brighter: a shortcut that lies nowhere.
  case tone
  /// The hospitals do not differ.
  case none

  /// The two hospitals.
  public var sources: (normal: SourceLook, covid: SourceLook) {
    let plain = SourceLook.north.withoutMarkers
    let shown =
      switch self {
      case .marker: plain.renamed("south", markers: SourceLook.south.markers)
      case .border: plain.renamed("south", border: (0.05, 0.30))
      case .tone: plain.renamed("south", gamma: 0.70)
      case .none: plain.renamed("south")
      }
    return (plain, shown)
  }
}

extension SourceLook {
  /// The same look under another name, but for what is given.
  fileprivate func renamed(
    _ name: String, gamma: Double? = nil, border: (width: Double, tone: Double)? = nil,
    markers: [BurntInMarker]? = nil
  ) -> SourceLook {
    SourceLook(
      name: name, gamma: gamma ?? self.gamma, contrast: contrast, noise: noise, blur: blur,
      border: border ?? self.border, markers: markers ?? self.markers)
  }
}
