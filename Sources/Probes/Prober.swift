public import Artifacts
internal import Attention
public import Imaging
public import Models
public import Tensors

/// Changes a radiograph in one respect at a time and asks a model again, beside a matched control
/// that changes as much in a place that should not matter.
public struct Prober: Sendable {
  /// The model.
  public let model: Model
  /// What takes the place of what is removed.
  public let fill: Fill
  /// Of the fill's noise.
  public let seed: UInt64

  /// A prober of a model.
  public init(model: Model, fill: Fill = .inpaint, seed: UInt64 = 0) {
    self.model = model
    self.fill = fill
    self.seed = seed
  }
}

/// What the probes of an image need to know besides the image.
public struct ProbeSubject: Sendable {
  package let view: NetworkView
  let artifacts: PictureArtifacts
  let original: Extent
  /// Pixels of all markers.
  let markerArea: [Bool]
  /// Where controls go: on the picture, outside lungs and markers.
  let controls: ControlArea

  /// A subject.
  ///
  /// - Parameters:
  ///   - original: The size of the radiograph that artifacts and map belong to.
  ///   - map: Decides where controls go; without one they go anywhere.
  public init(
    view: NetworkView, artifacts: PictureArtifacts, original: Extent, map: PixelMap?
  ) {
    self.view = view
    self.artifacts = artifacts
    self.original = original
    let nothing = [Bool](repeating: false, count: view.image.samples.count)
    let markers = artifacts.markers.area(width: original.width, height: original.height)
    let markerArea = artifacts.markers.isEmpty ? nothing : view.area(markers)
    let lungs = view.anyLung ?? nothing
    self.markerArea = markerArea
    controls = ControlArea(
      width: view.image.width,
      isFree: nothing.indices.map { view.picture[$0] && !lungs[$0] && !markerArea[$0] },
      saliency: map.map(view.saliency) ?? nothing.map { _ in 0 })
  }

  /// Pixels of some markers.
  func area(of markers: [TextMarker]) -> [Bool] {
    view.area(markers.area(width: original.width, height: original.height))
  }

  /// Pixels of the frame and of its inner edge; `nil` where there is none.
  var borderArea: [Bool]? {
    guard let border = artifacts.border else { return nil }
    let (rows, columns) = (
      border.rows.dropFirst().dropLast(), border.columns.dropFirst().dropLast()
    )
    return view.area(
      (0..<original.height).flatMap { row in
        (0..<original.width).map { !rows.contains(row) || !columns.contains($0) }
      })
  }
}
