/// Consecutive pixels of a row, kept small: a noisy picture has a hundred thousand of them.
struct Run: Sendable {
  private let place: Int32
  private let columns: (start: Int32, end: Int32)

  init(row: Int, start: Int, end: Int) {
    place = Int32(row)
    columns = (Int32(start), Int32(end))
  }

  var row: Int { Int(place) }
  /// Its first column.
  var start: Int { Int(columns.start) }
  /// The column behind its last.
  var end: Int { Int(columns.end) }
}

/// The connected regions of the pixels that stand out by more than a threshold.
///
/// Pixels that touch at a corner are connected. Regions are kept as runs: of a radiograph, only a
/// small part stands out. The levels of rising thresholds are nested, as in a component tree.
struct RegionLevel {
  let threshold: UInt8
  /// In reading order.
  let runs: [Run]
  /// The first run of each row, and the number of runs at the end.
  let rowStarts: [Int]
  /// The region of each run.
  let labels: [Int32]
  /// The regions, in reading order of their first pixels.
  let regions: [Region]

  /// A connected region.
  struct Region {
    var area = 0
    var rows: Range<Int>
    var columns: Range<Int>
    /// Its first pixel in reading order.
    let first: (x: Int, y: Int)

    /// Takes in a run that comes later in reading order.
    fileprivate mutating func add(_ run: Run) {
      area += run.end - run.start
      rows = rows.lowerBound..<run.row + 1
      columns = min(columns.lowerBound, run.start)..<max(columns.upperBound, run.end)
    }
  }

  /// The regions above `threshold` in a plane, looked for only inside `outer`, a level of a lower
  /// threshold, if there is one.
  init(of plane: [UInt8], width: Int, height: Int, above threshold: UInt8, inside outer: Self?) {
    self.threshold = threshold
    (runs, rowStarts) = Self.runs(
      of: plane, width: width, height: height, above: threshold, inside: outer)
    var sets = DisjointSets(count: runs.count)
    for row in 1..<max(1, height) {
      Self.join(
        runs, rowStarts[row - 1]..<rowStarts[row], rowStarts[row]..<rowStarts[row + 1],
        &sets)
    }
    var labels = [Int32](repeating: 0, count: runs.count)
    var regions: [Region] = []
    for (index, run) in runs.enumerated() {
      let root = sets.root(index)
      if root == index {
        labels[index] = Int32(regions.count)
        regions.append(
          Region(
            rows: run.row..<run.row + 1, columns: run.start..<run.end, first: (run.start, run.row)))
      }
      let label = labels[root]
      labels[index] = label
      regions[Int(label)].add(run)
    }
    self.labels = labels
    self.regions = regions
  }

  /// The runs of the regions that `isWanted`, by region.
  func runs(where isWanted: (Region) -> Bool) -> [(region: Region, runs: [Run])] {
    var places = [Int](repeating: -1, count: regions.count)
    var result: [(region: Region, runs: [Run])] = []
    for (label, region) in regions.enumerated() where isWanted(region) {
      places[label] = result.count
      result.append((region, []))
    }
    for (run, label) in zip(runs, labels) {
      let place = places[Int(label)]
      if place >= 0 { result[place].runs.append(run) }
    }
    return result
  }

  /// The region at a pixel, if it stands out.
  func region(x: Int, y: Int) -> Region? {
    var (low, high) = (rowStarts[y], rowStarts[y + 1])
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end <= x { low = middle + 1 } else { high = middle }
    }
    guard low < rowStarts[y + 1], runs[low].start <= x else { return nil }
    return regions[Int(labels[low])]
  }

  private static func runs(
    of plane: [UInt8], width: Int, height: Int, above threshold: UInt8, inside outer: Self?
  ) -> (runs: [Run], rowStarts: [Int]) {
    var runs: [Run] = []
    runs.reserveCapacity(outer?.runs.count ?? plane.count / 16)
    var rowStarts = [0]
    rowStarts.reserveCapacity(height + 1)
    plane.withUnsafeBufferPointer { plane in
      func scan(_ row: Int, _ columns: Range<Int>) {
        let pixels = row * width
        var x = columns.lowerBound
        while x < columns.upperBound {
          while x < columns.upperBound, plane[pixels + x] <= threshold { x += 1 }
          guard x < columns.upperBound else { break }
          let start = x
          while x < columns.upperBound, plane[pixels + x] > threshold { x += 1 }
          runs.append(Run(row: row, start: start, end: x))
        }
      }
      for row in 0..<height {
        if let outer {
          for index in outer.rowStarts[row]..<outer.rowStarts[row + 1] {
            scan(row, outer.runs[index].start..<outer.runs[index].end)
          }
        } else {
          scan(row, 0..<width)
        }
        rowStarts.append(runs.count)
      }
    }
    return (runs, rowStarts)
  }

  /// Joins the runs of one row with those of the row above that they touch.
  private static func join(
    _ runs: [Run], _ above: Range<Int>, _ below: Range<Int>, _ sets: inout DisjointSets
  ) {
    var (i, j) = (above.lowerBound, below.lowerBound)
    while i < above.upperBound, j < below.upperBound {
      if runs[i].end >= runs[j].start, runs[j].end >= runs[i].start { sets.join(i, j) }
      if runs[i].end < runs[j].end { i += 1 } else { j += 1 }
    }
  }
}
