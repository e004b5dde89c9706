extension SourceLook {
  /// A large "R" at the top left, a narrow black frame.
  public static let north = SourceLook(
    name: "north", gamma: 1.0, contrast: 1.0, noise: 0.012, blur: 0.0020, border: (0.008, 0),
    markers: [BurntInMarker("R", at: .topLeft, height: 0.125)])

  /// "AP" at the top right, a narrow black frame; apart from the letters close to `north`.
  public static let south = SourceLook(
    name: "south", gamma: 0.97, contrast: 0.98, noise: 0.013, blur: 0.0022, border: (0.010, 0),
    markers: [BurntInMarker("AP", at: .topRight, height: 0.105)])

  /// "PORTABLE" at the bottom left, a grey frame, soft and noisy.
  public static let east = SourceLook(
    name: "east", gamma: 0.88, contrast: 0.90, noise: 0.024, blur: 0.0040, border: (0.022, 0.10),
    markers: [BurntInMarker("PORTABLE", at: .bottomLeft, height: 0.055)])

  /// "L" at the top right and "ERECT" at the bottom right, a black frame, hard contrast.
  public static let west = SourceLook(
    name: "west", gamma: 1.12, contrast: 1.10, noise: 0.008, blur: 0.0012, border: (0.030, 0.0),
    markers: [
      BurntInMarker("L", at: .topRight, height: 0.10),
      BurntInMarker("ERECT", at: .bottomRight, height: 0.05),
    ])

  /// All hospitals there are.
  public static let all: [SourceLook] = [north, south, east, west]
}
