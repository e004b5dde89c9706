internal import Tensors

/// Elements copied by one parallel task, about.
private let taskSize = 1 << 15

extension AxisTables {
  /// The output of shape `shape`, from the input `x`.
  func copy(_ x: Tensor, shape: Shape) -> Tensor {
    Tensor.write(shape) { output in
      guard shape.count > 0 else { return }
      x.withPointer { input in
        if let columns = transposedAxis {
          copyTransposed(input, to: output, columns: columns)
        } else {
          copyRuns(input, to: output)
        }
      }
    }
  }

  /// The adjoint of ``copy(_:shape:)``: each element of `cotangent` added to where it came from
  /// in an input of shape `shape`.
  ///
  /// Threads share axes along which no element is read twice; the others are summed in order.
  func adjoint(_ cotangent: Tensor, shape: Shape) -> Tensor {
    Tensor.write(shape) { result in
      result.initialize(repeating: 0, count: shape.count)
      guard cotangent.count > 0, shape.count > 0 else { return }
      let rows = Rows(axes)
      let shared = Loop(rows.outer.filter(\.axis.isInjective))
      let summed = Loop(rows.outer.filter { !$0.axis.isInjective })
      cotangent.withPointer { cotangent in
        nonisolated(unsafe) let (cotangent, result) = (cotangent, result)
        let rowSize = summed.count * rows.size
        ParallelLoop.run(shared.count, inBlocksOf: max(1, taskSize / max(rowSize, 1))) { block in
          shared.forEach(in: block) { sharedPlace, sharedOffset in
            guard let sharedOffset else { return }
            summed.forEach(in: 0..<summed.count) { place, offset in
              guard let offset else { return }
              for run in rows.runs where run.offset != Axis.outside {
                let source = cotangent + sharedPlace + place + run.start
                let destination = result + sharedOffset + offset + run.offset
                for index in 0..<run.count { destination[index * run.stride] += source[index] }
              }
            }
          }
        }
      }
    }
  }

  /// Copies rows of the output, run by run.
  private func copyRuns(_ input: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>) {
    let rows = Rows(axes)
    let loop = Loop(rows.outer)
    nonisolated(unsafe) let (input, output) = (input, output)
    ParallelLoop.run(loop.count, inBlocksOf: max(1, taskSize / max(rows.size, 1))) { block in
      loop.forEach(in: block) { place, offset in
        let row = output + place
        guard let offset else {
          row.update(repeating: fill, count: rows.size)
          return
        }
        for run in rows.runs {
          let destination = row + run.start
          guard run.offset != Axis.outside else {
            destination.update(repeating: fill, count: run.count)
            continue
          }
          let source = input + offset + run.offset
          switch run.stride {
          case 1: destination.update(from: source, count: run.count)
          case 0: destination.update(repeating: source[0], count: run.count)
          case let stride:
            for index in 0..<run.count { destination[index] = source[index * stride] }
          }
        }
      }
    }
  }

  /// The axis that is contiguous in the input while the output's contiguous one is not.
  private var transposedAxis: Int? {
    guard let last = axes.last?.stride, last > 1, axes.allSatisfy({ $0.stride != nil }) else {
      return nil
    }
    return axes.dropLast().lastIndex { $0.stride == 1 }
  }

  /// Copies square tiles, so that both memories are touched by whole cache lines.
  private func copyTransposed(
    _ input: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>, columns: Int
  ) {
    let tile = 16
    let strided = Strided.list(axes)
    let (column, row) = (strided[columns], axes[axes.count - 1])
    let rowStride = row.stride ?? 0
    let loop = Loop(strided.indices.dropLast().filter { $0 != columns }.map { strided[$0] })
    let strips = (column.axis.count + tile - 1) / tile
    nonisolated(unsafe) let (input, output) = (input, output)
    ParallelLoop.run(
      loop.count * strips, inBlocksOf: max(1, taskSize / (tile * max(row.count, 1)))
    ) { block in
      for task in block {
        let (position, strip) = task.quotientAndRemainder(dividingBy: strips)
        let width = min(tile, column.axis.count - strip * tile)
        loop.forEach(in: position..<position + 1) { place, offset in
          guard let offset else { return }
          let source = input + offset + column.axis[strip * tile] + row[0]
          let destination = output + place + strip * tile * column.outputStride
          for top in stride(from: 0, to: row.count, by: tile) {
            transposeTile(
              source + top * rowStride, rowStride, to: destination + top, column.outputStride,
              rows: min(tile, row.count - top), columns: width)
          }
        }
      }
    }
  }
}

/// Copies a matrix to its transpose, four by four elements at a time as far as they go.
@inline(__always)
private func transposeTile(
  _ source: UnsafePointer<Float>, _ sourceStride: Int, to result: UnsafeMutablePointer<Float>,
  _ resultStride: Int, rows: Int, columns: Int
) {
  let (wholeRows, wholeColumns) = (rows & ~3, columns & ~3)
  func load(_ row: Int, _ column: Int) -> SIMD4<Float> {
    UnsafeRawPointer(source + row * sourceStride + column).loadUnaligned(as: SIMD4<Float>.self)
  }
  for row in stride(from: 0, to: wholeRows, by: 4) {
    for column in stride(from: 0, to: wholeColumns, by: 4) {
      let (a, b) = (load(row, column), load(row + 1, column))
      let (c, d) = (load(row + 2, column), load(row + 3, column))
      for lane in 0..<4 {
        UnsafeMutableRawPointer(result + (column + lane) * resultStride + row)
          .storeBytes(of: SIMD4(a[lane], b[lane], c[lane], d[lane]), as: SIMD4<Float>.self)
      }
    }
  }
  for row in 0..<rows {
    for column in (row < wholeRows ? wholeColumns : 0)..<columns {
      result[column * resultStride + row] = source[row * sourceStride + column]
    }
  }
}

/// An axis with the distance of neighbours in the output's memory.
private struct Strided {
  let axis: AxisTables.Axis
  let outputStride: Int

  /// All axes of an output.
  static func list(_ axes: [AxisTables.Axis]) -> [Strided] {
    var stride = 1
    var result: [Strided] = []
    for axis in axes.reversed() {
      result.append(Strided(axis: axis, outputStride: stride))
      stride *= axis.count
    }
    return result.reversed()
  }
}

/// The output as contiguous rows, each cut into the same runs.
private struct Rows {
  let outer: [Strided]
  let runs: [AxisTables.Run]
  let size: Int

  /// Rows along the innermost axes: so many that a row repays the steps between rows.
  init(_ axes: [AxisTables.Axis]) {
    var axes = axes
    var row = axes.popLast() ?? AxisTables.Axis(count: 1, stride: 0)
    while row.count < 32, let outer = axes.last, outer.count * row.count <= 1 << 16 {
      row = outer.tabulated(with: row)
      axes.removeLast()
    }
    let size = row.count
    self.size = size
    runs = row.runs
    outer = Strided.list(axes).map {
      Strided(axis: $0.axis, outputStride: $0.outputStride * size)
    }
  }
}

/// The positions of several axes, the last one fastest.
private struct Loop {
  let axes: [Strided]
  let count: Int

  init(_ axes: [Strided]) {
    self.axes = axes
    count = axes.reduce(1) { $0 * $1.axis.count }
  }

  /// Calls `visit` with the offsets in the output and in the input, `nil` when that is outside,
  /// of each position in `range`.
  @inline(__always)
  func forEach(in range: Range<Int>, _ visit: (_ place: Int, _ offset: Int?) -> Void) {
    var indices = Array(repeating: 0, count: axes.count)
    var rest = range.lowerBound
    for axis in axes.indices.reversed() {
      (rest, indices[axis]) = rest.quotientAndRemainder(dividingBy: max(axes[axis].axis.count, 1))
    }
    for _ in range {
      var (place, offset) = (0, 0)
      var isInside = true
      for axis in axes.indices {
        let source = axes[axis].axis[indices[axis]]
        isInside = isInside && source != AxisTables.Axis.outside
        place += indices[axis] * axes[axis].outputStride
        offset += source
      }
      visit(place, isInside ? offset : nil)
      for axis in axes.indices.reversed() {
        indices[axis] += 1
        if indices[axis] < axes[axis].axis.count { break }
        indices[axis] = 0
      }
    }
  }
}
