import Networks
import TestSupport
import Tensors
import Testing

/// One line of windows.json.
struct WindowCase: Decodable, CustomTestStringConvertible, Sendable {
  let name: String
  let `operator`: String
  let settings: [String: [Double]]
  let inputs: [[Int]]
  let outputShape: [Int]
  let output: [Float]
  let gradients: [[Float]]

  static let all = Fixture.json("Networks/windows.json", as: [WindowCase].self)

  var testDescription: String { "\(name) \(settings) on \(inputs)" }

  var tensors: [Tensor] {
    inputs.enumerated().map { .deterministic("\(name).\($0)", Shape($1)) }
  }

  var cotangent: Tensor { .deterministic("\(name).cotangent", Shape(outputShape)) }

  private func numbers(_ key: String) -> [Int] { settings[key, default: []].map { Int($0) } }

  private func extent(_ key: String) -> Extent {
    Extent(height: numbers(key)[0], width: numbers(key)[1])
  }

  private var window: Window {
    let pads = numbers("pads")
    return Window(
      kernel: extent("kernel"), stride: extent("stride"),
      padding: .init(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3]),
      dilation: extent("dilation"), roundsUp: settings["roundsUp"] == [1])
  }

  private func pad(_ mode: Pad.Mode) -> Pad {
    Pad(before: numbers("before"), after: numbers("after"), mode: mode)
  }

  func makeOperator() throws -> any Operator {
    switch `operator` {
    case "maxPool": MaxPool(window: window)
    case "maxPoolIndices":
      MaxPoolIndices(window: window, countsColumnMajor: settings["columnMajor"] == [1])
    case "averagePool":
      AveragePool(window: window, countsPadding: settings["countsPadding"] == [1])
    case "transpose": Transpose(permutation: numbers("permutation"))
    case "slice":
      Slice(
        ranges: zip(numbers("starts"), zip(numbers("counts"), numbers("steps"))).map {
          .init(start: $0, count: $1.0, step: $1.1)
        })
    case "gather":
      Gather(
        axis: numbers("axis")[0], indices: numbers("indices"), indexShape: numbers("indexShape"))
    case "pad.constant": pad(.constant(0.75))
    case "pad.reflect": pad(.reflect)
    case "pad.edge": pad(.edge)
    case "pad.wrap": pad(.wrap)
    case "tile": Tile(repeats: numbers("repeats"))
    case "expand": Expand(to: numbers("sizes"))
    case "reshape": Reshape(to: numbers("sizes"))
    case "flatten": Flatten(axis: numbers("axis")[0])
    case "concatenation": Concatenation(axis: numbers("axis")[0])
    case "transposedConvolution":
      TransposedConvolution(
        window: window, groups: numbers("groups")[0], outputPadding: extent("outputPadding"))
    case "localResponse":
      LocalResponseNormalization(
        size: numbers("size")[0], alpha: Float(settings["alpha"]![0]),
        beta: Float(settings["beta"]![0]), bias: Float(settings["bias"]![0]))
    case "depthToSpace.depthFirst":
      DepthToSpace(blockSize: numbers("blockSize")[0], order: .depthFirst)
    case "depthToSpace.columnRow":
      DepthToSpace(blockSize: numbers("blockSize")[0], order: .columnRow)
    case "spaceToDepth": SpaceToDepth(blockSize: numbers("blockSize")[0])
    case _ where `operator`.hasSuffix(".picture"): try resizedPicture()
    case _ where `operator`.hasPrefix("resize."): try resizedAxis()
    default: throw UnknownOperator(name: `operator`)
    }
  }

  /// One axis of any tensor, by `resize.mode.coordinates`.
  private func resizedAxis() throws -> Resize {
    var axes: [ResizeAxis?] = inputs[0].map { _ in nil }
    let axis = numbers("axis")[0]
    axes[axis] = try resizeAxis(
      input: inputs[0][axis], output: numbers("output")[0], scale: settings["scale"]![0])
    return Resize(axes: axes)
  }

  /// Both axes of a picture, to twice its size.
  private func resizedPicture() throws -> Resize {
    try Resize(
      axes: [nil, nil]
        + inputs[0][2...].map { try resizeAxis(input: $0, output: $0 * 2, scale: 2) })
  }

  private func resizeAxis(input: Int, output: Int, scale: Double) throws -> ResizeAxis {
    let names = `operator`.split(separator: ".").map(String.init)
    let mode: ResizeAxis.Mode =
      switch names[1] {
      case "preferFloor": .nearest(.preferFloor)
      case "preferCeil": .nearest(.preferCeil)
      case "floor": .nearest(.floor)
      case "ceil": .nearest(.ceil)
      case "linear": .linear
      case "cubic": .cubic(a: -0.6)
      default: throw UnknownOperator(name: `operator`)
      }
    let region = settings["region", default: [0, 1]]
    let coordinates: ResizeAxis.Coordinates =
      switch names[2] {
      case "half_pixel": .halfPixel
      case "half_pixel_symmetric": .halfPixelSymmetric
      case "pytorch_half_pixel": .pytorchHalfPixel
      case "align_corners": .alignCorners
      case "asymmetric": .asymmetric
      case "tf_crop_and_resize":
        .tfCropAndResize(start: region[0], end: region[1], extrapolation: 0.3)
      default: throw UnknownOperator(name: `operator`)
      }
    return ResizeAxis(
      input: input, output: output, scale: scale, mode: mode, coordinates: coordinates,
      antialias: settings["antialias"] == [1], excludesOutside: settings["excludesOutside"] == [1])
  }

  struct UnknownOperator: Error { let name: String }
}

@Suite("Windows, data movement and resizing against PyTorch, NumPy and ONNX")
struct WindowReferenceTests {
  /// Float32 sums of at most a few hundred terms: rounding stays below 1e-6 of the largest.
  private let tolerance: Float = 5e-6

  @Test("output and every gradient", arguments: WindowCase.all)
  func agrees(with reference: WindowCase) throws {
    let `operator` = try reference.makeOperator()
    let inputs = reference.tensors
    let shape = try `operator`.outputShape(for: inputs.map(\.shape))
    #expect(shape == Shape(reference.outputShape))
    let output = `operator`.apply(inputs)
    #expect(output.shape == shape)
    #expect(relativeError(output.logicalElements, reference.output) < tolerance)

    let wanted = inputs.indices.map { $0 < reference.gradients.count }
    let gradients = `operator`.pullback(
      reference.cotangent, inputs: inputs, output: output, wanted: wanted)
    for (index, expected) in reference.gradients.enumerated() {
      let gradient = try #require(gradients[index])
      #expect(gradient.shape == inputs[index].shape)
      #expect(relativeError(gradient.logicalElements, expected) < tolerance, "input \(index)")
    }
  }
}
