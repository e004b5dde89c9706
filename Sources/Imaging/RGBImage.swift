/// A colour picture of 8 bits per channel.
public struct RGBImage: Sendable, Equatable {
  /// Columns, at least 1.
  public let width: Int
  /// Rows, at least 1.
  public let height: Int
  /// Row-major from the top left, red, green and blue interleaved: `3 * width * height` of them.
  public var pixels: [UInt8]

  /// A picture from its pixels.
  ///
  /// - Precondition: `pixels.count == 3 * width * height`, both positive.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == 3 * width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
