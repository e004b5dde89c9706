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
  private let rows: [Taps]
  private let columns: [Taps]

  /// What an output reads in one direction.
  private struct Taps: Sendable {
    let inputs: StrideTo<Int>
    /// How many inputs, and perhaps cells of padding, share the mean.
    let divisor: Int
  }

  init(window: Window, mode: Mode, input: Extent, output: Extent) {
    self.window = window
    self.mode = mode
    func taps(_ axis: WindowAxis, size: Int, count: Int) -> [Taps] {
      (0..<count).map {
        let inputs = axis.taps(of: $0, in: size)
        if case .mean(countsPadding: true) = mode {
          return Taps(inputs: inputs, divisor: axis.paddedTapCount(of: $0, in: size))
        }
        return Taps(inputs: inputs, divisor: inputs.underestimatedCount)
      }
    }
    rows = taps(window.rows, size: input.height, count: output.height)
    columns = taps(window.columns, size: input.width, count: output.width)
  }

  var reach: Reach { .window(window, tile: 1) }

  func run(_ inputs: [Patches], into output: Patches) {
    let index = PatchRowIndex(output)
    let input = inputs[0]
    let channels = output.channels
    guard channels > 0 else { return }
    ParallelLoop.run(index.count, inBlocksOf: 4) { block in
      for (patch, row) in block.map({ index[$0] }) {
        for column in output.region(patch).columns {
          let cell = output.pixel(patch, row: row, column: column)
          switch mode {
          case .maximum:
            var isFirst = true
            for y in rows[row].inputs {
              for x in columns[column].inputs {
                let tap = input.pixel(patch, row: y, column: x)
                if isFirst {
                  cell.update(from: tap, count: channels)
                } else {
                  ck_maximum(tap, cell, channels)
                }
                isFirst = false
              }
            }
            if isFirst { cell.update(repeating: -.infinity, count: channels) }
          case .mean:
            cell.update(repeating: 0, count: channels)
            for y in rows[row].inputs {
              for x in columns[column].inputs {
                ck_add(
                  cell, input.pixel(patch, row: y, column: x), cell, channels, -.infinity,
                  .infinity)
              }
            }
            let divisor = Double(rows[row].divisor) * Double(columns[column].divisor)
            let factor = Float(1 / max(divisor, 1))
            for channel in 0..<channels { cell[channel] *= factor }
          }
        }
      }
    }
  }
}
