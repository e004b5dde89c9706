internal import Tensors

/// An operator that makes one value of each window.
protocol PoolingOperator: ThinningOperator, LocalOperator {
  /// Kernel, stride, padding and dilation.
  var window: Window { get }
  /// What is made of a window.
  var mode: PatchPooling.Mode { get }
}

extension PoolingOperator {
  /// One value for each window of the input.
  func pooled(_ inputs: [Tensor]) -> Tensor {
    let shape = window.pooledShape(of: inputs[0].shape)
    return pooling(inputs[0].shape, shape).run(inputs, to: shape)
  }

  func kernel(
    for operands: [KernelInput], output: Shape, demand: KernelDemand
  ) -> (any PatchKernel)? {
    pooling(operands[0].shape, output)
  }

  private func pooling(_ input: Shape, _ output: Shape) -> PatchPooling {
    PatchPooling(window: window, mode: mode, input: input.extent, output: output.extent)
  }
}
