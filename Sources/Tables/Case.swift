/// One radiograph of a study: where it is and what is known about it.
public struct Case: Sendable, Hashable {
  /// The image as the manifest names it.
  public let image: String
  /// The image's path, seen from the current directory.
  public let imagePath: String
  /// The lung mask's path, if there is one.
  public let maskPath: String?
  /// The true class.
  public let label: String?
  /// The hospital or data set it comes from.
  public let source: String?
  /// Whose image it is.
  public let patient: String?
  /// The projection, such as `PA`.
  public let view: String?
  /// `train`, `val`, `test` or any other part of the study.
  public let split: String?
  /// The manifest's other columns.
  public let other: [String: String]

  /// A case; only the image is needed.
  public init(
    image: String, imagePath: String? = nil, maskPath: String? = nil, label: String? = nil,
    source: String? = nil, patient: String? = nil, view: String? = nil, split: String? = nil,
    other: [String: String] = [:]
  ) {
    self.image = image
    self.imagePath = imagePath ?? image
    self.maskPath = maskPath
    self.label = label
    self.source = source
    self.patient = patient
    self.view = view
    self.split = split
    self.other = other
  }

  /// The value of a column other than image and mask, if it has one.
  package func value(ofColumn name: String) -> String? {
    switch name {
    case "label": label
    case "source": source
    case "patient": patient
    case "view": view
    case "split": split
    default: other[name].flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  /// Whether this is another image, and of another patient; an image without a patient stands for
  /// one of its own.
  package func isOfAnotherPatient(than subject: Case) -> Bool {
    image != subject.image && (patient == nil || patient != subject.patient)
  }
}
