internal import CKernels
internal import Tensors

/// A convolution in which each channel is filtered alone.
struct DepthwiseConvolution: PatchKernel {
  private let window: Window
  /// `[taps, channels]`
  private let weight: Tensor
  private let bias: Tensor
  private let epilogue: Epilogue

  /// - Parameter weight: `[C, 1, h, w]`
  init(window: Window, weight: Tensor, bias: [Float]?, epilogue: Epilogue) {
    let channels = weight.shape[0]
    self.window = window
    self.weight = Transpose(permutation: [1, 0]).apply([
      weight.reshaped(to: [channels, window.kernel.area])
    ])
    self.bias = Tensor(
      [channels], logicalOrder: bias ?? Array(repeating: 0, count: channels))
    self.epilogue = epilogue
  }

  var reach: Reach { .window(window) }

  func run(_ inputs: [Patches], into output: Patches) {
    let rows = PatchRowIndex(output)
    let input = inputs[0]
    let channels = output.channels
    weight.withPointer { weight in
      bias.withPointer { bias in
        nonisolated(unsafe) let (weight, bias) = (weight, bias)
        ParallelLoop.run(rows.count, inBlocksOf: 4) { block in
          WindowTaps.with(window, of: input) { taps in
            withUnsafeTemporaryAllocation(
              of: UnsafePointer<Float>.self, capacity: window.kernel.area
            ) { weights in
              guard let weights = weights.baseAddress else { return }
              for (patch, row) in block.map({ rows[$0] }) {
                for column in output.region(patch).columns {
                  taps.gather(patch: patch, row: row, column: column)
                  for index in 0..<taps.count {
                    weights[index] = weight + taps.tap(index) * channels
                  }
                  ck_depthwise(
                    taps.pixels, weights, taps.count, bias,
                    output.pixel(patch, row: row, column: column), channels, epilogue.lower,
                    epilogue.upper)
                }
              }
            }
          }
        }
      }
    }
  }
}

/// The rows of all patches, counted through.
struct PatchRowIndex {
  private let rows: [(patch: Int, row: Int)]

  init(_ patches: Patches) {
    rows = patches.regions.enumerated().flatMap { index, region in
      region.isEmpty ? [] : region.rows.map { (index, $0) }
    }
  }

  /// How many rows there are.
  var count: Int { rows.count }

  /// A row and the patch it is in.
  subscript(index: Int) -> (patch: Int, row: Int) { rows[index] }
}
