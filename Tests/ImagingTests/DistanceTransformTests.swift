import Imaging
import Tensors
import Testing

@Suite("Distances to a set of pixels")
struct DistanceTransformTests {
  private func scattered(_ width: Int, _ height: Int, share: Double, seed: UInt64) -> [Bool] {
    var generator = RandomGenerator(seed: seed)
    return (0..<width * height).map { _ in generator.uniform() < share }
  }

  @Test(
    "are those to the nearest of all its pixels",
    arguments: [(1, 1), (1, 17), (23, 1), (16, 16), (37, 21)], [0.005, 0.05, 0.5])
  func definition(size: (Int, Int), share: Double) {
    for seed: UInt64 in 1...5 {
      var set = scattered(size.0, size.1, share: share, seed: seed)
      set[set.count / 3] = true
      let distances = DistanceTransform.squaredDistances(
        to: set, width: size.0, height: size.1)
      let members = set.indices.filter { set[$0] }
      for index in set.indices {
        let nearest = members.map { member in
          let (dx, dy) = (index % size.0 - member % size.0, index / size.0 - member / size.0)
          return dx * dx + dy * dy
        }.min()
        #expect(distances[index] == nearest)
      }
    }
  }

  @Test("are infinite from an empty set")
  func empty() {
    let distances = DistanceTransform.squaredDistances(
      to: [false, false, false], width: 3, height: 1)
    #expect(distances == [.max, .max, .max])
  }

  @Test("grow an area by a disc and shrink it by one")
  func grown() {
    var point = [Bool](repeating: false, count: 81)
    point[40] = true
    let disc = DistanceTransform.area(point, width: 9, grownBy: 2)
    #expect(disc.count { $0 } == 13)
    #expect(DistanceTransform.area(disc, width: 9, grownBy: -1).count { $0 } == 5)
    #expect(DistanceTransform.area(disc, width: 9, grownBy: 0) == disc)
    #expect(!DistanceTransform.area(disc, width: 9, grownBy: -3).contains(true))
    #expect(!DistanceTransform.area(disc, width: 9, grownBy: .max).contains(false))
    // The picture's edge is no border of what it cuts off.
    let whole = [Bool](repeating: true, count: 81)
    #expect(DistanceTransform.area(whole, width: 9, grownBy: .min) == whole)
  }
}
