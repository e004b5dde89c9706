public import Diagnostics
public import Imaging
public import Tensors

/// What a network was trained to see: tones, size, channels, normalisation, and how a picture is
/// fitted.
public struct InputSpecification: Sendable, Equatable {
  /// Height and width in pixels.
  public let size: Extent
  /// Channels; a grey picture is repeated in each.
  public let channels: Int
  /// Which grey values of the file become black and white.
  public let window: ToneWindow
  /// What black and white become: a sample `s` in `0...1` is `lower + (upper − lower) · s`.
  public let range: ClosedRange<Float>
  /// What is then subtracted from each channel, in the units of ``range``.
  public let mean: [Float]
  /// By what the difference is divided; one positive number per channel.
  public let standardDeviation: [Float]
  /// What is done to a picture of another size.
  public let fit: Geometry.Fit
  /// Whether shrinking averages, as torchvision's and Pillow's does.
  public let antialias: Bool

  /// The greatest number of values in one input, 2²⁷, so that a false size in a file cannot
  /// exhaust the memory.
  static let valueLimit = 1 << 27

  /// A checked specification.
  ///
  /// - Throws: ``InputSpecificationError`` unless all sizes are positive, `range` is finite and
  ///   not a single number, and `mean` and `standardDeviation` have one finite number per channel,
  ///   the latter positive.
  public init(
    size: Extent, channels: Int, window: ToneWindow = .automatic, range: ClosedRange<Float> = 0...1,
    mean: [Float], standardDeviation: [Float], fit: Geometry.Fit = .stretch, antialias: Bool = true
  ) throws(InputSpecificationError) {
    guard size.height > 0, size.width > 0, channels > 0 else {
      throw .notPositive(size: size, channels: channels)
    }
    let plane = size.height.multipliedReportingOverflow(by: size.width)
    let values = plane.partialValue.multipliedReportingOverflow(by: channels)
    guard !plane.overflow, !values.overflow, values.partialValue <= Self.valueLimit else {
      throw .tooLarge(size: size, channels: channels)
    }
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite else { throw .range(range) }
    for (quantity, numbers) in [("mean", mean), ("standard deviation", standardDeviation)] {
      guard numbers.count == channels else {
        throw .count(quantity, found: numbers.count, channels: channels)
      }
      if let bad = numbers.first(where: { !$0.isFinite }) { throw .value(quantity, bad) }
    }
    if let bad = standardDeviation.first(where: { $0 <= 0 }) {
      throw .value("standard deviation", bad)
    }
    self.size = size
    self.channels = channels
    self.window = window
    self.range = range
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.fit = fit
    self.antialias = antialias
  }

  /// The shape of one input, `[1, C, H, W]`.
  public var shape: Shape { [1, channels, size.height, size.width] }
}

extension InputSpecification {
  /// The mean of ImageNet's red, green and blue in `0...1`, as torchvision subtracts it.
  public static let imageNetMean: [Float] = [0.485, 0.456, 0.406]
  /// The standard deviation of ImageNet's red, green and blue in `0...1`, as torchvision divides
  /// by it.
  public static let imageNetStandardDeviation: [Float] = [0.229, 0.224, 0.225]
}

/// A specification that contradicts itself.
public enum InputSpecificationError: Diagnosable, Equatable {
  /// A size below 1.
  case notPositive(size: Extent, channels: Int)
  /// More values than we allocate.
  case tooLarge(size: Extent, channels: Int)
  /// Not one number per channel.
  case count(String, found: Int, channels: Int)
  /// A range that cannot hold tones.
  case range(ClosedRange<Float>)
  /// A number that cannot normalise.
  case value(String, Float)

  /// What was found and what was expected.
  public var diagnosis: Diagnosis {
    switch self {
    case .notPositive(let size, let channels):
      Diagnosis(
        "the input is \(size) with \(channels) channels", expected: "positive sizes")
    case .tooLarge(let size, let channels):
      Diagnosis(
        "the input is \(size) with \(channels) channels",
        expected: "at most \(InputSpecification.valueLimit) values in all")
    case .count(let quantity, let found, let channels):
      Diagnosis(
        "the \(quantity) has \(found) \(found == 1 ? "value" : "values")",
        expected: "\(channels), one for each channel",
        remedy: "Give the \(quantity) of every channel, separated by commas.")
    case .range(let range):
      Diagnosis(
        "the range is \(range.lowerBound) to \(range.upperBound)",
        expected: "two finite numbers, the lower first")
    case .value(let quantity, let value):
      Diagnosis(
        "the \(quantity) is \(value)",
        expected: quantity == "mean" ? "a finite number" : "a positive, finite number",
        remedy: "In the units of the range.")
    }
  }
}
