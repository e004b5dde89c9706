/// The set pixels of a grid as horizontal runs, joined to connected parts.
package struct ConnectedRuns {
  /// Neighbouring set pixels of one row.
  package struct Run: Sendable, Equatable {
    package let row: Int
    package let columns: Range<Int>
  }

  /// The runs of each connected part in reading order, parts in the order of their first runs;
  /// pixels that share an edge are connected.
  package let parts: [[Run]]
  /// Rows that meet the set.
  let rowsWithAny: Int
  /// Rows that meet the set, leave it and meet it again.
  let rowsWithSeveral: Int

  /// Two-pass labelling: runs that touch a run of the row above join its set (union–find).
  init(of pixels: [Bool], width: Int) {
    var runs: [Run] = []
    var parents: [Int] = []
    func root(_ run: Int) -> Int {
      var run = run
      while parents[run] != run {
        parents[run] = parents[parents[run]]
        run = parents[run]
      }
      return run
    }

    var above = 0..<0
    var (any, several) = (0, 0)
    for row in 0..<pixels.count / width {
      let first = runs.count
      var candidate = above.lowerBound
      for columns in Self.runs(in: pixels[row * width..<(row + 1) * width]) {
        let index = runs.count
        runs.append(Run(row: row, columns: columns))
        parents.append(index)
        while candidate < above.upperBound,
          runs[candidate].columns.upperBound <= columns.lowerBound
        {
          candidate += 1
        }
        var touching = candidate
        while touching < above.upperBound,
          runs[touching].columns.lowerBound < columns.upperBound
        {
          parents[root(touching)] = root(index)
          touching += 1
        }
      }
      above = first..<runs.count
      any += above.isEmpty ? 0 : 1
      several += above.count > 1 ? 1 : 0
    }

    var places: [Int: Int] = [:]
    var parts: [[Run]] = []
    for (index, run) in runs.enumerated() {
      let root = root(index)
      if let place = places[root] {
        parts[place].append(run)
      } else {
        places[root] = parts.count
        parts.append([run])
      }
    }
    self.parts = parts
    rowsWithAny = any
    rowsWithSeveral = several
  }

  /// The columns of each unbroken run in a row, left to right.
  package static func runs(in row: ArraySlice<Bool>) -> [Range<Int>] {
    row.withUnsafeBytes { bytes in
      /// The first place from `x` on that does not hold `value`; eight at a time, for most rows of
      /// a mask are long runs.
      func end(of value: UInt8, from x: Int) -> Int {
        let eight = UInt64(value) * 0x0101_0101_0101_0101
        var x = x
        while x + 8 <= bytes.count,
          bytes.loadUnaligned(fromByteOffset: x, as: UInt64.self) == eight
        { x += 8 }
        while x < bytes.count, bytes[x] == value { x += 1 }
        return x
      }
      var runs: [Range<Int>] = []
      var start = end(of: 0, from: 0)
      while start < bytes.count {
        let next = end(of: 1, from: start)
        runs.append(start..<next)
        start = end(of: 0, from: next)
      }
      return runs
    }
  }
}

extension [ConnectedRuns.Run] {
  /// The number of pixels.
  var area: Int { reduce(0) { $0 + $1.columns.count } }
}
