internal import Tensors

/// Divides examples into folds for cross-validation; all images of a patient are in one fold, and
/// each class is spread over the folds.
enum PatientFolds {
  /// The fold of each example, `0..<folds`.
  ///
  /// The patients of each class come in random order, and each goes to the fold with fewest images
  /// of the class. A patient counts where most of the images are, of equal classes the first.
  static func assign(
    _ groups: [CaseGroup], labels: [Int], folds: Int, seed: UInt64
  ) -> [Int] {
    let members = Dictionary(grouping: groups.indices) { groups[$0] }
    var generator = RandomGenerator(seed: seed)
    var sizes: [Int: [Int]] = [:]
    var result = [Int](repeating: 0, count: groups.count)
    for group in generator.shuffled(members.keys.sorted()) {
      let places = members[group] ?? []
      let counts = Dictionary(places.map { (labels[$0], 1) }, uniquingKeysWith: +)
      let label = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? 0
      var filled = sizes[label] ?? Array(repeating: 0, count: folds)
      let fold = filled.indices.reduce(0) { filled[$1] < filled[$0] ? $1 : $0 }
      filled[fold] += places.count
      sizes[label] = filled
      for place in places { result[place] = fold }
    }
    return result
  }
}
