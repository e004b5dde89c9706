/// Which grey values of a picture become black and white: radiology's window.
///
/// 12-bit radiographs are mostly stored in 16-bit files, of whose range they use a sixteenth:
/// read by the file's range they would be nearly black.
public enum ToneWindow: Sendable, Hashable {
  /// ``full`` up to 8 bits, ``ownRange`` above: the rule where nobody says anything.
  case automatic
  /// What the file can hold: 0 is black, `2^bitDepth − 1` is white.
  case full
  /// The picture's own minimum is black, its maximum white; a picture of one tone is black.
  case ownRange
  /// `level − width/2` is black, `level + width/2` white, in the file's own grey values
  /// (0…65535 for 16 bits): DICOM's LINEAR_EXACT function.
  case window(width: Float, level: Float)

  /// What is done to `image`: never ``automatic``.
  public func resolved(for image: GrayImage) -> ToneWindow {
    guard self == .automatic else { return self }
    return image.bitDepth <= 8 ? .full : .ownRange
  }

  /// The picture with its tones spread over `0...1`; what lies outside the window is clipped.
  public func apply(to image: GrayImage) -> GrayImage {
    switch resolved(for: image) {
    case .automatic, .full: return image
    case .ownRange:
      guard let black = image.samples.min(), let white = image.samples.max() else { return image }
      return image.spreading(from: black, over: white - black)
    case .window(let width, let level):
      // Exact for 16 bits: both the range and every sample times it fit into a Float.
      let greatest = Float((1 << image.bitDepth) - 1)
      return image.spreading(from: (level - width / 2) / greatest, over: width / greatest)
    }
  }
}

extension GrayImage {
  /// The samples as their place in `black...(black + width)`, clipped to `0...1`; 0 for no width.
  fileprivate func spreading(from black: Float, over width: Float) -> GrayImage {
    var result = self
    result.samples =
      width > 0
      ? samples.map { min(max(($0 - black) / width, 0), 1) }
      : Array(repeating: 0, count: samples.count)
    return result
  }
}

extension ToneWindow {
  /// The window that people write as `auto`, `full`, `own` or `WIDTH,LEVEL`.
  ///
  /// `nil` unless both numbers are finite and the width is positive.
  public init?(text: String) {
    switch text {
    case "auto": self = .automatic
    case "full": self = .full
    case "own": self = .ownRange
    default:
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = parts.compactMap { Float($0) }
      guard parts.count == 2, numbers.count == 2 else { return nil }
      self.init(width: numbers[0], level: numbers[1])
    }
  }

  /// A window by its numbers; `nil` unless both are finite and the width is positive.
  public init?(width: Float, level: Float) {
    guard width > 0, width.isFinite, level.isFinite else { return nil }
    self = .window(width: width, level: level)
  }

  /// What ``init(text:)`` reads.
  public var text: String {
    switch self {
    case .automatic: "auto"
    case .full: "full"
    case .ownRange: "own"
    case .window(let width, let level): "\(width),\(level)"
    }
  }
}
