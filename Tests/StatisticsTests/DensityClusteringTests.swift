import Statistics
import Testing
import Tensors

@Suite("Clusters by density")
struct DensityClusteringTests {
  @Test("two heaps are two clusters, a chain is one, and what is far from all is noise")
  func examples() {
    let heaps: [(x: Double, y: Double)] = [
      (0, 0), (0.1, 0), (0, 0.1), (5, 5), (5.1, 5), (5, 5.1), (2.5, 2.5),
    ]
    #expect(
      DensityClustering.clusters(of: heaps, radius: 0.2, leastNeighbours: 3)
        == [[0, 1, 2], [3, 4, 5]])
    let chain = (0..<20).map { (x: Double($0) * 0.9, y: 0.0) }
    #expect(
      DensityClustering.clusters(of: chain, radius: 1, leastNeighbours: 3) == [Array(0..<20)])
    #expect(DensityClustering.clusters(of: [], radius: 1, leastNeighbours: 1).isEmpty)
  }

  @Test("cores are grouped as by the definition", arguments: 1...20)
  func definition(seed: UInt64) {
    var random = RandomGenerator(seed: seed)
    let points = (0..<60).map { _ in (x: 3 * random.uniform(), y: 3 * random.uniform()) }
    let (radius, least) = (0.35, 4)
    func isNear(_ a: Int, _ b: Int) -> Bool {
      let (dx, dy) = (points[a].x - points[b].x, points[a].y - points[b].y)
      return dx * dx + dy * dy <= radius * radius
    }
    let cores = points.indices.filter { a in points.indices.count { isNear(a, $0) } >= least }
    // Reachability among cores by closing it again and again.
    var group = Dictionary(uniqueKeysWithValues: cores.map { ($0, $0) })
    for _ in cores {
      for a in cores {
        for b in cores where isNear(a, b) {
          let lower = min(group[a, default: a], group[b, default: b])
          (group[a], group[b]) = (lower, lower)
        }
      }
    }
    let expected = Set(Dictionary(grouping: cores) { group[$0] ?? $0 }.values.map { Set($0) })
    let found = DensityClustering.clusters(of: points, radius: radius, leastNeighbours: least)
    #expect(Set(found.map { Set($0.filter(cores.contains)) }) == expected)
    for cluster in found {
      #expect(
        cluster.allSatisfy { point in cluster.contains { cores.contains($0) && isNear(point, $0) } }
      )
    }
    let members = found.flatMap(\.self)
    #expect(Set(members).count == members.count)
  }
}
