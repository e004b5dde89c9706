internal import Foundation
public import Imaging
public import Tensors

/// Small random changes to a radiograph that leave its diagnosis alone.
///
/// There is no flip: left and right mean something in a chest.
public struct Augmentation: Sendable, Equatable {
  /// The greatest rotation either way, in degrees.
  public var rotation: Double
  /// The greatest shift in each direction, as a share of the side.
  public var shift: Double
  /// The greatest relative change of size.
  public var scale: Double
  /// The greatest relative change of contrast and absolute change of brightness.
  public var tone: Double

  /// An augmentation; by default ±5°, ±4 % shift, ±5 % size and ±8 % tone.
  public init(
    rotation: Double = 5, shift: Double = 0.04, scale: Double = 0.05, tone: Double = 0.08
  ) {
    self.rotation = rotation
    self.shift = shift
    self.scale = scale
    self.tone = tone
  }

  /// Leaves images as they are.
  public static let none = Augmentation(rotation: 0, shift: 0, scale: 0, tone: 0)

  /// A changed copy; pixels from beyond the border repeat the edge.
  public func apply(to image: GrayImage, using generator: inout RandomGenerator) -> GrayImage {
    let angle = generator.uniform(in: -rotation...rotation) * .pi / 180
    let size = 1 + generator.uniform(in: -scale...scale)
    let (dx, dy) = (generator.uniform(in: -shift...shift), generator.uniform(in: -shift...shift))
    let contrast = Float(1 + generator.uniform(in: -tone...tone))
    let brightness = Float(generator.uniform(in: -tone...tone))
    guard self != .none else { return image }

    let (centreX, centreY) = (Double(image.width - 1) / 2, Double(image.height - 1) / 2)
    let (cosine, sine) = (cos(angle) / size, sin(angle) / size)
    var result = image
    for y in 0..<image.height {
      for x in 0..<image.width {
        let (u, v) = (Double(x) - centreX, Double(y) - centreY)
        let sample = image.sample(
          x: centreX + cosine * u + sine * v + dx * Double(image.width),
          y: centreY - sine * u + cosine * v + dy * Double(image.height))
        result.samples[y * image.width + x] =
          min(max((sample - 0.5) * contrast + 0.5 + brightness, 0), 1)
      }
    }
    return result
  }
}

extension GrayImage {
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
