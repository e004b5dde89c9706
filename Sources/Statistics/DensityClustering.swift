/// Clusters of points in a plane by density: DBSCAN (Ester, Kriegel, Sander & Xu 1996).
public enum DensityClustering {
  /// The clusters, each as the places of its points in ascending order; noise is in none.
  ///
  /// A point with at least `leastNeighbours` points within `radius`, itself among them, is a core.
  /// Cores within `radius` of each other share a cluster. Any other point within `radius` of a core
  /// belongs to the cluster of the first such core. Clusters are in the order of their first cores,
  /// so that the same points in the same order give the same clusters.
  ///
  /// - Complexity: Linear in the number of pairs within a few `radius` of each other.
  public static func clusters(
    of points: [(x: Double, y: Double)], radius: Double, leastNeighbours: Int
  ) -> [[Int]] {
    precondition(radius > 0)
    let grid = NeighbourGrid(points, radius: radius)
    let neighbours = points.indices.map(grid.neighbours)
    let isCore = neighbours.map { $0.count >= leastNeighbours }
    var cluster = [Int?](repeating: nil, count: points.count)
    var count = 0
    for start in points.indices where isCore[start] && cluster[start] == nil {
      cluster[start] = count
      var open = [start]
      while let core = open.popLast() {
        for point in neighbours[core] where isCore[point] && cluster[point] == nil {
          cluster[point] = count
          open.append(point)
        }
      }
      count += 1
    }
    for point in points.indices where !isCore[point] {
      cluster[point] = neighbours[point].first { isCore[$0] }.flatMap { cluster[$0] }
    }
    var members = [[Int]](repeating: [], count: count)
    for point in points.indices {
      if let number = cluster[point] { members[number].append(point) }
    }
    return members
  }
}

/// Points in square cells as wide as the radius: neighbours are in adjacent cells.
private struct NeighbourGrid {
  private struct Cell: Hashable {
    let x: Int
    let y: Int
  }

  private let points: [(x: Double, y: Double)]
  private let radius: Double
  private var cells: [Cell: [Int]] = [:]

  init(_ points: [(x: Double, y: Double)], radius: Double) {
    self.points = points
    self.radius = radius
    for index in points.indices { cells[cell(of: index), default: []].append(index) }
  }

  /// Beyond any picture the cells end, so that no number overflows.
  private func cell(of index: Int) -> Cell {
    func number(_ value: Double) -> Int {
      Int(max(-1e9, min(1e9, (value / radius).rounded(.down))))
    }
    return Cell(x: number(points[index].x), y: number(points[index].y))
  }

  /// The points within the radius of a point, itself among them, in ascending order.
  func neighbours(of index: Int) -> [Int] {
    let (point, center) = (points[index], cell(of: index))
    return (-1...1).flatMap { dy in
      (-1...1).flatMap { dx in cells[Cell(x: center.x + dx, y: center.y + dy)] ?? [] }
    }.filter { other in
      let (dx, dy) = (points[other].x - point.x, points[other].y - point.y)
      return dx * dx + dy * dy <= radius * radius
    }.sorted()
  }
}
