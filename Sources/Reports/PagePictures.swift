internal import Audit
internal import Diagnostics
internal import Imaging
internal import Tensors

/// The pictures that the page shows, small files beside it: the radiograph, each map alone, and
/// the outline of the lungs. The page lays them over each other, so no blend is stored.
struct PagePictures {
  /// Their folder, below that of the results.
  static let folder = "report/pictures"
  /// The longer side of a radiograph, at most.
  static let radiographSide = 512
  /// The longer side of a map, at most: maps are smooth, and a browser enlarges them smoothly.
  static let mapSide = 256

  /// The folder of the results; that of the pictures is there.
  let results: String
  /// What the pictures of the image have in common.
  let name: String

  /// Writes the radiograph, and the outline beside it where the lungs are known.
  ///
  /// - Returns: The radiograph's path below the results.
  func write(radiographOf explanation: CaseExplanation) throws -> String {
    let base = "\(Self.folder)/\(name)"
    try explanation.image.shrunk(to: Self.radiographSide).writeJPEG(to: "\(results)/\(base).jpg")
    if let mask = explanation.mask {
      try TextFile.write(OutlinePicture(mask).svg.markup, to: "\(results)/\(base).svg")
    }
    return "\(base).jpg"
  }

  /// Writes a map.
  ///
  /// - Parameter name: The picture's name, which tells model and method.
  /// - Returns: Its path below the results.
  func write(mapOf explanation: CaseExplanation, name: String, colors: ColorMap) throws -> String {
    let path = "\(Self.folder)/\(name).png"
    try SaliencyLayer.picture(
      of: explanation.map, longerSide: Self.mapSide, colorMap: colors
    ).writePNG(to: "\(results)/\(path)")
    return path
  }
}

extension GrayImage {
  /// The picture with its longer side at most `side`; a smaller one stays as it is.
  fileprivate func shrunk(to side: Int) -> GrayImage {
    let target = extent.fitted(into: side)
    return target == extent ? self : resized(to: target)
  }
}

extension Extent {
  /// The extent in its proportions, its longer side at most `side`.
  func fitted(into side: Int) -> Extent {
    let longer = max(height, width)
    guard longer > side else { return self }
    func scaled(_ length: Int) -> Int { max(1, (length * side + longer / 2) / longer) }
    return Extent(height: scaled(height), width: scaled(width))
  }
}
