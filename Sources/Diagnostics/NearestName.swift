/// The candidate with the smallest edit distance to `name`, if it is close enough to be a slip.
///
/// "Close enough" is at most a third of the longer name. Ties go to the earlier candidate.
public func nearestName(to name: String, among candidates: [String]) -> String? {
  let word = Array(name.lowercased())
  let scored = candidates.map { ($0, editDistance(word, Array($0.lowercased()))) }
  guard let best = scored.min(by: { $0.1 < $1.1 }) else { return nil }
  return best.1 * 3 <= max(name.count, best.0.count) ? best.0 : nil
}

/// Levenshtein distance.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var previous = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var current = [i + 1]
    for (j, right) in b.enumerated() {
      let substitution = previous[j] + (left == right ? 0 : 1)
      current.append(min(substitution, previous[j + 1] + 1, current[j] + 1))
    }
    previous = current
  }
  return previous[b.count]
}
