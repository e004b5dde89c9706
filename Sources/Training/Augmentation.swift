internal import Foundation
public import Imaging
public import Tensors

/// Small random changes to a radiograph that leave its diagnosis alone.
///
/// It is not mirrored unless asked for: left and right mean something in a chest.
public struct Augmentation: Sendable, Equatable {
  /// The greatest rotation either way, in degrees.
  public var rotation: Double
  /// The greatest shift in each direction, as a share of the side.
  public var shift: Double
  /// The greatest relative change of size.
  public var scale: Double
  /// The greatest relative change of contrast, around half of white.
  public var contrast: Double
  /// The greatest change of brightness, as a share of white.
  public var brightness: Double
  /// How often left and right are exchanged, `0...1`.
  public var flip: Double
  /// How often a random rectangle is erased, `0...1` (Zhong et al. 2020).
  public var erasing: Double

  /// An augmentation; by default ±5°, ±4 % shift, ±5 % size, ±8 % contrast and brightness.
  public init(
    rotation: Double = 5, shift: Double = 0.04, scale: Double = 0.05, contrast: Double = 0.08,
    brightness: Double = 0.08, flip: Double = 0, erasing: Double = 0
  ) {
    self.rotation = rotation
    self.shift = shift
    self.scale = scale
    self.contrast = contrast
    self.brightness = brightness
    self.flip = flip
    self.erasing = erasing
  }

  /// Leaves images as they are.
  public static let none = Augmentation(
    rotation: 0, shift: 0, scale: 0, contrast: 0, brightness: 0)

  /// Each number with its name and the range in which it makes sense.
  var limits: [(name: String, value: Double, range: ClosedRange<Double>)] {
    [
      ("rotation", rotation, 0...180), ("shift", shift, 0...0.5), ("scale", scale, 0...0.5),
      ("contrast", contrast, 0...1), ("brightness", brightness, 0...1), ("flip", flip, 0...1),
      ("erasing", erasing, 0...1),
    ]
  }

  /// A changed copy; pixels from beyond the border repeat the edge.
  public func apply(to image: GrayImage, using generator: inout RandomGenerator) -> GrayImage {
    let angle = generator.uniform(in: -rotation...rotation) * .pi / 180
    let size = 1 + generator.uniform(in: -scale...scale)
    let (dx, dy) = (generator.uniform(in: -shift...shift), generator.uniform(in: -shift...shift))
    let contrast = Float(1 + generator.uniform(in: -contrast...contrast))
    let brightness = Float(generator.uniform(in: -brightness...brightness))
    // Contrast stretches around half of white; without either, tones stay the same bits.
    let offset = 0.5 - 0.5 * contrast + brightness
    // Drawn only if asked for, so that they do not change what follows where they are not.
    let isFlipped = flip > 0 && generator.uniform() < flip
    let erased =
      erasing > 0 && generator.uniform() < erasing
      ? Self.rectangle(in: image.extent, using: &generator) : nil
    guard self != .none else { return image }

    let (centreX, centreY) = (Double(image.width - 1) / 2, Double(image.height - 1) / 2)
    let (cosine, sine) = (cos(angle) / size, sin(angle) / size)
    var result = image
    for y in 0..<image.height {
      for x in 0..<image.width {
        let (u, v) = ((Double(x) - centreX) * (isFlipped ? -1 : 1), Double(y) - centreY)
        let sample = image.sample(
          x: centreX + cosine * u + sine * v + dx * Double(image.width),
          y: centreY - sine * u + cosine * v + dy * Double(image.height))
        result.samples[y * image.width + x] =
          min(max(sample * contrast + offset, 0), 1)
      }
    }
    return erased.map(result.erasing) ?? result
  }

  /// A rectangle of 2 % to 33 % of the picture, its sides in a ratio of 0.3 to 3.3: torchvision's
  /// `RandomErasing`, also in that it gives up after ten that do not fit.
  private static func rectangle(
    in extent: Extent, using generator: inout RandomGenerator
  ) -> PixelBox? {
    for _ in 0..<10 {
      let area = Double(extent.area) * generator.uniform(in: 0.02...0.33)
      let ratio = exp(generator.uniform(in: log(0.3)...log(3.3)))
      let height = Int((area * ratio).squareRoot().rounded())
      let width = Int((area / ratio).squareRoot().rounded())
      guard 0 < height, height < extent.height, 0 < width, width < extent.width else { continue }
      let top = generator.index(below: extent.height - height + 1)
      let left = generator.index(below: extent.width - width + 1)
      return PixelBox(rows: top..<top + height, columns: left..<left + width)
    }
    return nil
  }
}

extension GrayImage {
  /// The picture with a rectangle in its mean tone.
  fileprivate func erasing(_ box: PixelBox) -> GrayImage {
    var area = [Bool](repeating: false, count: samples.count)
    box.mark(in: &area, width: width)
    return filling(area, with: .mean)
  }

  /// The bilinear sample at a point between pixel centres; outside, the edge repeats.
  fileprivate func sample(x: Double, y: Double) -> Float {
    let (x, y) = (min(max(x, 0), Double(width - 1)), min(max(y, 0), Double(height - 1)))
    let (left, top) = (Int(x), Int(y))
    let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
    let (a, b) = (Float(x - Double(left)), Float(y - Double(top)))
    let upper = samples[top * width + left] * (1 - a) + samples[top * width + right] * a
    let lower = samples[bottom * width + left] * (1 - a) + samples[bottom * width + right] * a
    return upper * (1 - b) + lower * b
  }
}
