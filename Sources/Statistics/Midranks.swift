/// Values ranked from 1 in ascending order, equal ones sharing the mean of their ranks.
///
/// Infinities rank first and last. Ranks are whole or half numbers, hence exact, and so are their
/// sums up to some ten million values.
struct Midranks {
  /// The rank of each value, in the order of the values.
  let ranks: [Double]
  /// How many values share each rank, in ascending order of the ranks.
  let multiplicities: [Int]

  /// - Precondition: No value is NaN.
  /// - Complexity: O(*n* log *n*).
  init(_ values: [Double]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var multiplicities: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for position in start..<end { ranks[order[position]] = Double(start + 1 + end) / 2 }
      multiplicities.append(end - start)
      start = end
    }
    self.ranks = ranks
    self.multiplicities = multiplicities
  }

  /// Whether any two values are equal.
  var hasTies: Bool { multiplicities.count < ranks.count }

  /// Whether no two values differ.
  var isConstant: Bool { multiplicities.count < 2 }

  /// Σ(t³ − t) over the groups of *t* equal values: what ties take from a rank sum's variance.
  var tieTerm: Double {
    multiplicities.reduce(0) { sum, multiplicity in
      let t = Double(multiplicity)
      return sum + t * (t * t - 1)
    }
  }
}
