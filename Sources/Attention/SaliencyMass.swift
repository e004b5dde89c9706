internal import Imaging

/// The positive saliency inside and outside the lungs, summed in Double.
struct SaliencyMass {
  private(set) var inside = 0.0
  private(set) var outside = 0.0
  private let pixels: (inside: Int, outside: Int)

  init(of map: PixelMap, in mask: LungMask) {
    var count = 0
    for (value, isLung) in zip(map.values, mask.pixels) {
      let saliency = Double(max(value, 0))
      inside += isLung ? saliency : 0
      outside += isLung ? 0 : saliency
      count += isLung ? 1 : 0
    }
    pixels = (count, map.values.count - count)
  }

  var insideMean: Double { inside / Double(pixels.inside) }
  var outsideMean: Double { outside / Double(pixels.outside) }
}
