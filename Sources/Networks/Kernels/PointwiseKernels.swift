internal import CKernels
internal import Tensors

/// A kernel that computes each pixel from the pixels in its place, in blocks of pixels.
protocol PointwiseKernel: PatchKernel {
  /// Computes some pixels, counted over all patches.
  func run(_ inputs: [Patches], into output: Patches, pixels: Range<Int>)
}

extension PointwiseKernel {
  var reach: Reach { .pointwise }

  func run(_ inputs: [Patches], into output: Patches) {
    let block = max(1, (1 << 14) / max(output.channels, 1))
    ParallelLoop.run(output.pixelCount, inBlocksOf: block) { pixels in
      run(inputs, into: output, pixels: pixels)
    }
  }
}

/// `x · scale[c] + shift[c]`, kept within bounds.
struct ChannelScaling: PointwiseKernel {
  /// `[2, C]`: scales, then shifts.
  private let numbers: Tensor
  private let epilogue: Epilogue

  init(scale: [Float], shift: [Float], epilogue: Epilogue) {
    numbers = Tensor([2, scale.count], logicalOrder: scale + shift)
    self.epilogue = epilogue
  }

  func run(_ inputs: [Patches], into output: Patches, pixels: Range<Int>) {
    scale(
      inputs[0], pixels: pixels, into: output.start + pixels.lowerBound * output.stride,
      stride: output.stride)
  }

  /// Scales some pixels into memory whose pixels are `stride` floats apart.
  func scale(
    _ input: Patches, pixels: Range<Int>, into result: UnsafeMutablePointer<Float>, stride: Int
  ) {
    numbers.withPointer { numbers in
      ck_scale_channels(
        input.start + pixels.lowerBound * input.stride, input.stride, result, stride,
        pixels.count, input.channels, numbers, numbers + input.channels, epilogue.lower,
        epilogue.upper)
    }
  }
}

/// The sum of two maps, kept within bounds.
struct MapSum: PointwiseKernel {
  let epilogue: Epilogue

  func run(_ inputs: [Patches], into output: Patches, pixels: Range<Int>) {
    let (a, b) = (inputs[0], inputs[1])
    let channels = output.channels
    // One run where nothing lies between the pixels.
    let isDense = [a, b, output].allSatisfy { $0.stride == channels }
    let runs = isDense ? CollectionOfOne(pixels).map(\.self) : pixels.map { $0..<$0 + 1 }
    for run in runs {
      ck_add(
        a.start + run.lowerBound * a.stride, b.start + run.lowerBound * b.stride,
        output.start + run.lowerBound * output.stride, run.count * channels, epilogue.lower,
        epilogue.upper)
    }
  }
}

/// A function of each element.
struct ElementwiseMap<Function: ElementwiseOperator>: PointwiseKernel {
  let function: Function

  func run(_ inputs: [Patches], into output: Patches, pixels: Range<Int>) {
    let (input, channels) = (inputs[0], output.channels)
    if input.stride == channels, output.stride == channels {
      let (x, y) = (
        input.start + pixels.lowerBound * channels, output.start + pixels.lowerBound * channels
      )
      function.map(x, into: y, count: pixels.count * channels)
      return
    }
    for pixel in pixels {
      let (x, y) = (input.start + pixel * input.stride, output.start + pixel * output.stride)
      function.map(x, into: y, count: channels)
    }
  }
}

/// A function of the elements of two maps, or of a map and a number for each channel.
struct BroadcastMap<Function: BroadcastingOperator>: PointwiseKernel {
  let function: Function
  /// The numbers, `[C]`, and whether they are the function's first argument; `nil` when both
  /// arguments are maps.
  let constant: (numbers: Tensor, isFirst: Bool)?

  func run(_ inputs: [Patches], into output: Patches, pixels: Range<Int>) {
    let channels = output.channels
    for pixel in pixels {
      let y = output.start + pixel * output.stride
      let x = UnsafePointer(inputs[0].start + pixel * inputs[0].stride)
      guard let constant else {
        let other = inputs[1].start + pixel * inputs[1].stride
        function.map(x, UnsafePointer(other), into: y, count: channels)
        continue
      }
      constant.numbers.withPointer { numbers in
        let (a, b) = constant.isFirst ? (numbers, x) : (x, numbers)
        function.map(a, b, into: y, count: channels)
      }
    }
  }
}

/// Maps behind each other along the channels.
struct ChannelConcatenation: PointwiseKernel {
  func run(_ inputs: [Patches], into output: Patches, pixels: Range<Int>) {
    var first = 0
    for input in inputs {
      for pixel in pixels {
        (output.start + pixel * output.stride + first).update(
          from: input.start + pixel * input.stride, count: input.channels)
      }
      first += input.channels
    }
  }
}
