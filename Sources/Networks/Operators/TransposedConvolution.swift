public import Tensors

/// The adjoint of ``Convolution`` in its input, as PyTorch's `ConvTranspose2d`.
///
/// Inputs: `[N, I, H, W]`, weight `[I, O / groups, h, w]` and, optionally, bias `[O]`.
public struct TransposedConvolution: Operator {
  /// Kernel and dilation, the stride of the *output*, and the padding that is cut off from it.
  public let window: Window
  /// Into how many parts channels are cut; each output channel reads one part.
  public let groups: Int
  /// Rows and columns added at the bottom and on the right of the output.
  public let outputPadding: Extent

  /// A transposed convolution.
  public init(window: Window, groups: Int = 1, outputPadding: Extent = .square(0)) {
    self.window = window
    self.groups = groups
    self.outputPadding = outputPadding
  }

  /// `[N, O, H′, W′]` with `H′ = (H − 1)·stride − padding + dilation·(h − 1) + 1 + outputPadding`
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try requireInputs(2...3, inputs)
    try requireCountable(inputs)
    let (input, weight) = (inputs[0], inputs[1])
    guard input.rank == 4, groups > 0, input.channels % groups == 0 else {
      throw ShapeError(
        self, inputs: inputs,
        expected: "an input of shape [N, C, H, W] with C a multiple of \(groups)")
    }
    guard weight.rank == 4, weight.extent == window.kernel, weight[0] == input.channels else {
      throw ShapeError(
        self, inputs: inputs,
        expected: "a weight of shape [\(input.channels), O / \(groups), \(window.kernel.height), "
          + "\(window.kernel.width)]")
    }
    let (channels, overflows) = weight[1].multipliedReportingOverflow(by: groups)
    guard !overflows, inputs.count == 2 || inputs[2] == [channels] else {
      throw ShapeError(self, inputs: inputs, expected: "a bias of shape [\(weight[1]) · \(groups)]")
    }
    try requireValid(window, inputs)
    let limit = Int(Int32.max)
    guard 0...limit ~= outputPadding.height, 0...limit ~= outputPadding.width,
      let height = size(input[2], window.rows, outputPadding.height),
      let width = size(input[3], window.columns, outputPadding.width)
    else {
      throw ShapeError(
        self, inputs: inputs,
        expected: "an image large enough to leave something when the padding is cut off")
    }
    return try countable([input.batch, channels, height, width], inputs)
  }

  /// Each input's filter, spread over the output, plus the bias.
  public func apply(_ inputs: [Tensor]) -> Tensor {
    geometry(inputs).inputGradient(
      inputs[0], weight: inputs[1], bias: inputs.count > 2 ? inputs[2] : nil)
  }

  /// Gradients for input, weight and bias.
  public func pullback(
    _ cotangent: Tensor, inputs: [Tensor], output: Tensor, wanted: [Bool]
  ) -> [Tensor?] {
    let geometry = geometry(inputs)
    var gradients: [Tensor?] = [
      wanted[0] ? geometry.forward(cotangent, weight: inputs[1], bias: nil) : nil,
      wanted[1] ? geometry.weightGradient(inputs[0], input: cotangent) : nil,
    ]
    if inputs.count > 2 { gradients.append(wanted[2] ? sumOverChannels(cotangent) : nil) }
    return gradients
  }

  /// The convolution whose adjoint this is.
  private func geometry(_ inputs: [Tensor]) -> ConvolutionGeometry {
    let (input, weight) = (inputs[0].shape, inputs[1].shape)
    let height = size(input[2], window.rows, outputPadding.height) ?? 0
    let width = size(input[3], window.columns, outputPadding.width) ?? 0
    return ConvolutionGeometry(
      input: [input.batch, weight[1] * groups, height, width], output: input, window: window,
      groups: groups)
  }

  /// The number of outputs in one direction; `nil` when there is none or too many to count.
  private func size(_ count: Int, _ axis: WindowAxis, _ extra: Int) -> Int? {
    let (reach, overflows) = (count - 1).multipliedReportingOverflow(by: axis.stride)
    let size = reach.addingReportingOverflow(
      axis.dilation * (axis.kernel - 1) + 1 + extra - axis.before - axis.after)
    return overflows || size.overflow || size.partialValue <= 0 ? nil : size.partialValue
  }
}
