/// Sets of the numbers `0..<count` that are joined step by step (union–find).
///
/// The least number stands for its set, so the outcome does not depend on the order of the joins.
package struct DisjointSets {
  private var parents: [Int32]

  /// Each number on its own; below 2³¹.
  package init(count: Int) { parents = Array(0..<Int32(count)) }

  /// The least number in the set of `number`.
  package mutating func root(_ number: Int) -> Int {
    var number = number
    while parents[number] != number {
      parents[number] = parents[Int(parents[number])]
      number = Int(parents[number])
    }
    return number
  }

  /// Makes the sets of two numbers one.
  package mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(a), root(b))
    parents[max(a, b)] = Int32(min(a, b))
  }
}
