internal import Tensors

/// The shapes of a convolution, and the kernel that suits them.
///
/// A transposed convolution uses the same geometry the other way round: it maps what is `output`
/// here to `input`.
struct ConvolutionGeometry {
  /// `[N, I, H, W]`
  let input: Shape
  /// `[N, O, H′, W′]`
  let output: Shape
  let window: Window
  let groups: Int

  /// How the output is computed.
  func algorithm(_ demand: KernelDemand) -> ConvolutionAlgorithm {
    ConvolutionAlgorithm(
      window: window, groups: groups, inputs: input.channels, output: output,
      isLocalToTheBit: demand.isLocalToTheBit)
  }

  /// Whether the kernel can add a residual.
  func fusesResidual(_ demand: KernelDemand) -> Bool { algorithm(demand) != .depthwise }

  /// The kernel for a weight `[O, I/groups, h, w]`.
  func kernel(weight: Tensor, bias: Tensor?, demand: KernelDemand) -> any PatchKernel {
    kernel(weight: weight, bias: bias, epilogue: demand.epilogue, by: algorithm(demand))
  }

  /// The same, computed in a stated way.
  func kernel(
    weight: Tensor, bias: Tensor?, epilogue: Epilogue, by algorithm: ConvolutionAlgorithm
  ) -> any PatchKernel {
    let bias = bias?.logicalElements
    switch algorithm {
    case .depthwise:
      return DepthwiseConvolution(
        window: window, weight: weight, bias: bias, epilogue: epilogue)
    case .pointwise:
      return PointwiseConvolution(
        weight: packed(weight, bias: bias, group: 0, of: 1), epilogue: epilogue)
    case .winograd(let tile):
      return WinogradConvolution(
        tile: tile, window: window, weight: weight,
        bias: PaddedBias(bias?[...], count: output.channels), epilogue: epilogue)
    case .windowed:
      let (count, weight) = (groups / merging, merged(weight))
      return WindowedConvolution(
        window: window,
        weights: (0..<count).map { packed(weight, bias: bias, group: $0, of: count) },
        groupChannels: input.channels / count, epilogue: epilogue)
    }
  }

  /// The weights of a group of output channels as a matrix.
  private func packed(
    _ weight: Tensor, bias: [Float]?, group: Int, of groups: Int
  ) -> PackedMatrix {
    let outputs = output.channels / groups
    let first = group * outputs
    return PackedMatrix(
      rowsOf: weight, from: first, columns: outputs,
      depth: weight.shape[1] * window.kernel.area,
      bias: PaddedBias(bias?[first..<first + outputs], count: outputs))
  }

  /// The output for an input and a weight `[O, I/groups, h, w]`.
  func forward(_ x: Tensor, weight: Tensor, bias: Tensor?) -> Tensor {
    if isEmpty { return constant(bias, output) }
    return kernel(weight: weight, bias: bias, demand: KernelDemand()).run([x], to: output)
  }

  /// The gradient for the input, plus `bias` for each of its channels.
  func inputGradient(_ cotangent: Tensor, weight: Tensor, bias: Tensor? = nil) -> Tensor {
    if isEmpty { return constant(bias, input) }
    if isDepthwise { return depthwise.inputGradient(cotangent, weight: weight, bias: bias) }
    return matrix(groups: groups / merging).inputGradient(
      cotangent, weight: merged(weight), bias: bias)
  }

  /// The gradient for the weight, `[O, I/groups, h, w]`.
  func weightGradient(_ cotangent: Tensor, input x: Tensor) -> Tensor {
    let shape: Shape = [
      output.channels, input.channels / groups, window.kernel.height, window.kernel.width,
    ]
    if isEmpty { return Tensor(shape, repeating: 0) }
    return matrix(groups: groups).weightGradient(cotangent, input: x, shape: shape)
  }

  /// Whether there is nothing to multiply.
  var isEmpty: Bool { input.count == 0 || output.count == 0 }

  /// `bias` at each position of `shape`, 0 when there is none.
  private func constant(_ bias: Tensor?, _ shape: Shape) -> Tensor {
    let zero = Tensor(shape, repeating: 0)
    guard let bias else { return zero }
    return scaleChannels(
      zero, by: Array(repeating: 1, count: shape.channels), shift: bias.logicalElements)
  }

  private var isDepthwise: Bool { groups > 1 && groups == input.channels }

  private var depthwise: DepthwiseGradient {
    DepthwiseGradient(input: input, output: output, window: window)
  }

  private func matrix(groups: Int) -> ConvolutionGradient {
    ConvolutionGradient(input: input, output: output, window: window, groups: groups)
  }

  /// How many neighbouring groups become one, so that a product is not too thin to be fast: a
  /// few channels at a time cost more than the products with zeros that this adds.
  private var merging: Int {
    let channels = max(1, input.channels / groups, output.channels / groups)
    return (1...max(1, min(groups, 32 / channels))).last { groups % $0 == 0 } ?? 1
  }

  /// The weight of the merged groups, `[O, merging · I/groups, h, w]`, with zeros between them.
  private func merged(_ weight: Tensor) -> Tensor {
    guard merging > 1 else { return weight }
    let (outputs, channels) = (output.channels / groups, input.channels / groups)
    let taps = window.kernel.area
    return Tensor(
      [output.channels, merging * channels, window.kernel.height, window.kernel.width]
    ) { result in
      result.initialize(repeating: 0)
      weight.withElements { weight in
        for row in 0..<output.channels * taps {
          let place = row / taps / outputs % merging
          for channel in 0..<channels {
            result[(row * merging + place) * channels + channel] = weight[row * channels + channel]
          }
        }
      }
    }
  }
}
