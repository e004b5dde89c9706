internal import CKernels
internal import Tensors

/// The right side of a matrix product, rearranged once so that products run at full speed, with
/// what is done to each sum before it is stored.
struct PackedMatrix: Sendable {
  /// Rows of the matrix: the length of each sum.
  let depth: Int
  /// Columns of the matrix, and of the result.
  let columns: Int
  private let panels: Tensor
  private let bias: Tensor

  /// Columns that lie together.
  static let panelWidth = 16

  /// The transpose of rows `first..<first + columns` of `weight`, which has `depth` numbers a row.
  init(rowsOf weight: Tensor, from first: Int, columns: Int, depth: Int, bias: PaddedBias) {
    self.columns = columns
    self.depth = depth
    self.bias = bias.numbers
    panels = Tensor.write([
      (columns + Self.panelWidth - 1) / Self.panelWidth, depth, Self.panelWidth,
    ]) {
      panels in
      weight.withPointer { weight in
        nonisolated(unsafe) let (weight, panels) = (weight + first * depth, panels)
        ParallelLoop.run((columns + Self.panelWidth - 1) / Self.panelWidth) { panel in
          let start = panel * Self.panelWidth
          ck_pack(
            weight + start * depth, depth, min(Self.panelWidth, columns - start),
            panels + start * depth)
        }
      }
    }
  }

  /// `result[rows × columns] ← min(max(a · matrix + bias + residual, lower), upper)`, for some of
  /// the columns.
  ///
  /// - Parameter part: Begins at a multiple of ``panelWidth``; `result` and `residual` point to
  ///   its first column.
  func multiply(
    _ a: UnsafePointer<Float>, rowStride: Int, rows: Int, columns part: Range<Int>,
    into result: UnsafeMutablePointer<Float>, rowStride resultStride: Int,
    residual: (start: UnsafePointer<Float>, rowStride: Int)?, bounds: Epilogue
  ) {
    panels.withPointer { panels in
      bias.withPointer { bias in
        var epilogue = ck_epilogue(
          bias: bias + part.lowerBound, residual: residual?.start,
          residual_stride: residual?.rowStride ?? 0, low: bounds.lower, high: bounds.upper)
        ck_multiply(
          a, rowStride, panels + part.lowerBound * depth, result, resultStride, rows, part.count,
          depth, &epilogue)
      }
    }
  }
}

/// A bias followed by zeros up to a whole panel; zeros where there is none.
struct PaddedBias {
  let numbers: Tensor

  init(_ bias: ArraySlice<Float>?, count: Int) {
    let padded = (count + PackedMatrix.panelWidth - 1) / PackedMatrix.panelWidth
    let numbers = bias.map(Array.init) ?? []
    self.numbers = Tensor(
      [padded * PackedMatrix.panelWidth],
      logicalOrder: (0..<padded * PackedMatrix.panelWidth).map {
        $0 < numbers.count ? numbers[$0] : 0
      })
  }
}
