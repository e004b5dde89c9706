public import Diagnostics
public import Tensors

/// A colour picture with 8-bit samples.
public struct RGBImage: Sendable, Equatable {
  /// Columns, at least 1.
  public let width: Int
  /// Rows, at least 1.
  public let height: Int
  /// Row-major from the top left: red, green and blue of each pixel.
  public var pixels: [UInt8]

  /// A picture from its samples.
  ///
  /// - Precondition: `pixels.count == 3 * width * height`, both positive.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == 3 * width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A black picture.
  public init(width: Int, height: Int) {
    self.init(
      width: width, height: height, pixels: Array(repeating: 0, count: 3 * width * height))
  }

  /// The grey picture in colour: three equal 8-bit samples per pixel.
  public init(_ image: GrayImage) {
    self.init(width: image.width, height: image.height)
    for (pixel, sample) in image.eightBitSamples.enumerated() {
      for channel in 0..<3 { pixels[3 * pixel + channel] = sample }
    }
  }

  /// Height and width.
  public var extent: Extent { Extent(height: height, width: width) }

  /// The picture as an 8-bit RGB PNG.
  public func pngData() throws -> [UInt8] {
    try PNG.encode(pixels, width: width, height: height, channels: 3)
  }

  /// Writes the picture as an 8-bit RGB PNG: the whole file, or nothing.
  public func writePNG(to path: String) throws(FileError) {
    try AtomicFile.write(to: path) { try pngData() }
  }
}
