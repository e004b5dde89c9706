public import Tensors

/// How an original picture became network input, and how a map of the input goes back.
///
/// The one place that knows: the same value serves the picture, its mask and its maps. Each
/// goes from its own pixels to the others' in a single resampling step.
public struct Geometry: Sendable, Equatable {
  /// What is done to a picture whose extent is not the network's.
  public enum Fit: String, Sendable, CaseIterable {
    /// Resize both axes; the aspect ratio changes.
    case stretch
    /// Resize until the picture covers the input, then cut out its centre: torchvision's
    /// `Resize` and `CenterCrop`. The network does not see the rest.
    case crop
    /// Resize until the picture fits into the input, centred on black.
    case letterbox
  }

  /// The extent of the original picture.
  public let original: Extent
  /// The extent of the network's input.
  public let network: Extent
  /// What is done to the picture.
  public let fit: Fit

  private let rows: AxisPlacement
  private let columns: AxisPlacement

  /// The geometry of one picture for one network.
  ///
  /// - Precondition: Both extents are positive.
  public init(original: Extent, network: Extent, fit: Fit) {
    precondition(min(original.height, original.width, network.height, network.width) > 0)
    self.original = original
    self.network = network
    self.fit = fit
    let resized = Geometry.resizedExtent(of: original, to: network, fit: fit)
    rows = AxisPlacement(
      original: original.height, resized: resized.height, network: network.height)
    columns = AxisPlacement(
      original: original.width, resized: resized.width, network: network.width)
  }

  /// The network's view of a picture, or of a mask as grey.
  ///
  /// - Parameter antialias: Average when shrinking, as torchvision and Pillow do.
  /// - Precondition: `image.extent == original`.
  public func prepare(_ image: GrayImage, antialias: Bool = true) -> GrayImage {
    precondition(image.extent == original)
    let samples = Resampling.apply(
      rows: rows.inputAxis(antialias: antialias),
      columns: columns.inputAxis(antialias: antialias), to: image.samples)
    return GrayImage(
      width: network.width, height: network.height, samples: samples, bitDepth: image.bitDepth)
  }

  /// A map on the explainer's own grid, taken back to the pixels of the original.
  ///
  /// The grid's cells share the network's input evenly. For ``Fit/stretch`` the result is
  /// PyTorch's `interpolate(map, original, mode: "bilinear", align_corners: False)`, with
  /// `antialias: True` should the grid be finer than the original. Pixels that a crop cut off
  /// are 0; see ``visible``.
  ///
  /// - Parameters:
  ///   - plane: Row-major values, `grid.area` of them.
  ///   - grid: For example 7×7 for the last layer of a ResNet, 224×224 for occlusion.
  public func project(_ plane: [Float], grid: Extent) -> PixelMap {
    precondition(plane.count == grid.area)
    let values = Resampling.apply(
      rows: rows.originalAxis(cells: grid.height),
      columns: columns.originalAxis(cells: grid.width), to: plane)
    return PixelMap(width: original.width, height: original.height, values: values)
  }

  /// The rows and columns of the original that the network sees: all but for ``Fit/crop``.
  public var visible: (rows: Range<Int>, columns: Range<Int>) {
    (rows.visible, columns.visible)
  }

  /// The extent of the whole picture in network pixels.
  private static func resizedExtent(of original: Extent, to network: Extent, fit: Fit) -> Extent {
    // height/width is compared as a product of integers, so that equal ratios stay equal.
    let isTaller = original.height * network.width > network.height * original.width
    // The axis that reaches the network's size exactly; the other follows the aspect ratio.
    let widthDecides: Bool
    switch fit {
    case .stretch: return network
    case .crop: widthDecides = isTaller
    case .letterbox: widthDecides = !isTaller
    }
    func follow(_ side: Int, _ decided: Int, over decider: Int) -> Int {
      // torchvision cuts off the fraction of a pixel; a letterbox has no such precedent.
      fit == .crop
        ? side * decided / decider
        : max(1, Int((Double(side * decided) / Double(decider)).rounded()))
    }
    return widthDecides
      ? Extent(
        height: follow(original.height, network.width, over: original.width),
        width: network.width)
      : Extent(
        height: network.height,
        width: follow(original.width, network.height, over: original.height))
  }
}
