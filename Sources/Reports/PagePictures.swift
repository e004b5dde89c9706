package import Audit
internal import Attention
internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Tables
internal import Tensors

/// The pictures that the page shows, small files beside it: the radiograph, each map alone, and
/// the outline of the lungs. The page lays them over each other, so no blend is stored.
package struct PagePictures: Sendable {
  /// Below the results folder, beside the page.
  package static let folder = "report/pictures"

  /// The longer side of a radiograph, at most.
  static let radiographSide = 512
  /// The longer side of a map, at most; maps are smooth and a browser enlarges them smoothly.
  static let mapSide = 256

  private let path: String
  private let names: OutputNames

  /// Pictures of `images` in the results folder `path`.
  package init(path: String, images: [String]) {
    self.path = path
    names = OutputNames(images)
  }

  /// The radiograph's file below the results folder.
  package func radiograph(of image: String) -> String { "\(Self.folder)/\(names[image]).jpg" }

  /// The outline's file below the results folder.
  package func outline(of image: String) -> String { "\(Self.folder)/\(names[image]).svg" }

  /// A map's file below the results folder.
  package func map(of image: String, model: String, method: String) -> String {
    "\(Self.folder)/\(names[image]).\(OutputNames.safe(model)).\(OutputNames.safe(method)).png"
  }

  /// Writes the pictures of one image's explanations.
  ///
  /// The radiograph is in the tones that the first model saw.
  package func write(_ explanations: [CaseExplanation]) throws {
    guard let first = explanations.first else { return }
    try makeFolder()
    let image = first.result.subject.image
    try first.image.shrunk(to: Self.radiographSide)
      .writeJPEG(to: "\(path)/\(radiograph(of: image))")
    if let mask = first.mask {
      try TextFile.write(OutlinePicture(mask).svg.markup, to: "\(path)/\(outline(of: image))")
    }
    for explanation in explanations {
      let result = explanation.result
      try SaliencyLayer.picture(of: explanation.map, longerSide: Self.mapSide).writePNG(
        to: "\(path)/\(map(of: image, model: result.model, method: result.method))")
    }
  }

  private func makeFolder() throws(FileError) {
    let folder = "\(path)/\(Self.folder)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError(folder, Diagnosis("cannot be made", expected: "a folder for pictures"))
    }
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
