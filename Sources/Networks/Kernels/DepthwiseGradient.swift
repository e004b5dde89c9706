internal import Tensors

/// The input gradient of a convolution in which each channel is filtered alone.
///
/// It is a sum over a few terms of each row and column: which taps there are, and which row or
/// column of the cotangent each reads. It is taken for 16 channels at a time. What a channel that
/// feeds several outputs gets from each is added up at the end.
struct DepthwiseGradient {
  private let input: Shape
  private let output: Shape
  private let window: Window

  /// A tap and the row or column of the source that it reads.
  private typealias Term = (tap: Int, source: Int)

  /// - Precondition: The number of output channels is a multiple of the input's.
  init(input: Shape, output: Shape, window: Window) {
    self.input = input
    self.output = output
    self.window = window
  }

  /// The gradient for the input, plus `bias` for each of its channels.
  func inputGradient(_ cotangent: Tensor, weight: Tensor, bias: Tensor? = nil) -> Tensor {
    func terms(_ axis: WindowAxis, _ inputs: Int, _ outputs: Int) -> [[Term]] {
      var result: [[Term]] = Array(repeating: [], count: inputs)
      for (output, terms) in Self.terms(axis, inputs, outputs).enumerated() {
        for term in terms { result[term.source].append((term.tap, output)) }
      }
      return result
    }
    let gradient = filter(
      cotangent, weight: weight, bias: repetition == nil ? bias : nil, to: repeatedInput,
      rows: terms(window.rows, input.extent.height, output.extent.height),
      columns: terms(window.columns, input.extent.width, output.extent.width))
    guard let repetition else { return gradient }
    let sum = repetition.adjoint(gradient, shape: input)
    guard let bias else { return sum }
    return scaleChannels(
      sum, by: Array(repeating: 1, count: input.channels), shift: bias.logicalElements)
  }

  /// The input with each channel repeated for the outputs that it feeds.
  private var repeatedInput: Shape {
    [input.batch, output.channels, input.extent.height, input.extent.width]
  }

  /// The repetition of channels, or `nil` when each feeds one output.
  private var repetition: AxisTables? {
    guard output.channels != input.channels, input.channels > 0 else { return nil }
    let multiplier = output.channels / input.channels
    return AxisTables(from: input, to: repeatedInput) { axis in
      axis == 1
        ? (1, (0..<output.channels).map { $0 / multiplier }) : (axis, Array(0..<input[axis]))
    }
  }

  /// What each output of an axis reads.
  private static func terms(_ axis: WindowAxis, _ inputs: Int, _ outputs: Int) -> [[Term]] {
    (0..<outputs).map { output in
      let origin = output * axis.stride - axis.before
      return axis.taps(of: output, in: inputs).map { (($0 - origin) / axis.dilation, $0) }
    }
  }

  /// `bias[c] + Σ source[row, column, c] · weight[tap, c]` at each position of `shape`.
  private func filter(
    _ source: Tensor, weight: Tensor, bias: Tensor?, to shape: Shape, rows: [[Term]],
    columns: [[Term]]
  ) -> Tensor {
    let (channels, width) = (shape.channels, shape.extent.width)
    let sourceExtent = source.shape.extent
    let taps = Transpose(permutation: [1, 0]).apply([
      weight.reshaped(to: [channels, window.kernel.area])
    ])
    let bias = bias ?? Tensor([channels], repeating: 0)
    return Tensor.write(shape) { result in
      guard shape.count > 0 else { return }
      source.withPointer { source in
        taps.withPointer { taps in
          bias.withPointer { bias in
            nonisolated(unsafe) let (source, taps, bias, result) = (source, taps, bias, result)
            ParallelLoop.run(shape.batch * rows.count) { task in
              let (sample, row) = task.quotientAndRemainder(dividingBy: rows.count)
              let plane = source + sample * sourceExtent.area * channels
              withUnsafeTemporaryAllocation(
                of: TapProduct.self, capacity: window.kernel.area
              ) { products in
                for (column, terms) in columns.enumerated() {
                  var count = 0
                  for outer in rows[row] {
                    for inner in terms {
                      let pixel = outer.source * sourceExtent.width + inner.source
                      let tap = outer.tap * window.kernel.width + inner.tap
                      products[count] = TapProduct(
                        source: plane + pixel * channels, weight: taps + tap * channels)
                      count += 1
                    }
                  }
                  sum(
                    products[..<count], plus: bias, channels: channels,
                    into: result + (task * width + column) * channels)
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Where the factors of a channel's products lie: a source pixel and a tap's weights.
private struct TapProduct {
  let source: UnsafePointer<Float>
  let weight: UnsafePointer<Float>
}

/// `bias[c] + Σ source[c] · weight[c]` for each channel, 16 and then 4 at a time.
private func sum(
  _ products: Swift.Slice<UnsafeMutableBufferPointer<TapProduct>>, plus bias: UnsafePointer<Float>,
  channels: Int, into result: UnsafeMutablePointer<Float>
) {
  let products = UnsafeBufferPointer(rebasing: products)
  var channel = 0
  while channel + 16 <= channels {
    sum(products, plus: bias, from: channel, as: SIMD16<Float>.self, into: result)
    channel += 16
  }
  while channel + 4 <= channels {
    sum(products, plus: bias, from: channel, as: SIMD4<Float>.self, into: result)
    channel += 4
  }
  for channel in channel..<channels {
    var sum = bias[channel]
    for product in products { sum += product.source[channel] * product.weight[channel] }
    result[channel] = sum
  }
}

/// The same for the lanes of a vector, beginning with `channel`.
@inline(__always)
private func sum<Vector: SIMD & BitwiseCopyable>(
  _ products: UnsafeBufferPointer<TapProduct>, plus bias: UnsafePointer<Float>, from channel: Int,
  as type: Vector.Type, into result: UnsafeMutablePointer<Float>
) where Vector.Scalar == Float {
  func load(_ pointer: UnsafePointer<Float>) -> Vector {
    UnsafeRawPointer(pointer + channel).loadUnaligned(as: Vector.self)
  }
  var sum = load(bias)
  for product in products { sum += load(product.source) * load(product.weight) }
  UnsafeMutableRawPointer(result + channel).storeBytes(of: sum, as: Vector.self)
}
