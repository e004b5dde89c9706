package import Imaging
internal import Tensors

extension NetworkView {
  /// The donor's image with these lungs in the place of its own: its thorax, frame, markers and
  /// tones around lungs that are not changed but for being stretched to the donor's lungs' box.
  ///
  /// The donor's own lungs are filled smoothly first, for the two differ in shape.
  ///
  /// - Returns: `nil` where one of the two shows no lung.
  package func lungs(in donor: NetworkView) -> GrayImage? {
    guard let lungs, let donorLungs = donor.lungs, let donorArea = donor.anyLung,
      let box = PixelBox(of: lungs, width: image.width),
      let place = PixelBox(of: donorLungs, width: donor.image.width)
    else { return nil }
    let extent = Extent(height: place.rows.count, width: place.columns.count)
    let content = image.part(box).resized(to: extent)
    let shape = GrayImage(
      width: image.width, height: image.height, samples: lungs.map { $0 ? 1 : 0 }
    ).part(box).resized(to: extent)
    var result = donor.image.filling(donorArea, with: .inpaint)
    for (y, row) in place.rows.enumerated() {
      for (x, column) in place.columns.enumerated() {
        let share = shape[x, y]
        result[column, row] += share * (content[x, y] - result[column, row])
      }
    }
    return result
  }
}
