internal import CKernels
internal import Tensors

/// The largest or the mean input in each window.
struct PatchPooling: PatchKernel {
  /// What is made of the inputs.
  enum Mode: Sendable {
    case maximum
    /// - Parameter countsPadding: Whether the divisor counts taps in the padding.
    case mean(countsPadding: Bool)
  }

  private let window: Window
  private let mode: Mode
  /// How many inputs, and perhaps cells of padding, share the mean of each row and column.
  private let divisors: (rows: [Int], columns: [Int])

  init(window: Window, mode: Mode, input: Extent, output: Extent) {
    self.window = window
    self.mode = mode
    func divisors(_ axis: WindowAxis, _ size: Int, _ count: Int) -> [Int] {
      (0..<count).map {
        if case .mean(countsPadding: true) = mode { return axis.paddedTapCount(of: $0, in: size) }
        return axis.taps(of: $0, in: size).underestimatedCount
      }
    }
    self.divisors = (
      divisors(window.rows, input.height, output.height),
      divisors(window.columns, input.width, output.width)
    )
  }

  var reach: Reach { .window(window) }

  func run(_ inputs: [Patches], into output: Patches) {
    let index = PatchRowIndex(output)
    let input = inputs[0]
    let channels = output.channels
    guard channels > 0 else { return }
    ParallelLoop.run(index.count, inBlocksOf: 4) { block in
      WindowTaps.with(window, of: input) { taps in
        for (patch, row) in block.map({ index[$0] }) {
          for column in output.region(patch).columns {
            taps.gather(patch: patch, row: row, column: column)
            let cell = output.pixel(patch, row: row, column: column)
            switch mode {
            case .maximum where taps.count == 0:
              cell.update(repeating: -.infinity, count: channels)
            case .maximum: ck_maximum(taps.pixels, taps.count, cell, channels)
            case .mean:
              let divisor = Double(divisors.rows[row]) * Double(divisors.columns[column])
              ck_mean(taps.pixels, taps.count, Float(1 / max(divisor, 1)), cell, channels)
            }
          }
        }
      }
    }
  }
}
