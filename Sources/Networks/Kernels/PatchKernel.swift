internal import Tensors

/// An operator made ready to run again and again on patches of feature maps: its parameters are
/// rearranged, its kernel chosen.
protocol PatchKernel: Sendable {
  /// Which part of the first input an output reads; of all others it reads the pixel in its own
  /// place.
  var reach: Reach { get }

  /// Writes every pixel of `output`.
  ///
  /// - Parameters:
  ///   - inputs: What the network computes of the operator's inputs, in their order; parameters
  ///     are in the kernel. They hold every pixel of the map that the outputs read.
  ///   - output: Compact patches, as many as each input has.
  func run(_ inputs: [Patches], into output: Patches)
}

/// Which input pixels an output pixel depends on.
enum Reach {
  /// The one in its own place.
  case pointwise
  /// Those in a window.
  case window(Window)
  /// All of them: a change anywhere changes the rounding everywhere.
  case whole

  /// The outputs, of a map `output`, that changed inputs can touch.
  func changed(_ input: Region, output: Extent) -> Region {
    switch self {
    case .pointwise: input
    case .window(let window): window.changed(input, output: output)
    case .whole: input.isEmpty ? .empty : Region(of: output)
    }
  }

  /// The inputs, of a map `input`, that are read for the outputs `region`.
  func needed(for region: Region, input: Extent) -> Region {
    switch self {
    case .pointwise: region
    case .window(let window): window.needed(for: region, input: input)
    case .whole: region.isEmpty ? .empty : Region(of: input)
    }
  }
}

/// What a kernel does with its sums before it stores them: adds a residual, perhaps, and keeps
/// them within bounds. ReLU is the bound 0, no bounds are infinite.
struct Epilogue: Hashable, Sendable {
  /// Whether the last input is added.
  var addsResidual = false
  var lower = -Float.infinity
  var upper = Float.infinity
}

/// An operator that has a kernel for patches: outputs depend on inputs nearby.
protocol LocalOperator: Operator {
  /// The kernel, or `nil` when for these operands there is none.
  ///
  /// - Parameters:
  ///   - operands: The operator's inputs.
  ///   - output: The shape of its output.
  ///   - demand: What else is asked of it.
  func kernel(
    for operands: [KernelInput], output: Shape, demand: KernelDemand
  ) -> (any PatchKernel)?

  /// Equal for shapes that have the same kernel.
  func variant(for inputs: [Shape], output: Shape, demand: KernelDemand) -> KernelVariant
}

/// What is asked of a kernel.
struct KernelDemand: Hashable, Sendable {
  /// What is to be done on the way; only a ``FusingOperator`` is asked for anything.
  var epilogue = Epilogue()
  /// Whether an output's bits must depend on nothing but the inputs in its window, so that a part
  /// of a map can be computed anew.
  var isLocalToTheBit = false
}

extension LocalOperator {
  /// The shapes: every kernel is its own.
  func variant(for inputs: [Shape], output: Shape, demand: KernelDemand) -> KernelVariant {
    .shapes(inputs.map { $0.withBatch(1) })
  }
}

/// What distinguishes the kernels of one operator with the same parameters.
enum KernelVariant: Hashable {
  case shapes([Shape])
  case convolution(ConvolutionAlgorithm)
}

/// A local operator whose kernel can add a residual and rectify its sums before storing them.
protocol FusingOperator: LocalOperator {
  /// Whether it can add a residual.
  var fusesResidual: Bool { get }
}

/// An operator that does nothing but keep numbers within bounds.
protocol ClampingOperator: ElementwiseOperator {
  /// The bounds.
  var bounds: (lower: Float, upper: Float) { get }
}

/// What a kernel is made from: the shape of an input, and its numbers if it is a parameter.
struct KernelInput {
  let shape: Shape
  let numbers: Tensor?

  init(_ shape: Shape, numbers: Tensor? = nil) {
    self.shape = shape
    self.numbers = numbers
  }
}

extension PatchKernel {
  /// The output for whole maps.
  func run(_ inputs: [Tensor], to shape: Shape) -> Tensor {
    let output = Patches(
      Array(repeating: Region(of: shape.extent), count: shape.batch), of: shape.extent,
      channels: shape.channels)
    run(inputs.map(Patches.init), into: output)
    return output.tensor
  }
}
