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
    default: throw UnknownOperator(name: `operator`)
    }
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
