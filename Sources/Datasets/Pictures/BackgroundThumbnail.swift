internal import Attention
internal import Imaging
internal import Tensors

/// What remains of a radiograph without its lungs, as few numbers: 16 × 16 tones and nine quantiles
/// of the tones outside the lungs.
///
/// The lungs are filled smoothly from their surroundings, so that their outline does not show.
struct BackgroundThumbnail: Sendable {
  /// The side of the picture from which lungs are removed.
  static let workingSide = PictureDetail.side
  private static let side = 16

  let features: [Double]

  /// The background of a picture of 64 × 64; `nil` when the lungs are nothing or everything.
  init?(_ picture: GrayImage, lungs: LungMask) {
    let mask = GrayImage(
      width: lungs.width, height: lungs.height, samples: lungs.pixels.map { $0 ? 1 : 0 })
    // A pixel with any lung in it is removed.
    let area = mask.resized(to: picture.extent).samples.map { $0 > 0 }
    guard area.contains(true), area.contains(false) else { return nil }
    let thumbnail = picture.filling(area, with: .inpaint).resized(to: .square(Self.side))
    let tones = zip(picture.samples, area).filter { !$0.1 }.map { Double($0.0) }.sorted()
    let quantiles = (0...8).map { tones[$0 * (tones.count - 1) / 8] }
    features = thumbnail.samples.map(Double.init) + quantiles
  }
}
