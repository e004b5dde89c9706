internal import Artifacts
internal import Attention
public import Imaging

/// Makes the variants of a radiograph by which one sees what a network uses: with and without the
/// lungs, their box, the letters, the border (Zhang et al. 2023, Figures 1–3).
public struct VariantMaker: Sendable {
  /// A variant of a radiograph.
  public struct Variant: Sendable, Equatable {
    /// The picture, of the radiograph's size and bit depth.
    public let image: GrayImage
    /// Why it equals the radiograph, where there was nothing to remove.
    public let note: VariantNote?
  }

  /// What takes the place of what is removed.
  public let fill: Fill
  /// By how many pixels lungs, box and markers are grown before they are removed or kept; negative
  /// shrinks. The border is as it was found.
  public let dilation: Int
  /// Of the noise.
  public let seed: UInt64

  /// A maker of variants.
  public init(fill: Fill = .inpaint, dilation: Int = 0, seed: UInt64 = 0) {
    self.fill = fill
    self.dilation = dilation
    self.seed = seed
  }

  /// A variant of a radiograph.
  ///
  /// - Throws: ``VariantError`` when there is no such variant.
  public func variant(
    _ kind: VariantKind, of radiograph: AnnotatedRadiograph
  ) throws(VariantError) -> Variant {
    let area = try area(of: kind, in: radiograph)
    guard area.contains(true) else {
      return Variant(image: radiograph.image, note: VariantNote(of: kind))
    }
    return Variant(image: radiograph.image.filling(area, with: fill, seed: seed), note: nil)
  }

  /// The pixels that are replaced in a variant, row-major: none of `full`, nor of a radiograph
  /// without markers or border; some, but not all, of everything else.
  ///
  /// - Throws: ``VariantError`` when there is no such variant.
  package func area(
    of kind: VariantKind, in radiograph: AnnotatedRadiograph
  ) throws(VariantError) -> [Bool] {
    let (width, height) = (radiograph.image.width, radiograph.image.height)
    switch kind {
    case .full: return Array(repeating: false, count: width * height)
    case .borderRemoved:
      return radiograph.border?.area(width: width, height: height)
        ?? Array(repeating: false, count: width * height)
    case .markerRemoved:
      guard !radiograph.markers.isEmpty else {
        return Array(repeating: false, count: width * height)
      }
      return try sized(
        radiograph.markers.area(width: width, height: height), "markers", kind, radiograph)
    case .lungsRemoved, .lungsOnly:
      let lungs = try sized(try lungs(of: radiograph, kind).pixels, "lungs", kind, radiograph)
      return kind == .lungsRemoved ? lungs : lungs.map(!)
    case .boxRemoved, .boxOnly:
      let box = try sized(try lungs(of: radiograph, kind).boxPixels, "box", kind, radiograph)
      return kind == .boxRemoved ? box : box.map(!)
    }
  }

  private func lungs(
    of radiograph: AnnotatedRadiograph, _ kind: VariantKind
  ) throws(VariantError) -> LungMask {
    guard let lungs = radiograph.lungs else { throw .noMask(kind) }
    guard lungs.pixels.contains(true) else { throw .emptyMask(kind) }
    return lungs
  }

  /// A part of the picture after dilation.
  private func sized(
    _ part: [Bool], _ name: String, _ kind: VariantKind, _ radiograph: AnnotatedRadiograph
  ) throws(VariantError) -> [Bool] {
    let area = DistanceTransform.area(part, width: radiograph.image.width, grownBy: dilation)
    guard area.contains(true) else { throw .nothing(kind, part: name, pixels: dilation) }
    guard area.contains(false) else { throw .everything(kind, part: name, pixels: dilation) }
    return area
  }
}
