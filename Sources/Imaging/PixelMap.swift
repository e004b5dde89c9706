public import Tensors

/// One signed number per pixel of the original image: a saliency map after projection.
public struct PixelMap: Sendable, Equatable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Row-major values from the top left; raw, not normalised.
  public var values: [Float]

  /// A map from its values.
  ///
  /// - Precondition: `values.count == width * height`, both positive.
  public init(width: Int, height: Int, values: [Float]) {
    precondition(width > 0 && height > 0 && values.count == width * height)
    self.width = width
    self.height = height
    self.values = values
  }

  /// Height and width.
  public var extent: Extent { Extent(height: height, width: width) }

  /// The value in column `x` of row `y`.
  public subscript(x: Int, y: Int) -> Float { values[y * width + x] }
}
