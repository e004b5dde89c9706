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

  var reach: Reach { .window(window, tile: 1) }

  func run(_ inputs: [Patches], into output: Patches) {
    let rows = PatchRowIndex(output)
    let input = inputs[0]
    let channels = output.channels
    weight.withPointer { weight in
      bias.withPointer { bias in
        nonisolated(unsafe) let (weight, bias) = (weight, bias)
        ParallelLoop.run(rows.count, inBlocksOf: 4) { block in
          withUnsafeTemporaryAllocation(
            of: UnsafePointer<Float>.self, capacity: 2 * window.kernel.area
          ) { pointers in
            guard let taps = pointers.baseAddress else { return }
            let weights = taps + window.kernel.area
            for index in block {
              let (patch, row) = rows[index]
              let region = input.region(patch)
              let top = row * window.stride.height - window.padding.top
              for column in output.region(patch).columns {
                let left = column * window.stride.width - window.padding.left
                var count = 0
                for tapRow in 0..<window.kernel.height {
                  let y = top + tapRow * window.dilation.height
                  guard region.rows.contains(y) else { continue }
                  for tapColumn in 0..<window.kernel.width {
                    let x = left + tapColumn * window.dilation.width
                    guard region.columns.contains(x) else { continue }
                    taps[count] = UnsafePointer(input.pixel(patch, row: y, column: x))
                    weights[count] =
                      weight + (tapRow * window.kernel.width + tapColumn) * channels
                    count += 1
                  }
                }
                ck_depthwise(
                  taps, weights, count, bias, output.pixel(patch, row: row, column: column),
                  channels, epilogue.lower, epilogue.upper)
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
