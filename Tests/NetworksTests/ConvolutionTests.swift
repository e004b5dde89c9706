import Networks
import TestSupport
import Tensors
import Testing

/// A convolution's geometry and the shapes it runs on.
struct ConvolutionCase: CustomTestStringConvertible, Sendable {
  var batch = 1
  var size = Extent(height: 7, width: 6)
  var channels: Int
  var outputs: Int
  var window: Window
  var groups = 1

  var input: Tensor { .random([batch, channels, size.height, size.width], seed: 1) }
  var weight: Tensor {
    .random(
      [outputs, channels / groups, window.kernel.height, window.kernel.width], seed: 2)
  }
  var convolution: Convolution { Convolution(window: window, groups: groups) }

  var testDescription: String {
    "\(input.shape) by \(weight.shape), stride \(window.stride), padding \(window.padding), "
      + "dilation \(window.dilation), groups \(groups)"
  }

  /// The full product of kernels, strides, paddings, dilations, groups and batches.
  static let sweep: [ConvolutionCase] = {
    let pairs = [(1, 1), (2, 2), (1, 2), (2, 1)].map { Extent(height: $0.0, width: $0.1) }
    var cases: [ConvolutionCase] = []
    for kernel in [(1, 1), (3, 3), (2, 3), (3, 1)] {
      for stride in pairs {
        for padding in [
          .zero, .square(1), Window.Padding(Extent(height: 0, width: 2)),
          Window.Padding(top: 2, left: 0, bottom: 1, right: 3),
        ] {
          for dilation in pairs.prefix(3) {
            for (groups, channels, outputs) in [(1, 3, 4), (2, 4, 2), (4, 4, 8), (4, 4, 4)] {
              cases.append(
                ConvolutionCase(
                  batch: stride == .square(1) ? 3 : 1, channels: channels, outputs: outputs,
                  window: Window(
                    kernel: Extent(height: kernel.0, width: kernel.1), stride: stride,
                    padding: padding, dilation: dilation), groups: groups))
            }
          }
        }
      }
    }
    return cases
  }()

  /// Layers large enough to be cut into several blocks of positions and of channels.
  static let blocked = [
    ConvolutionCase(
      batch: 3, size: Extent(height: 41, width: 39), channels: 16, outputs: 96,
      window: .square(3, padding: 1)),
    ConvolutionCase(
      size: Extent(height: 33, width: 35), channels: 6, outputs: 150, window: .square(1)),
    ConvolutionCase(
      batch: 2, size: Extent(height: 40, width: 31), channels: 4, outputs: 140,
      window: .square(5, stride: 2, padding: 2), groups: 2),
    ConvolutionCase(
      size: Extent(height: 19, width: 18), channels: 130, outputs: 70,
      window: .square(3, stride: 2, padding: 1)),
  ]

  /// Groups that are merged, and channels that are filtered alone, in vectors and their rests.
  static let grouped = [
    ConvolutionCase(
      size: Extent(height: 13, width: 12), channels: 64, outputs: 32,
      window: .square(3, padding: 1), groups: 16),
    ConvolutionCase(
      batch: 2, channels: 24, outputs: 36, window: .square(3, stride: 2, padding: 1), groups: 6),
    ConvolutionCase(channels: 80, outputs: 80, window: .square(1), groups: 5),
    ConvolutionCase(
      batch: 2, size: Extent(height: 13, width: 16), channels: 39, outputs: 39,
      window: .square(5, stride: 2, padding: 2), groups: 39),
    ConvolutionCase(
      size: Extent(height: 9, width: 11), channels: 21, outputs: 63,
      window: .square(3, padding: 2, dilation: 2), groups: 21),
  ]
}

@Suite("Convolution")
struct ConvolutionTests {
  @Test("forward and its adjoints equal the definition for every geometry")
  func sweep() throws {
    for geometry in ConvolutionCase.sweep { try check(geometry) }
  }

  @Test("the cut into blocks does not show", arguments: ConvolutionCase.blocked)
  func blocks(geometry: ConvolutionCase) throws { try check(geometry) }

  @Test("merged groups and single channels do not show", arguments: ConvolutionCase.grouped)
  func groups(geometry: ConvolutionCase) throws { try check(geometry) }

  /// Convolution is linear in the input and in the weight, so `⟨g, x∗w⟩ = ⟨∂x, x⟩ = ⟨∂w, w⟩`.
  private func check(_ geometry: ConvolutionCase) throws {
    let (x, w) = (geometry.input, geometry.weight)
    let output = geometry.convolution.apply([x, w])
    let expected = definition(geometry)
    let comment = Comment(rawValue: geometry.testDescription)
    #expect(relativeError(output.logicalElements, expected) < 5e-6, comment)

    let cotangent = Tensor.random(output.shape, seed: 3)
    let gradients = geometry.convolution.pullback(
      cotangent, inputs: [x, w], output: output, wanted: [true, true])
    let product = dot(cotangent, output)
    let scale = dot(cotangent, cotangent).squareRoot() * dot(output, output).squareRoot()
    #expect(abs(dot(try #require(gradients[0]), x) - product) < 1e-5 * scale, comment)
    #expect(abs(dot(try #require(gradients[1]), w) - product) < 1e-5 * scale, comment)
  }

  /// `y[n, o, r, c] = Σ x[n, i, r·s − p + kr·d, …] · w[o, i, kr, kc]`, term by term.
  private func definition(_ geometry: ConvolutionCase) -> [Float] {
    let (x, w) = (geometry.input.logicalElements, geometry.weight.logicalElements)
    let (size, window) = (geometry.size, geometry.window)
    func count(_ size: Int, _ padding: Int, _ axis: KeyPath<Extent, Int>) -> Int {
      let reach = window.dilation[keyPath: axis] * (window.kernel[keyPath: axis] - 1) + 1
      return (size + padding - reach) / window.stride[keyPath: axis] + 1
    }
    let height = count(size.height, window.padding.top + window.padding.bottom, \.height)
    let width = count(size.width, window.padding.left + window.padding.right, \.width)
    let inputs = geometry.channels / geometry.groups
    let outputs = geometry.outputs / geometry.groups
    var result: [Float] = []
    for sample in 0..<geometry.batch {
      for output in 0..<geometry.outputs {
        for row in 0..<height {
          for column in 0..<width {
            var sum = 0.0
            for input in 0..<inputs {
              let channel = output / outputs * inputs + input
              for tapRow in 0..<window.kernel.height {
                let y =
                  row * window.stride.height - window.padding.top
                  + tapRow * window.dilation.height
                guard (0..<size.height).contains(y) else { continue }
                for tapColumn in 0..<window.kernel.width {
                  let x0 =
                    column * window.stride.width - window.padding.left
                    + tapColumn * window.dilation.width
                  guard (0..<size.width).contains(x0) else { continue }
                  let tap = (output * inputs + input) * window.kernel.height + tapRow
                  sum +=
                    Double(
                      x[
                        ((sample * geometry.channels + channel) * size.height + y) * size.width
                          + x0]) * Double(w[tap * window.kernel.width + tapColumn])
                }
              }
            }
            result.append(Float(sum))
          }
        }
      }
    }
    return result
  }
}
