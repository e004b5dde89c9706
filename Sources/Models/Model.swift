public import Networks
internal import Tensors

/// A network with what is known about its inputs and outputs.
public struct Model: Sendable {
  /// How the model is called in reports: the name of its file without extension.
  public let name: String
  /// What the network was built from, when it is one of ours.
  public let architecture: Architecture?
  /// The mathematics, from `[N, C, H, W]` to logits `[N, classes]`.
  public private(set) var network: Network
  /// What the network expects to see.
  public let input: InputSpecification
  /// One name per logit.
  public let classNames: [String]
  /// What turns logits into probabilities.
  public let activation: OutputActivation
  /// Whether several classes can hold for one picture, or none: each output has its own sigmoid.
  public let isMultiLabel: Bool
  /// Who said what the input and the outputs are; empty for a model put together in Swift.
  public let origins: [ModelSetting: SettingOrigin]
  /// Where the model comes from: seed, data set, ….
  public let provenance: [String: String]
  /// What had to be assumed about the model, as sentences for its user.
  public let notes: [String]

  /// A checked model.
  ///
  /// - Parameters:
  ///   - activation: When absent, the one that the number of classes suggests.
  ///   - isMultiLabel: When absent, whether there are several classes, each with its sigmoid.
  /// - Throws: ``ModelError`` when the network cannot take such inputs, when it does not answer
  ///   with one logit per class name, or when two classes have one name.
  public init(
    name: String, architecture: Architecture? = nil, network: Network, input: InputSpecification,
    classNames: [String], activation: OutputActivation? = nil,
    isMultiLabel: Bool? = nil, origins: [ModelSetting: SettingOrigin] = [:],
    provenance: [String: String] = [:], notes: [String] = []
  ) throws(ModelError) {
    let shapes: [Graph.NodeID: Shape]
    do throws(ShapeError) {
      shapes = try network.graph.shapes(forInput: input.shape)
    } catch {
      throw .input(input.shape, error)
    }
    let output = shapes[network.graph.output] ?? []
    guard output.rank == 2, output[0] == 1, output[1] > 0 else { throw .output(output) }
    guard output[1] == classNames.count else {
      throw .classCount(names: classNames, outputs: output[1])
    }
    var seen: Set<String> = []
    if let twice = classNames.first(where: { !seen.insert($0).inserted }) {
      throw .duplicateClass(twice)
    }
    self.name = name
    self.architecture = architecture
    self.network = network
    self.input = input
    self.classNames = classNames
    let activation = activation ?? OutputActivation(classes: classNames.count)
    self.activation = activation
    self.isMultiLabel = isMultiLabel ?? (activation == .sigmoid && classNames.count > 1)
    self.origins = origins
    self.provenance = provenance
    self.notes = notes
  }

  /// The same model, faster: batch normalisations become part of the convolutions before them.
  ///
  /// - Parameter layers: Whose own output is wanted; they are left as they are.
  public func foldingBatchNormalizations(keeping layers: Set<String> = []) -> Model {
    var model = self
    model.network = network.foldingBatchNormalizations(keeping: layers)
    return model
  }

  /// The same model before it learned anything: the weights are drawn anew from `seed`.
  ///
  /// A method whose maps look alike for both does not show what the model has learned
  /// (Adebayo et al. 2018, "Sanity checks for saliency maps").
  public func randomizingWeights(seed: UInt64) -> Model {
    var model = self
    model.network = network.randomizingWeights(seed: seed)
    return model
  }

  /// The logit of the class that a user means by `name`.
  ///
  /// - Parameter name: A class name, if need be in other case, or an index from 0.
  /// - Throws: ``ModelError/unknownClass(_:names:)``.
  public func index(ofClass name: String) throws(ModelError) -> Int {
    if let exact = classNames.firstIndex(of: name) { return exact }
    let similar = classNames.indices.filter { classNames[$0].lowercased() == name.lowercased() }
    if similar.count == 1 { return similar[0] }
    if let index = Int(name), classNames.indices.contains(index) { return index }
    throw .unknownClass(name, names: classNames)
  }
}
