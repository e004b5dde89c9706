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

  /// What the network would see of a box of another picture, and where that lies on this one when
  /// what it sees of either is stretched onto the other; `nil` where that is no pixel.
  func place(of box: PixelBox, on other: Extent) -> (seen: PixelBox, place: PixelBox)? {
    guard let target = PixelBox(of: picture, width: image.width) else { return nil }
    let visible = Geometry(original: other, network: geometry.network, fit: geometry.fit).visible
    let rows = box.rows.clamped(to: visible.rows)
    let columns = box.columns.clamped(to: visible.columns)
    let place = (
      rows: rows.stretched(from: visible.rows, to: target.rows),
      columns: columns.stretched(from: visible.columns, to: target.columns)
    )
    guard !rows.isEmpty, !columns.isEmpty, !place.rows.isEmpty, !place.columns.isEmpty else {
      return nil
    }
    return (
      PixelBox(rows: rows, columns: columns), PixelBox(rows: place.rows, columns: place.columns)
    )
  }

  /// A map of the original at the network's size, only its positive part.
  func saliency(_ map: PixelMap) -> [Float] {
    geometry.prepare(
      GrayImage(width: map.width, height: map.height, samples: map.values.map { max(0, $0) })
    ).samples
  }
}

extension Range<Int> {
  /// The range where `whole` becomes `other`, its ends rounded.
  fileprivate func stretched(from whole: Range<Int>, to other: Range<Int>) -> Range<Int> {
    func place(_ bound: Int) -> Int {
      let share = Double(bound - whole.lowerBound) / Double(whole.count)
      return other.lowerBound + Int((share * Double(other.count)).rounded())
    }
    return place(lowerBound)..<place(upperBound)
  }
}
