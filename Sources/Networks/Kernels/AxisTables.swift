internal import Tensors

/// A copy in which each output element comes from the sum of one offset for each axis.
///
/// Permuting, slicing, gathering, padding, repeating and broadcasting are all of this kind: along
/// each axis of the output there is a table of offsets into the memory of the input. An element
/// that lies outside along some axis has the fill value. Different axes of the output follow
/// different axes of the input, so only repetitions within a table read an element twice.
struct AxisTables {
  /// The output's axes, outermost in memory first, as few as possible.
  let axes: [Axis]
  /// What elements outside the input are.
  let fill: Float

  /// A copy to an output whose axes in memory are `axes`, the outermost first.
  init(_ axes: [Axis], fill: Float = 0) {
    self.fill = fill
    self.axes = axes.reduce(into: []) { merged, axis in
      if let joined = merged.last?.joined(with: axis) {
        merged[merged.count - 1] = joined
      } else {
        merged.append(axis)
      }
    }
  }

  /// A copy from `input` to `output`, each given by its logical axes.
  ///
  /// - Parameter source: For an axis of the output, the axis of the input that it follows and,
  ///   for each index, the index there, negative when it is outside; `nil` where all indices
  ///   read the same.
  init(
    from input: Shape, to output: Shape, fill: Float = 0,
    source: (_ axis: Int) -> (axis: Int, indices: [Int])?
  ) {
    let strides = input.memoryStrides
    self.init(
      output.memoryAxes.map { axis in
        guard let (sourceAxis, indices) = source(axis) else {
          return Axis(count: output[axis], stride: 0)
        }
        return Axis(indices.map { $0 < 0 ? Axis.outside : $0 * strides[sourceAxis] })
      }, fill: fill)
  }
}

extension AxisTables {
  /// Offsets into the input's memory along one axis of the output's.
  struct Axis {
    /// An offset that lies in no input.
    static let outside = -1

    /// The size of the axis.
    let count: Int
    private let offsets: Offsets

    private enum Offsets {
      case even(first: Int, stride: Int)
      case table([Int])
    }

    /// `count` elements of the input from `first`, `stride` apart.
    init(count: Int, first: Int = 0, stride: Int) {
      self.count = count
      offsets = .even(first: first, stride: count > 1 ? stride : 0)
    }

    /// An axis from the offset, or `outside`, for each index.
    init(_ table: [Int]) {
      count = table.count
      let first = table.first ?? 0
      let stride = count > 1 ? table[1] - first : 0
      let isEven = table.indices.allSatisfy {
        table[$0] != Self.outside && table[$0] == first + $0 * stride
      }
      offsets = isEven ? .even(first: first, stride: stride) : .table(table)
    }

    /// The offset of the index `index`, or `outside`.
    subscript(index: Int) -> Int {
      switch offsets {
      case .even(let first, let stride): first + index * stride
      case .table(let table): table[index]
      }
    }

    /// The distance between neighbours in the input when it is the same for all, and all are
    /// inside.
    var stride: Int? {
      if case .even(_, let stride) = offsets { stride } else { nil }
    }

    /// Whether no two indices read the same element.
    var isInjective: Bool {
      switch offsets {
      case .even(_, let stride): return stride != 0 || count <= 1
      case .table(let table):
        let inside = table.filter { $0 != Self.outside }
        return Set(inside).count == inside.count
      }
    }

    /// This axis and the next inner one as a single axis, when that has a short description.
    func joined(with inner: Axis) -> Axis? {
      if count == 1, stride != nil { return inner.shifted(by: self[0]) }
      if inner.count == 1, inner.stride != nil { return shifted(by: inner[0]) }
      // Not longer than what one thread copies at a time.
      guard let stride, let step = inner.stride, 1...1 << 15 ~= count * inner.count,
        stride == step * inner.count
      else { return nil }
      return Axis(count: count * inner.count, first: self[0] + inner[0], stride: step)
    }

    /// This axis and the next inner one as a single table.
    func tabulated(with inner: Axis) -> Axis {
      Axis(
        (0..<count).flatMap { outer in
          (0..<inner.count).map {
            self[outer] == Self.outside || inner[$0] == Self.outside
              ? Self.outside : self[outer] + inner[$0]
          }
        })
    }

    private func shifted(by offset: Int) -> Axis {
      switch offsets {
      case .even(let first, let stride):
        Axis(count: count, first: first + offset, stride: stride)
      case .table(let table):
        Axis(table.map { $0 == Self.outside ? $0 : $0 + offset })
      }
    }

    /// The axis cut into pieces with the same distance between neighbours.
    var runs: [Run] {
      if let stride {
        return count == 0 ? [] : [Run(start: 0, count: count, offset: self[0], stride: stride)]
      }
      var runs: [Run] = []
      var start = 0
      while start < count {
        let isOutside = self[start] == Self.outside
        let next = start + 1
        let stride =
          !isOutside && next < count && self[next] != Self.outside ? self[next] - self[start] : 0
        var end = next
        while end < count,
          isOutside
            ? self[end] == Self.outside
            : self[end] != Self.outside && self[end] - self[end - 1] == stride
        { end += 1 }
        runs.append(Run(start: start, count: end - start, offset: self[start], stride: stride))
        start = end
      }
      return runs
    }
  }

  /// Indices of an axis whose offsets are `stride` apart, or which all are outside.
  struct Run {
    let start: Int
    let count: Int
    let offset: Int
    let stride: Int
  }
}
