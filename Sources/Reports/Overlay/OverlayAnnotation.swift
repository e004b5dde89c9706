/// What the caption of an overlay says.
public struct OverlayAnnotation: Sendable, Equatable {
  /// The image's name; its middle is left out where it does not fit.
  public var file: String
  /// The class that the network predicts.
  public var prediction: String?
  /// The probability of `prediction`, 0…1.
  public var probability: Double?
  /// The explained class, where it is not `prediction`.
  public var target: String?
  /// The model's name.
  public var model: String?
  /// The name of the explainer, such as `Grad-CAM`.
  public var method: String
  /// The explained layer, where the method has one.
  public var layer: String?
  /// The share of the positive saliency inside the lungs, 0…1; `nil` where undefined.
  public var lungMass: Double?
  /// The share of the image that is lung, 0…1; `nil` where undefined.
  public var lungArea: Double?
  /// Anything else worth saying, such as a warning about the mask.
  public var note: String?

  /// A caption from its parts.
  public init(
    file: String, prediction: String? = nil, probability: Double? = nil, target: String? = nil,
    model: String? = nil, method: String, layer: String? = nil, lungMass: Double? = nil,
    lungArea: Double? = nil,
    note: String? = nil
  ) {
    self.file = file
    self.prediction = prediction
    self.probability = probability
    self.target = target
    self.model = model
    self.method = method
    self.layer = layer
    self.lungMass = lungMass
    self.lungArea = lungArea
    self.note = note
  }
}
