public import Attention
public import Imaging
internal import Tensors

/// A radiograph as a network sees it, before its tones are normalised.
///
/// Changes are made here and not in the original, so that no resampling lies between a change and
/// the network, and so that they cost little.
public struct NetworkView: Sendable {
  /// The radiograph at the network's size, tones in `0...1`.
  public let image: GrayImage
  /// Where the original is: all but a letterbox.
  let picture: [Bool]
  /// Pixels that are mostly lung; `nil` without a mask.
  package let lungs: [Bool]?
  /// Pixels that hold any lung; `nil` without a mask.
  package let anyLung: [Bool]?
  private let geometry: Geometry

  /// The view of a picture to whose tones the window has been applied.
  public init(windowed image: GrayImage, lungs: LungMask?, geometry: Geometry, antialias: Bool) {
    self.geometry = geometry
    self.image = geometry.prepare(image, antialias: antialias)
    picture = Self.coverage(of: [Bool](repeating: true, count: image.samples.count), geometry)
      .map { $0 > 0.5 }
    let coverage = lungs.map { Self.coverage(of: $0.pixels, geometry) }
    self.lungs = coverage?.map { $0 >= 0.5 }
    anyLung = coverage?.map { $0 > Self.touched }
  }

  /// A pixel is touched by what covers this share of it.
  private static let touched: Float = 0.004

  private static func coverage(of flags: [Bool], _ geometry: Geometry) -> [Float] {
    let (height, width) = (geometry.original.height, geometry.original.width)
    return geometry.prepare(
      GrayImage(width: width, height: height, samples: flags.map { $0 ? 1 : 0 })
    ).samples
  }

  /// The pixels that an area of the original touches.
  func area(_ original: [Bool]) -> [Bool] {
    Self.coverage(of: original, geometry).map { $0 > Self.touched }
  }

  /// A map of the original at the network's size, only its positive part.
  func saliency(_ map: PixelMap) -> [Float] {
    geometry.prepare(
      GrayImage(width: map.width, height: map.height, samples: map.values.map { max(0, $0) })
    ).samples
  }
}
