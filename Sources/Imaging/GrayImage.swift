public import Tensors

/// A grey picture with Float samples, 0 (black) to 1 (white).
public struct GrayImage: Sendable, Equatable {
  /// Columns, at least 1.
  public let width: Int
  /// Rows, at least 1.
  public let height: Int
  /// Row-major samples from the top left, `width * height` of them, in `0...1`.
  public var samples: [Float]
  /// Bits per sample in the file it came from (1, 2, 4, 8 or 16); 16-bit values survive exactly.
  public let bitDepth: Int

  /// A picture from its samples.
  ///
  /// - Precondition: `samples.count == width * height`, both positive.
  public init(width: Int, height: Int, samples: [Float], bitDepth: Int = 8) {
    precondition(width > 0 && height > 0 && samples.count == width * height)
    self.width = width
    self.height = height
    self.samples = samples
    self.bitDepth = bitDepth
  }

  /// A picture of one tone.
  public init(width: Int, height: Int, repeating sample: Float = 0) {
    self.init(
      width: width, height: height, samples: Array(repeating: sample, count: width * height))
  }

  /// Height and width.
  public var extent: Extent { Extent(height: height, width: width) }

  /// The sample in column `x` of row `y`.
  public subscript(x: Int, y: Int) -> Float {
    get { samples[y * width + x] }
    set { samples[y * width + x] = newValue }
  }
}
