/// A grid of cells on which Laplace's equation is solved.
///
/// Planes of values have a frame of one cell on each side, `stride` cells to a row, so that no
/// cell needs a test for the picture's edge. Each free cell's equation is
/// `degree · u − Σ u of its neighbours = f`, over the neighbours inside the picture: at its edge
/// nothing flows out (Neumann). Cells that are not free keep their value (Dirichlet).
struct HarmonicGrid {
  let width: Int
  let height: Int
  let stride: Int
  /// Of the plane with its frame, whether a cell is to be found.
  let isFree: [Bool]
  /// The free cells: those of one colour of the chessboard, then those of the other.
  let cells: [Int32]
  /// How many of them have the first colour.
  let firstColourCount: Int
  /// For each of them the cell of the coarser grid that covers it, times 4, plus 1 in its right
  /// half, plus 2 in its lower.
  let parents: [Int32]
  /// How many neighbours each of them has inside the picture.
  let degrees: [Float]

  /// A grid of `width` × `height` cells; `isFree` is a plane with its frame.
  init(width: Int, height: Int, isFree: [Bool]) {
    self.width = width
    self.height = height
    self.isFree = isFree
    stride = width + 2
    let coarseStride = (width + 1) / 2 + 2
    var cells: [Int32] = []
    var parents: [Int32] = []
    var degrees: [Float] = []
    let count = isFree.count { $0 }
    cells.reserveCapacity(count)
    parents.reserveCapacity(count)
    degrees.reserveCapacity(count)
    var firstColourCount = 0
    for colour in 0..<2 {
      for y in 0..<height {
        let start = (y + 1) * stride + 1
        let missing = (y == 0 ? 1 : 0) + (y == height - 1 ? 1 : 0)
        for x in Swift.stride(from: (colour + y) % 2, to: width, by: 2) where isFree[start + x] {
          cells.append(Int32(start + x))
          let parent = (y / 2 + 1) * coarseStride + x / 2 + 1
          parents.append(Int32(4 * parent + x % 2 + 2 * (y % 2)))
          degrees.append(
            Float(4 - missing - (x == 0 ? 1 : 0) - (x == width - 1 ? 1 : 0)))
        }
      }
      if colour == 0 { firstColourCount = cells.count }
    }
    self.cells = cells
    self.firstColourCount = firstColourCount
    self.parents = parents
    self.degrees = degrees
  }

  /// A plane of zeros.
  var zeros: [Float] { Array(repeating: 0, count: isFree.count) }

  /// The grid of cells twice as large; free are those whose parts are all free, so that known
  /// values bind it at least as closely as this one.
  func coarser() -> HarmonicGrid {
    let (coarseWidth, coarseHeight) = ((width + 1) / 2, (height + 1) / 2)
    var coarse = [Bool](repeating: false, count: (coarseWidth + 2) * (coarseHeight + 2))
    for y in 0..<coarseHeight {
      for x in 0..<coarseWidth {
        let (right, below) = (2 * x + 1 < width ? 1 : 0, 2 * y + 1 < height ? stride : 0)
        let cell = (2 * y + 1) * stride + 2 * x + 1
        coarse[(y + 1) * (coarseWidth + 2) + x + 1] =
          isFree[cell] && isFree[cell + right] && isFree[cell + below]
          && isFree[cell + right + below]
      }
    }
    return HarmonicGrid(width: coarseWidth, height: coarseHeight, isFree: coarse)
  }

  /// The means of each coarser cell's known parts; 0 where there are none.
  func averages(of values: [Float], for coarse: HarmonicGrid) -> [Float] {
    var sums = coarse.zeros
    var counts = sums
    for y in 0..<height {
      for x in 0..<width {
        let cell = (y + 1) * stride + x + 1
        guard !isFree[cell] else { continue }
        let parent = (y / 2 + 1) * coarse.stride + x / 2 + 1
        sums[parent] += values[cell]
        counts[parent] += 1
      }
    }
    for cell in sums.indices where counts[cell] > 0 { sums[cell] /= counts[cell] }
    return sums
  }

  /// Gives the frame the values beside it: across the picture's edge nothing changes.
  func fillFrame(of values: inout [Float]) {
    for (cell, inner) in frame { values[cell] = values[inner] }
  }

  /// Adds the frame to the cells beside it, the transpose of ``fillFrame(of:)``.
  func foldFrame(of values: inout [Float]) {
    for (cell, inner) in frame.reversed() {
      values[inner] += values[cell]
      values[cell] = 0
    }
  }

  /// The frame's cells and the cells beside them: left and right first, then whole rows.
  private var frame: [(cell: Int, inner: Int)] {
    var pairs: [(cell: Int, inner: Int)] = []
    for row in 1...height {
      let (first, last) = (row * stride, (row + 1) * stride - 1)
      pairs += [(first, first + 1), (last, last - 1)]
    }
    for column in 0..<stride {
      let last = (height + 1) * stride + column
      pairs += [(column, column + stride), (last, last - stride)]
    }
    return pairs
  }
}
