import Networks
import TestSupport
import Tensors
import Testing

/// Inputs that an operator must refuse, and what its error must say.
struct RefusedCase: CustomTestStringConvertible, Sendable {
  let `operator`: any Operator
  let inputs: [Shape]
  let expected: String

  init(_ operator: any Operator, _ inputs: [Shape], _ expected: String) {
    self.operator = `operator`
    self.inputs = inputs
    self.expected = expected
  }

  var testDescription: String { "\(`operator`.name) of \(inputs)" }

  static let all: [RefusedCase] = [
    .init(Convolution(window: .square(3)), [], "2 to 3 inputs"),
    .init(Convolution(window: .square(3)), [[1, 3], [4, 3, 3, 3]], "[N, C, H, W]"),
    .init(Convolution(window: .square(3)), [[], [4, 3, 3, 3]], "[N, C, H, W]"),
    .init(
      Convolution(window: .square(3)), [[1, 4, 8, 8], [4, 3, 3, 3]],
      "an input of shape [N, 3, H, W]"),
    .init(
      Convolution(window: .square(3), groups: 2), [[1, 4, 8, 8], [6, 3, 3, 3]],
      "an input of shape [N, 6, H, W]"),
    .init(
      Convolution(window: .square(3)), [[1, 3, 8, 8], [4, 3, 5, 5]],
      "a weight of shape [O, 3, 3, 3]"),
    .init(Convolution(window: .square(3)), [[1, 3, 8, 8], [4]], "a weight of shape [O, 3, 3, 3]"),
    .init(
      Convolution(window: .square(3), groups: 2), [[1, 4, 8, 8], [5, 2, 3, 3]],
      "O a multiple of 2"),
    .init(
      Convolution(window: .square(3), groups: 0), [[1, 4, 8, 8], [5, 2, 3, 3]],
      "at least one group"),
    .init(
      Convolution(window: .square(3)), [[1, 3, 8, 8], [4, 3, 3, 3], [3]], "a bias of shape [4]"),
    .init(Convolution(window: .square(3)), [[1, 3, 8, 2], [4, 3, 3, 3]], "3×3 window fits"),
    .init(
      Convolution(window: .square(3, stride: 0)), [[1, 3, 8, 8], [4, 3, 3, 3]],
      "a window of positive kernel, stride and dilation"),
    .init(
      BatchNormalization(), [[1, 3, 8, 8], [3], [3], [4], [3]], "four inputs of shape [C]"),
    .init(BatchNormalization(), [[3], [3], [3], [3], [3]], "[N, C]"),
    .init(BatchNormalization(), [[1, 3, 8, 8]], "5 inputs"),
    .init(MaxPool(window: .square(2)), [[1, 8, 8]], "[N, C, H, W]"),
    .init(MaxPool(window: .square(2)), [[1, 3, 1, 8]], "2×2 window fits"),
    .init(
      MaxPool(window: .square(2, stride: 0)), [[1, 3, 8, 8]],
      "a window of positive kernel, stride and dilation"),
    .init(AveragePool(window: .square(2)), [[1, 3, 1, 8]], "2×2 window fits"),
    .init(AveragePool(window: .square(2)), [[2, 3]], "[N, C, H, W]"),
    .init(AdaptiveAveragePool(to: .square(7)), [[2, 3]], "[N, C, H, W]"),
    .init(GlobalAveragePool(), [[2, 3]], "[N, C, H, W]"),
    .init(GlobalAveragePool(), [[2, 3, 0, 4]], "at least one pixel"),
    .init(Linear(), [[2, 3, 1, 1], [4, 3]], "an input of shape [N, 3]"),
    .init(Linear(), [[2, 5], [4, 3]], "an input of shape [N, 3]"),
    .init(Linear(), [[2, 5], [5]], "a weight of shape [O, I]"),
    .init(Linear(), [[2, 5], [4, 5], [5]], "a bias of shape [4]"),
    .init(Add(), [[2, 3]], "2 inputs"),
    .init(Concatenation(), [], "at least one input"),
    .init(Concatenation(), [[2, 3, 4, 4], [2, 3, 4, 5]], "differ only in it"),
    .init(Concatenation(), [[2, 3], [2, 3, 4, 5]], "differ only in it"),
    .init(Concatenation(), [[2], [2]], "an axis 1"),
    .init(Flatten(), [[]], "batch axis"),
    .init(ReLU(), [], "one input"),
    .init(Sigmoid(), [[1], [1]], "one input"),
    .init(Dropout(rate: 0.5), [], "one input"),
    .init(Softmax(), [[2]], "axes in 0..<1"),
  ]
}

@Suite("Shape errors")
struct ShapeErrorTests {
  @Test("name the operator, the shapes found and what would be right", arguments: RefusedCase.all)
  func refused(reference: RefusedCase) throws {
    let error = try #require(
      #expect(throws: ShapeError.self) {
        try reference.operator.outputShape(for: reference.inputs)
      })
    #expect(error.operatorName == reference.operator.name)
    #expect(error.inputs == reference.inputs)
    #expect("\(error)".contains(reference.operator.name))
    for shape in reference.inputs { #expect("\(error)".contains("\(shape)")) }
    #expect("\(error)".contains(reference.expected), "\(error)")
  }

  @Test("an image with the wrong number of channels", arguments: Architecture.allCases)
  func wrongChannels(architecture: Architecture) throws {
    let graph = architecture.graph(channels: 3, classes: 2)
    let error = try #require(
      #expect(throws: ShapeError.self) { try graph.shapes(forInput: [1, 1, 64, 64]) })
    let first = try #require(graph.layerIDs.first)
    #expect(error.node == graph[first].name)
    #expect("\(error)".contains("[1, 1, 64, 64]"))
    #expect("\(error)".contains("expected an input of shape [N, 3, H, W]"))
    #expect(throws: ShapeError.self) { try graph.shapes(forInput: [1, 3]) }
    #expect(throws: ShapeError.self) { try graph.shapes(forInput: []) }
  }

  @Test(
    "an image too small, at the layer where it ends",
    arguments: [
      (Architecture.vgg16, 16, "features.30"), (.vgg16, 1, "features.4"),
      (.densenet121, 16, "features.transition3.pool"), (.compactCNN, 4, "block3.pool"),
    ])
  func tooSmall(architecture: Architecture, side: Int, node: String) throws {
    let graph = architecture.graph(channels: 1, classes: 2)
    let error = try #require(
      #expect(throws: ShapeError.self) { try graph.shapes(forInput: [1, 1, side, side]) })
    #expect(error.node == node)
    #expect("\(error)".contains("'\(node)'"))
  }

  @Test("running a network throws it before any work")
  func running() {
    let network = Network.deterministic(Architecture.compactCNN.graph(channels: 1, classes: 2))
    #expect(throws: ShapeError.self) { try network.output(for: Tensor([1, 3, 32, 32])) }
    #expect(throws: ShapeError.self) { try network.trace(Tensor([2, 2])) }
  }

  @Test("an empty batch has an empty answer")
  func emptyBatch() throws {
    let network = Network.deterministic(Architecture.compactCNN.graph(channels: 1, classes: 2))
    #expect(try network.output(for: Tensor([0, 1, 32, 32])).shape == [0, 2])
  }
}
