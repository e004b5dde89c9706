package import Tensors

/// The pairs of source and class that occur among training images.
package struct SourceClassGroups: Sendable {
  /// Each pair, by source and then class.
  let pairs: [Pair]
  /// For each image, which pair is its.
  let indices: [Int]
  /// For each pair, its images.
  package let members: [[Int]]

  /// A source and a class.
  struct Pair: Hashable, Comparable, Sendable {
    let source: String
    let label: Int

    static func < (left: Pair, right: Pair) -> Bool {
      (left.source, left.label) < (right.source, right.label)
    }
  }

  /// The groups of `examples`.
  ///
  /// - Throws: ``TrainingError/noSource(images:)`` where a source is not known.
  package init(_ examples: [TrainingExample]) throws(TrainingError) {
    let known = examples.compactMap { example in
      example.source.map { Pair(source: $0, label: example.label) }
    }
    guard known.count == examples.count else {
      throw .noSource(images: examples.count - known.count)
    }
    pairs = Set(known).sorted()
    let places = Dictionary(uniqueKeysWithValues: pairs.enumerated().map { ($1, $0) })
    indices = known.map { places[$0] ?? 0 }
    var members = [[Int]](repeating: [], count: pairs.count)
    for (image, group) in indices.enumerated() { members[group].append(image) }
    self.members = members
  }

  /// The images of one pair after another, each pair as often as any other.
  ///
  /// Each round draws from every pair once, in random order, so that a batch holds all of them. A
  /// small pair's images come again when all have been drawn, in a new order.
  package func balanced(count: Int, using generator: inout RandomGenerator) -> [Int] {
    var result: [Int] = []
    var rests = [[Int]](repeating: [], count: members.count)
    while result.count < count {
      for group in generator.shuffled(Array(members.indices)).prefix(count - result.count) {
        if rests[group].isEmpty { rests[group] = generator.shuffled(members[group]) }
        result.append(rests[group].removeLast())
      }
    }
    return result
  }
}
