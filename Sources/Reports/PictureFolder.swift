public import Audit
internal import Attention
internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Tables

/// Where the pictures of explanations go: `overlays/`, `panels/`, `maps/` and those of the page in
/// one folder.
public struct PictureFolder: Sendable {
  /// The folder, made when it is not there.
  public let path: String
  /// Which pictures.
  public let options: PictureOptions
  private let names: OutputNames

  /// A folder for the pictures of `images`.
  public init(path: String, options: PictureOptions, images: [String]) {
    self.path = path
    self.options = options
    names = OutputNames(images)
  }

  /// Writes the pictures of an image's explanations, and what a page shows of them.
  ///
  /// The radiograph of the page has the tones that the first model saw.
  ///
  /// - Returns: Paths below the folder, one set per explanation; empty ones if none are wanted.
  /// - Throws: ``FileError`` when a file cannot be written.
  func writeAll(_ explanations: [CaseExplanation]) throws -> [CasePictures] {
    guard let first = explanations.first, options.writesPictures else {
      return explanations.map { _ in CasePictures() }
    }
    _ = try folder(PagePictures.folder)
    let page = PagePictures(results: path, name: names[first.result.subject.image])
    let radiograph = try page.write(radiographOf: first)
    return try explanations.map { explanation in
      let overlay = try write(explanation)
      let map = try page.write(
        mapOf: explanation, name: name(of: explanation), colors: options.style.colorMap)
      return CasePictures(
        radiograph: radiograph, map: map, overlay: String(overlay.dropFirst(path.count + 1)))
    }
  }

  private func name(of explanation: CaseExplanation) -> String {
    let result = explanation.result
    return [names[result.subject.image], OutputNames.safe(result.model), result.method]
      .joined(separator: ".")
  }

  /// Writes the pictures of an explanation.
  ///
  /// - Returns: The overlay's path.
  /// - Throws: ``FileError`` when a file cannot be written.
  @discardableResult
  public func write(_ explanation: CaseExplanation) throws -> String {
    let name = name(of: explanation)
    let annotation = OverlayAnnotation(explanation.result)
    let boxes = explanation.outside.map { OverlayBox($0.region) }
    let overlay = "\(try folder("overlays"))/\(name).png"
    try Overlay.render(
      image: explanation.image, map: explanation.map, mask: explanation.mask,
      boxes: boxes, annotation: annotation, style: options.style
    ).writePNG(to: overlay)
    if options.writesPanels {
      try Overlay.panel(
        image: explanation.image, map: explanation.map, mask: explanation.mask,
        boxes: boxes, annotation: annotation, style: options.style
      ).writePNG(to: "\(try folder("panels"))/\(name).png")
    }
    if options.savesMaps {
      try explanation.map.writeNPY(to: "\(try folder("maps"))/\(name).npy")
    }
    return overlay
  }

  private func folder(_ name: String) throws -> String {
    let folder = "\(path)/\(name)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError(folder, Diagnosis("cannot be made", expected: "a folder for pictures"))
    }
    return folder
  }
}

extension OverlayAnnotation {
  /// What the caption of a result's overlay says.
  init(_ result: CaseResult) {
    self.init(
      file: (result.subject.image as NSString).lastPathComponent, prediction: result.predicted,
      probability: result.probability,
      target: result.target == result.predicted ? nil : result.target, model: result.model,
      method: result.method,
      layer: result.layer, lungMass: result.score.lungMass.value,
      lungArea: result.score.lungArea.value,
      note: result.score.reason?.rawValue)
  }
}
