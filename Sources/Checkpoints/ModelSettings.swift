public import Imaging
public import Models
public import Networks
public import Tensors

/// What one source says about a model: the user, a file beside it, or the file itself.
///
/// Whatever is absent is left to the next source.
public struct ModelSettings: Sendable, Equatable {
  /// What the weights belong to; a plain state dictionary does not say.
  public var architecture: Architecture?
  /// The habits of a library, for what no source says.
  public var preset: ModelPreset?
  /// Which grey values of a picture become black and white.
  public var window: ToneWindow?
  /// Height and width of the input.
  public var inputSize: Extent?
  /// The channels that the network is supposed to take; the weights decide.
  public var channels: Int?
  /// What is done to a picture of another size.
  public var fit: Geometry.Fit?
  /// Whether shrinking averages.
  public var antialias: Bool?
  /// What black and white become.
  public var range: ClosedRange<Float>?
  /// What is subtracted from each channel, in the units of the range.
  public var mean: [Float]?
  /// By what each channel is divided.
  public var standardDeviation: [Float]?
  /// One name per output; for a single output also one or two.
  public var classNames: [String]?
  /// What turns outputs into probabilities.
  public var activation: OutputActivation?

  /// Nothing but what is given.
  public init(
    architecture: Architecture? = nil, preset: ModelPreset? = nil, window: ToneWindow? = nil,
    inputSize: Extent? = nil, channels: Int? = nil, fit: Geometry.Fit? = nil,
    antialias: Bool? = nil, range: ClosedRange<Float>? = nil, mean: [Float]? = nil,
    standardDeviation: [Float]? = nil, classNames: [String]? = nil,
    activation: OutputActivation? = nil
  ) {
    self.architecture = architecture
    self.preset = preset
    self.window = window
    self.inputSize = inputSize
    self.channels = channels
    self.fit = fit
    self.antialias = antialias
    self.range = range
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.classNames = classNames
    self.activation = activation
  }

  /// Everything that is known about `model`.
  init(of model: Model) {
    self.init(
      architecture: model.architecture, window: model.input.window, inputSize: model.input.size,
      channels: model.input.channels, fit: model.input.fit, antialias: model.input.antialias,
      range: model.input.range, mean: model.input.mean,
      standardDeviation: model.input.standardDeviation, classNames: model.classNames,
      activation: model.activation)
  }
}
