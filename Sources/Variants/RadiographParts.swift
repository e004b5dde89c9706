internal import Attention
internal import Imaging

extension LungMask {
  /// The pixels of the lungs' bounding box.
  var boxPixels: [Bool] {
    var area = [Bool](repeating: false, count: pixels.count)
    PixelBox(of: pixels, width: width)?.mark(in: &area, width: width)
    return area
  }
}
