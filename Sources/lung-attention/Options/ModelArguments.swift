import ArgumentParser
import LungAttention

extension Architecture: ExpressibleByArgument {}
extension ModelPreset: ExpressibleByArgument {}
extension OutputActivation: ExpressibleByArgument {}

/// `--stretch`, `--crop` and `--letterbox`.
extension Geometry.Fit: EnumerableFlag {
  /// What each does.
  public static func help(for value: Geometry.Fit) -> ArgumentHelp? {
    switch value {
    case .stretch: "Stretch an image of another size to the network's."
    case .crop: "Resize the shorter side and cut out the centre."
    case .letterbox: "Resize the longer side and fill up with black."
    }
  }
}

/// `auto`, `full`, `own` or `3000,1500`.
extension ToneWindow: ExpressibleByArgument {
  /// The value that `argument` names, if it does.
  public init?(argument: String) { self.init(text: argument) }

  /// How a user writes the value.
  public var defaultValueDescription: String { text }

  /// What `--window-level` does.
  static let help = ArgumentHelp(
    """
    Grey values that become black and white: full (all that the file can hold), own (the image's \
    own minimum and maximum), WIDTH,LEVEL in the file's grey values (width first: 3000,1500 shows \
    0 to 3000), or auto: full up to 8 bits, own above.
    """, valueName: "window")
}

/// Numbers separated by commas.
struct FloatList: ExpressibleByArgument {
  let values: [Float]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    values = parts.compactMap { Float($0) }.filter(\.isFinite)
    guard !values.isEmpty, values.count == parts.count else { return nil }
  }
}

/// Two finite numbers, the lower first.
struct RangeArgument: ExpressibleByArgument {
  let value: ClosedRange<Float>

  init?(argument: String) {
    guard let limits = FloatList(argument: argument)?.values, limits.count == 2,
      limits[0] < limits[1]
    else { return nil }
    value = limits[0]...limits[1]
  }
}
