internal import CKernels
internal import Tensors

/// Rows and columns of outputs that a Winograd convolution computes together.
package enum WinogradTile: Int, Sendable {
  case two = 2
  case four = 4

  /// Rows and columns of inputs that a tile reads.
  var side: Int { rawValue + 2 }
  /// Products for each tile and pair of channels.
  var products: Int { side * side }
}

/// A 3×3 convolution of stride 1 with fewer multiplications: `F(4×4, 3×3)` needs 36 for 16 outputs
/// instead of 144, `F(2×2, 3×3)` 16 for 4 instead of 36.
///
/// Tiles lie on a fixed grid of the map, wherever a patch begins, so that the same inputs give the
/// same bits. An output of a 2×2 tile depends on nothing but its window; one of a 4×4 tile has
/// rounding errors of the whole tile. The largest error against exact arithmetic is below 1e-6 of
/// the largest output for 2×2 tiles and about 2e-6 for 4×4. (Lavin & Gray 2016.)
struct WinogradConvolution: PatchKernel {
  private let tile: WinogradTile
  private let window: Window
  private let inputs: Int
  private let outputs: Int
  /// For each product, panels of `[inputs, outputs]`.
  private let panels: Tensor
  private let bias: Tensor
  /// Added to the products, which get their bias only on the way back.
  private let zeros: Tensor
  private let epilogue: Epilogue

  /// - Parameter weight: `[O, I, 3, 3]`
  init(tile: WinogradTile, window: Window, weight: Tensor, bias: PaddedBias, epilogue: Epilogue) {
    self.tile = tile
    self.window = window
    (outputs, inputs) = (weight.shape[0], weight.shape[1])
    self.bias = bias.numbers
    zeros = Tensor(bias.numbers.shape)
    self.epilogue = epilogue
    let (inputs, outputs) = (inputs, outputs)
    let width = PackedMatrix.panelWidth
    let count = (outputs + width - 1) / width
    let matrixSize = count * width * inputs
    panels = Tensor.write([tile.products, count * width, inputs]) { panels in
      weight.withPointer { weight in
        nonisolated(unsafe) let (weight, panels) = (weight, panels)
        ParallelLoop.run(count) { panel in
          let first = panel * width
          let transform = tile == .four ? ck_winograd4_weights : ck_winograd2_weights
          transform(
            weight + first * 9 * inputs, inputs, min(width, outputs - first),
            panels + first * inputs, matrixSize)
        }
      }
    }
  }

  var reach: Reach { tile == .two ? .window(window) : .whole }

  func run(_ inputs: [Patches], into output: Patches) {
    let task = WinogradTask(
      tile: tile, window: window, input: inputs[0], output: output,
      residual: epilogue.addsResidual ? inputs[inputs.count - 1] : nil, bounds: epilogue)
    let (tiles, threads) = (task.tileCount, ParallelLoop.threads)
    guard tiles > 0 else { return }
    // About a hundred tiles repay reading the weights and leave their sums in the cache.
    var blocks = (tiles + 95) / 96
    if threads > 1, blocks >= threads { blocks = (blocks + threads - 1) / threads * threads }
    let size = (tiles + blocks - 1) / blocks
    if blocks >= threads {
      ParallelLoop.run(tiles, inBlocksOf: size) { run(task, $0) }
    } else {
      for first in stride(from: 0, to: tiles, by: size) {
        run(task, first..<min(tiles, first + size))
      }
    }
  }

  /// Computes some tiles: transforms them, multiplies and transforms back. On several threads
  /// when it is called from outside a parallel loop.
  private func run(_ task: WinogradTask, _ tiles: Range<Int>) {
    // Matrices a multiple of 4 kB apart would share the same lines of the cache.
    let sourceStride = tiles.count * inputs + 48
    let sumStride = tiles.count * outputs + 48
    let memory = TensorStorage(count: tile.products * (sourceStride + sumStride))
    nonisolated(unsafe) let (sources, sums) = (
      memory.start, memory.start + tile.products * sourceStride
    )
    ParallelLoop.run(tiles.count, inBlocksOf: 8) { block in
      for index in block {
        task.transformInput(
          tiles.lowerBound + index, to: sources + index * inputs, matrixStride: sourceStride)
      }
    }
    panels.withPointer { panels in
      zeros.withPointer { zeros in
        nonisolated(unsafe) let (panels, zeros) = (panels, zeros)
        ParallelLoop.run(tile.products) { product in
          var none = ck_epilogue(
            bias: zeros, residual: nil, residual_stride: 0, low: -.infinity, high: .infinity)
          ck_multiply(
            sources + product * sourceStride, inputs,
            panels + product * self.panels.shape[1] * inputs, sums + product * sumStride, outputs,
            tiles.count, outputs, inputs, &none)
        }
      }
    }
    bias.withPointer { bias in
      nonisolated(unsafe) let bias = bias
      ParallelLoop.run(tiles.count, inBlocksOf: 8) { block in
        for index in block {
          task.transformOutput(
            tiles.lowerBound + index, from: sums + index * outputs, matrixStride: sumStride,
            bias: bias)
        }
      }
    }
    withExtendedLifetime(memory) {}
  }
}
