public import Attention
public import Imaging

/// Pictures that show where a network looked: for each image a figure with its own caption.
///
/// The radiograph keeps its tones and its original pixels; one whose longer side has fewer than
/// 256 pixels is enlarged by the smallest whole number that makes it as large. The positive part
/// of the map is divided by its maximum for the colours only, and the colour bar states that
/// maximum; negative values are not shown. Where the mask is present, its border is drawn. An
/// arrow marks the peak of the attention score: cyan in the lungs, pink outside them, white where
/// there is no telling. A map without a positive value leaves the radiograph as it is, and the
/// caption says so.
///
/// The same arguments give the same bytes.
public enum Overlay {
  /// The radiograph with map, lung contour and arrow, over a strip with colour bar and caption.
  ///
  /// The radiograph is at the top left of the result, or at the top in the middle where it is
  /// narrower than the caption.
  ///
  /// - Parameters:
  ///   - map: In the pixels of `image`, raw.
  ///   - mask: In the pixels of `image`; without it there is no contour.
  ///   - boxes: Labelled frames, such as regions outside the lungs, in the pixels of `image`.
  /// - Throws: ``OverlayError`` when `map` or `mask` has other dimensions than `image`.
  public static func render(
    image: GrayImage, map: PixelMap, mask: LungMask?, boxes: [OverlayBox] = [],
    annotation: OverlayAnnotation, style: OverlayStyle = OverlayStyle()
  ) throws(OverlayError) -> RGBImage {
    let scene = try OverlayScene(image: image, map: map, mask: mask, boxes: boxes, style: style)
    return scene.figure([.init(picture: scene.overlay)], annotation: annotation).drawn()
  }

  /// The radiograph, the map alone and the overlay side by side, under titles and over one caption.
  ///
  /// - Parameters:
  ///   - map: In the pixels of `image`, raw.
  ///   - mask: In the pixels of `image`; without it there is no contour.
  ///   - boxes: Labelled frames, such as regions outside the lungs, in the pixels of `image`.
  /// - Throws: ``OverlayError`` when `map` or `mask` has other dimensions than `image`.
  public static func panel(
    image: GrayImage, map: PixelMap, mask: LungMask?, boxes: [OverlayBox] = [],
    annotation: OverlayAnnotation, style: OverlayStyle = OverlayStyle()
  ) throws(OverlayError) -> RGBImage {
    let scene = try OverlayScene(image: image, map: map, mask: mask, boxes: boxes, style: style)
    let plates = [
      Figure.Plate(title: "Radiograph", picture: scene.radiograph),
      Figure.Plate(title: "Saliency", picture: scene.saliency),
      Figure.Plate(title: "Overlay", picture: scene.overlay),
    ]
    return scene.figure(plates, annotation: annotation).drawn()
  }
}
