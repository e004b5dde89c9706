public import Tensors

/// Which pixels of the original image are lung.
public struct LungMask: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Row-major from the top left; `true` is lung.
  public let pixels: [Bool]

  /// A mask from its pixels.
  ///
  /// - Precondition: `pixels.count == width * height`, both positive.
  public init(width: Int, height: Int, pixels: [Bool]) {
    precondition(width > 0 && height > 0 && pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Height and width.
  public var extent: Extent { Extent(height: height, width: width) }

  /// Whether the pixel in column `x` of row `y` is lung.
  public subscript(x: Int, y: Int) -> Bool { pixels[y * width + x] }
}
