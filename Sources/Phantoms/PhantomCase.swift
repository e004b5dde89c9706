import Imaging
import Tensors

/// One row of a phantom data set: who, what, where, and in which split.
///
/// The picture depends on `seed`, `patient`, `label` and `source` alone: it is the same whichever
/// design, order or thread asks for it. The same patient can be rendered with the other label or
/// from another source; only that changes.
public struct PhantomCase: Sendable, Equatable {
  /// The seed of the whole data set.
  public var seed: UInt64
  /// The patient's number; it decides the anatomy and the place of the disease.
  public var patient: Int
  /// What the radiograph shows.
  public var label: PhantomLabel
  /// The hospital whose look it has.
  public var source: SourceLook
  /// The part of the data set it belongs to.
  public var split: PhantomSplit

  /// A case from its parts.
  public init(
    seed: UInt64, patient: Int, label: PhantomLabel, source: SourceLook, split: PhantomSplit
  ) {
    self.seed = seed
    self.patient = patient
    self.label = label
    self.source = source
    self.split = split
  }

  /// A file name without extension, such as `p0042-covid-north`.
  public var name: String {
    let digits = String(patient)
    let padding = String(repeating: "0", count: max(0, 4 - digits.count))
    return "p\(padding)\(digits)-\(label.rawValue)-\(source.name)"
  }

  /// The radiograph and its masks; about 30 ms for 256 × 256 pixels.
  ///
  /// - Precondition: `width` and `height` are positive. Below about 64 pixels the letters are
  ///   no longer readable.
  public func render(width: Int = 256, height: Int = 256) -> PhantomImage {
    precondition(width > 0 && height > 0)
    let thorax = Thorax(patient: patient, seed: seed)
    let (radiograph, lungMask) = thorax.radiograph(width: width, height: height, label: label)
    // Not the label: otherwise the two pictures of a pair would differ in more than the disease.
    let identity = UInt64(bitPattern: Int64(patient))
    var generator = RandomGenerator(seed: seed, identity, 3, source.name.stableHash)
    let (image, markerMask) = source.applied(to: radiograph, from: &generator)
    return PhantomImage(
      image: image, lungMask: lungMask, markerMask: markerMask, patient: patient, label: label,
      source: source.name)
  }
}
