internal import Artifacts
internal import Attention
internal import Diagnostics
internal import Imaging
internal import Models
internal import Probes
internal import Tables
internal import Tensors

/// Makes training examples of a manifest's rows.
struct ExampleReader: Sendable {
  let size: Extent
  let window: ToneWindow
  let fit: Geometry.Fit
  let antialias: Bool
  /// The place of each class among the network's outputs.
  let labels: [String: Int]
  let mitigations: Mitigations

  /// The example of a row, read from its files.
  func example(_ subject: Case) throws(FileError) -> TrainingExample {
    guard let name = subject.label, let label = labels[name] else {
      throw FileError(
        subject.imagePath,
        Diagnosis(
          subject.label.map { "has the label '\($0)'" } ?? "has no label",
          expected: "one of \(labels.keys.sorted().joined(separator: ", "))"))
    }
    let image = window.apply(to: try ImageFile.read(subject.imagePath))
    let geometry = Geometry(original: image.extent, network: size, fit: fit)
    let (view, crop) =
      mitigations.needsViews && !subject.isForValidation
      ? try views(of: subject, image, geometry) : (nil, nil)
    return TrainingExample(
      image: geometry.prepare(image, antialias: antialias), label: label,
      group: subject.patient ?? subject.image, source: subject.source, view: view, crop: crop)
  }

  /// The picture for training and its lungs' box; `nil` where a mask is needed and there is none.
  private func views(
    of subject: Case, _ image: GrayImage, _ geometry: Geometry
  ) throws(FileError) -> (view: NetworkView?, crop: GrayImage?) {
    var lungs: LungMask?
    if mitigations.needsMasks {
      guard let path = subject.maskPath else { return (nil, nil) }
      let picture = try ImageFile.read(path)
      do {
        lungs = try MaskReading(of: picture, for: image.extent).mask
      } catch {
        throw FileError(path, error.diagnosis)
      }
    }
    var cleaned = image
    if mitigations.removesMarkers {
      let markers = TextMarkerDetector().markers(in: image)
      cleaned = image.filling(
        markers.area(width: image.width, height: image.height), with: .inpaint)
    }
    let view = NetworkView(
      windowed: cleaned, lungs: lungs, geometry: geometry, antialias: antialias)
    return (view, mitigations.cropShare > 0 ? crop(of: cleaned, to: lungs) : nil)
  }

  /// The box of the lungs and a little around it; `nil` where no lung is seen.
  private func crop(of image: GrayImage, to lungs: LungMask?) -> GrayImage? {
    guard let lungs, let box = PixelBox(of: lungs.pixels, width: lungs.width) else { return nil }
    let margin = max(box.rows.count, box.columns.count) / 20
    let part = image.part(box.grown(by: margin, width: image.width, height: image.height))
    return Geometry(original: part.extent, network: size, fit: fit)
      .prepare(part, antialias: antialias)
  }
}
