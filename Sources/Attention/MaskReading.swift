public import Imaging
public import Tensors

/// The lung mask that a picture holds, and what is remarkable about it.
public struct MaskReading: Sendable, Equatable {
  /// The lungs, in the radiograph's own pixels.
  public let mask: LungMask
  /// Findings from reading the picture, then the mask's own; empty for a good mask.
  public let findings: [MaskFinding]

  /// Reads the mask of a radiograph from a picture.
  ///
  /// How tones become lung is told in ``LungMask/init(_:)``. A mask of another size but the same
  /// shape, its aspect ratio within 1 %, is fitted by taking the nearest pixel.
  ///
  /// - Throws: ``MaskSizeError`` if the picture has another shape than the radiograph.
  public init(of picture: GrayImage, for radiograph: Extent) throws(MaskSizeError) {
    let mask = LungMask(picture)
    var findings: [MaskFinding] = picture.isMostlyTwoTone ? [] : [.grey]
    if mask.extent == radiograph {
      self.mask = mask
    } else {
      let stretch =
        Double(mask.width * radiograph.height) / Double(mask.height * radiograph.width)
      guard abs(stretch - 1) <= 0.01 else {
        throw MaskSizeError(mask: mask.extent, expected: radiograph, of: "radiograph")
      }
      self.mask = mask.resized(to: radiograph)
      findings.append(.resized)
    }
    self.findings = findings + self.mask.findings
  }
}
