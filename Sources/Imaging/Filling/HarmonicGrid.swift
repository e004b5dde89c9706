/// A grid of cells on which Laplace's equation is solved, and the coarser grids below it.
///
/// Planes of values have a frame of one cell on each side, `stride` cells to a row, so that no
/// cell needs a test for the picture's edge. Each cell's equation is
/// `degree · u − Σ u of its neighbours = f`, over the neighbours inside the picture: at its edge
/// nothing flows out (Neumann). Cells that are not free keep their value (Dirichlet).
struct HarmonicGrid {
  let width: Int
  let height: Int
  let stride: Int
  /// Of the plane with its frame, whether a cell is to be found.
  let isFree: [Bool]
  /// The free cells of the chessboard's two colours.
  private let cells: [[Int]]
  /// For each of them the cell of the coarser grid that covers it, times 4, plus 1 in its right
  /// half, plus 2 in its lower.
  private let parents: [[Int]]
  /// How many neighbours a cell has inside the picture.
  private let degrees: [Float]

  /// A grid of `width` × `height` cells; `isFree` is a plane with its frame.
  init(width: Int, height: Int, isFree: [Bool]) {
    self.width = width
    self.height = height
    self.isFree = isFree
    let stride = width + 2
    let coarseStride = (width + 1) / 2 + 2
    self.stride = stride
    var cells: [[Int]] = [[], []]
    var parents: [[Int]] = [[], []]
    var degrees = [Float](repeating: 4, count: isFree.count)
    for y in 0..<height {
      for x in 0..<width {
        let cell = (y + 1) * stride + x + 1
        guard isFree[cell] else { continue }
        let colour = (x + y) % 2
        cells[colour].append(cell)
        let parent = (y / 2 + 1) * coarseStride + x / 2 + 1
        parents[colour].append(4 * parent + x % 2 + 2 * (y % 2))
        degrees[cell] -= x == 0 ? 1 : 0
        degrees[cell] -= x == width - 1 ? 1 : 0
        degrees[cell] -= y == 0 ? 1 : 0
        degrees[cell] -= y == height - 1 ? 1 : 0
      }
    }
    self.cells = cells
    self.parents = parents
    self.degrees = degrees
  }

  /// A plane of zeros.
  var zeros: [Float] { Array(repeating: 0, count: isFree.count) }

  /// Whether there is nothing to find.
  var isEmpty: Bool { cells[0].isEmpty && cells[1].isEmpty }

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

  /// One Gauss–Seidel sweep: first all cells of one colour, then all of the other.
  func relax(_ values: inout [Float], _ sources: [Float]) {
    for colour in cells {
      for cell in colour {
        let sum =
          (values[cell - 1] + values[cell + 1])
          + (values[cell - stride] + values[cell + stride])
        values[cell] = (sources[cell] + sum) / degrees[cell]
      }
    }
  }

  /// What the equations still lack after a sweep, summed for the coarser grid.
  ///
  /// The cells swept last lack nothing, so only the others count.
  func residual(_ values: [Float], _ sources: [Float], for coarse: HarmonicGrid) -> [Float] {
    var sums = coarse.zeros
    for (cell, link) in zip(cells[0], parents[0]) {
      let sum =
        (values[cell - 1] + values[cell + 1])
        + (values[cell - stride] + values[cell + stride])
      let lack = sources[cell] + sum - degrees[cell] * values[cell]
      let (parent, across, down) = coarse.corners(link)
      sums[parent] += 9 / 16 * lack
      sums[parent + across] += 3 / 16 * lack
      sums[parent + down] += 3 / 16 * lack
      sums[parent + across + down] += 1 / 16 * lack
    }
    coarse.foldFrame(of: &sums)
    return sums
  }

  /// Adds the coarser grid's values, interpolated bilinearly, to the free cells.
  func add(_ values: inout [Float], interpolating coarse: HarmonicGrid, _ coarseValues: [Float]) {
    var coarseValues = coarseValues
    coarse.fillFrame(of: &coarseValues)
    for (cells, parents) in zip(cells, parents) {
      for (cell, link) in zip(cells, parents) {
        let (parent, across, down) = coarse.corners(link)
        values[cell] +=
          9 / 16 * coarseValues[parent]
          + 3 / 16 * (coarseValues[parent + across] + coarseValues[parent + down])
          + 1 / 16 * coarseValues[parent + across + down]
      }
    }
  }

  /// The largest difference of two planes in a free cell.
  func largestDifference(_ a: [Float], _ b: [Float]) -> Float {
    cells.joined().reduce(0) { max($0, abs(a[$1] - b[$1])) }
  }

  /// The means of each coarser cell's known parts; a frame and free cells of zeros.
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

  /// A coarser cell from its link, and the steps to its neighbours on the finer cell's side.
  @inline(__always)
  private func corners(_ link: Int) -> (parent: Int, across: Int, down: Int) {
    (link >> 2, link & 1 == 0 ? -1 : 1, link & 2 == 0 ? -stride : stride)
  }

  /// Gives the frame the values beside it: across the picture's edge nothing changes.
  private func fillFrame(of values: inout [Float]) {
    for (cell, inner) in frame { values[cell] = values[inner] }
  }

  /// Adds the frame to the cells beside it, the transpose of ``fillFrame(of:)``.
  private func foldFrame(of values: inout [Float]) {
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
