public import Imaging
public import Models
public import Networks
public import Tensors

/// What the user says about a model; it counts more than what the file says.
public struct ModelOverrides: Sendable, Equatable {
  /// What the weights belong to; a plain state dictionary does not say.
  public var architecture: Architecture?
  /// Height and width of the input.
  public var inputSize: Extent?
  /// The channels that the network is supposed to take; the weights decide.
  public var channels: Int?
  /// What is subtracted from each channel.
  public var mean: [Float]?
  /// By what each channel is divided.
  public var standardDeviation: [Float]?
  /// What is done to a picture of another size.
  public var fit: Geometry.Fit?
  /// One name per output.
  public var classNames: [String]?
  /// What turns logits into probabilities.
  public var activation: OutputActivation?

  /// No override but those given.
  public init(
    architecture: Architecture? = nil, inputSize: Extent? = nil, channels: Int? = nil,
    mean: [Float]? = nil, standardDeviation: [Float]? = nil, fit: Geometry.Fit? = nil,
    classNames: [String]? = nil, activation: OutputActivation? = nil
  ) {
    self.architecture = architecture
    self.inputSize = inputSize
    self.channels = channels
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.fit = fit
    self.classNames = classNames
    self.activation = activation
  }
}

extension ModelMetadata {
  /// The metadata with what the user says in its place.
  func overridden(by overrides: ModelOverrides) -> ModelMetadata {
    var result = self
    result.architecture = overrides.architecture ?? architecture
    result.inputSize = overrides.inputSize ?? inputSize
    result.channels = overrides.channels ?? channels
    result.mean = overrides.mean ?? mean
    result.standardDeviation = overrides.standardDeviation ?? standardDeviation
    result.fit = overrides.fit ?? fit
    result.classNames = overrides.classNames ?? classNames
    result.activation = overrides.activation ?? activation
    return result
  }
}
