public import Tensors

/// Cross-correlation with a bank of filters, as every framework's "convolution".
///
/// Inputs: `[N, I, H, W]`, weight `[O, I / groups, h, w]` and, optionally, bias `[O]`.
public struct Convolution: FusingOperator {
  /// Kernel, stride, padding (with zeros) and dilation.
  public let window: Window
  /// Into how many parts channels are cut; each output channel reads one part.
  public let groups: Int

  /// A convolution.
  public init(window: Window, groups: Int = 1) {
    self.window = window
    self.groups = groups
  }

  /// `[N, O, H′, W′]`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(2...3, inputs)
    let (input, weight) = (inputs[0], inputs[1])
    guard input.rank == 4 else {
      throw ShapeError(self, inputs: inputs, expected: "an input of shape [N, C, H, W]")
    }
    guard groups > 0 else {
      throw ShapeError(self, inputs: inputs, expected: "at least one group, not \(groups)")
    }
    guard weight.rank == 4, weight.extent == window.kernel, weight[0] % groups == 0 else {
      throw ShapeError(
        self, inputs: inputs,
        expected: "a weight of shape [O, \(input.channels / groups), "
          + "\(window.kernel.height), \(window.kernel.width)] with O a multiple of \(groups)")
    }
    guard input.channels % groups == 0, input.channels / groups == weight[1] else {
      throw ShapeError(
        self, inputs: inputs, expected: "an input of shape [N, \(weight[1] &* groups), H, W]")
    }
    guard inputs.count == 2 || inputs[2] == [weight[0]] else {
      throw ShapeError(self, inputs: inputs, expected: "a bias of shape [\(weight[0])]")
    }
    let extent = try positions(of: window, on: input, inputs)
    return try countable([input.batch, weight[0], extent.height, extent.width], inputs)
  }

  /// The filters' responses plus the bias.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    geometry(inputs).forward(
      inputs[0], weight: inputs[1], bias: inputs.count > 2 ? inputs[2] : nil)
  }

  /// Gradients for input, weight and bias.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let geometry = geometry(inputs)
    var gradients: [Tensor?] = [
      wanted[0] ? geometry.inputGradient(cotangent, weight: inputs[1]) : nil,
      wanted[1]
        ? geometry.weightGradient(cotangent, input: inputs[0]) : nil,
    ]
    if inputs.count > 2 { gradients.append(wanted[2] ? sumOverChannels(cotangent) : nil) }
    return gradients
  }

  var fusesResidual: Bool { true }

  func kernel(
    for operands: [KernelInput], output: Shape, demand: KernelDemand
  ) -> (any PatchKernel)? {
    guard let weight = operands[1].numbers, operands[0].numbers == nil,
      operands.count < 3 || operands[2].numbers != nil
    else { return nil }
    let geometry = geometry(operands[0].shape, weight.shape)
    if geometry.isEmpty || demand.epilogue.addsResidual && !geometry.fusesResidual(demand) {
      return nil
    }
    return geometry.kernel(
      weight: weight, bias: operands.count > 2 ? operands[2].numbers : nil, demand: demand)
  }

  func variant(for inputs: [Shape], output: Shape, demand: KernelDemand) -> KernelVariant {
    .convolution(geometry(inputs[0], inputs[1]).algorithm(demand))
  }

  private func geometry(_ inputs: [Tensor]) -> ConvolutionGeometry {
    geometry(inputs[0].shape, inputs[1].shape)
  }

  func geometry(_ input: Shape, _ weight: Shape) -> ConvolutionGeometry {
    let extent = window.outputExtent(for: input.extent) ?? .square(0)
    return ConvolutionGeometry(
      input: input, output: [input.batch, weight[0], extent.height, extent.width],
      window: window, groups: groups)
  }
}

/// The sum of each channel, `[C]`: the gradient of a bias.
func sumOverChannels(_ x: Tensor) -> Tensor {
  let sums = sumChannels(x)
  return Tensor([sums.count], logicalOrder: sums.map(Float.init))
}
