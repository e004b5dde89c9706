/// Linear classification by ridge regression on ±1 for each class, classes weighted equally.
///
/// What scikit-learn's `RidgeClassifier(alpha: penalty, class_weight: "balanced")` computes on
/// standardised features: one solution in closed form, so that nothing depends on an optimiser.
package struct RidgeClassifier {
  private let means: [Double]
  private let scales: [Double]
  /// Features by classes.
  private let weights: [[Double]]
  private let intercepts: [Double]

  /// Fits a classifier.
  ///
  /// - Parameters:
  ///   - features: A row for each example, all of one length.
  ///   - labels: The examples' classes, `0..<classes`; each occurs.
  ///   - penalty: Of the squared weights, positive.
  /// - Complexity: O(*n* · *d*² + *d*³) for *n* examples of *d* features.
  package init(_ features: [[Double]], labels: [Int], classes: Int, penalty: Double) {
    precondition(features.count == labels.count && !features.isEmpty && penalty > 0)
    let (means, scales) = Self.standardisation(of: features)
    self.means = means
    self.scales = scales
    let rows = features.map { Self.standardised($0, means, scales) }
    var sizes = [Double](repeating: 0, count: classes)
    for label in labels { sizes[label] += 1 }
    let share = labels.map { 1 / (Double(classes) * sizes[$0]) }
    let count = Double(labels.count)

    var centre = [Double](repeating: 0, count: means.count)
    for (row, share) in zip(rows, share) {
      for column in centre.indices { centre[column] += share * row[column] }
    }
    var products = SymmetricMatrix(side: means.count, diagonal: penalty)
    // With equally weighted classes the mean of ±1 is the same for each.
    let level = 2 / Double(classes) - 1
    var targets = [[Double]](
      repeating: [Double](repeating: 0, count: means.count), count: classes)
    for (row, (share, label)) in zip(rows, zip(share, labels)) {
      let centred = zip(row, centre).map { $0 - $1 }
      products.add(centred, weight: share * count)
      for target in 0..<classes {
        let wanted = share * count * ((target == label ? 1 : -1) - level)
        for column in centred.indices { targets[target][column] += wanted * centred[column] }
      }
    }
    products.factorise()
    weights = targets.map(products.solution)
    intercepts = weights.map { weights in
      level - zip(weights, centre).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// The score of each class, larger for likelier.
  package func scores(of features: [Double]) -> [Double] {
    let row = Self.standardised(features, means, scales)
    return zip(weights, intercepts).map { weights, intercept in
      zip(weights, row).reduce(intercept) { $0 + $1.0 * $1.1 }
    }
  }

  /// The class with the highest score, of equal ones the first.
  package func prediction(for features: [Double]) -> Int {
    let scores = scores(of: features)
    return scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
  }

  private static func standardisation(
    of features: [[Double]]
  ) -> (means: [Double], scales: [Double]) {
    let count = Double(features.count)
    var means = [Double](repeating: 0, count: features[0].count)
    var squares = means
    for row in features { for column in means.indices { means[column] += row[column] / count } }
    for row in features {
      for column in means.indices {
        squares[column] += (row[column] - means[column]) * (row[column] - means[column]) / count
      }
    }
    // A constant feature says nothing, and is 0 once centred.
    return (means, squares.map { $0 > 1e-18 ? 1 / $0.squareRoot() : 0 })
  }

  private static func standardised(
    _ row: [Double], _ means: [Double], _ scales: [Double]
  ) -> [Double] {
    row.indices.map { (row[$0] - means[$0]) * scales[$0] }
  }
}

/// A positive definite matrix, of which the lower half is kept, and its Cholesky factor.
private struct SymmetricMatrix {
  private let side: Int
  private var rows: [[Double]]

  init(side: Int, diagonal: Double) {
    self.side = side
    rows = (0..<side).map { row in
      (0...row).map { $0 == row ? diagonal : 0 }
    }
  }

  /// Adds `weight` · `vector` · `vector`ᵀ.
  mutating func add(_ vector: [Double], weight: Double) {
    for row in 0..<side {
      let factor = weight * vector[row]
      for column in 0...row { rows[row][column] += factor * vector[column] }
    }
  }

  /// Replaces the matrix by its factor *L* with *L* · *L*ᵀ = matrix.
  mutating func factorise() {
    for row in 0..<side {
      for column in 0...row {
        var sum = rows[row][column]
        for place in 0..<column { sum -= rows[row][place] * rows[column][place] }
        rows[row][column] = row == column ? sum.squareRoot() : sum / rows[column][column]
      }
    }
  }

  /// The solution for a right-hand side, after ``factorise()``.
  func solution(_ target: [Double]) -> [Double] {
    var values = target
    for row in 0..<side {
      for column in 0..<row { values[row] -= rows[row][column] * values[column] }
      values[row] /= rows[row][row]
    }
    for row in stride(from: side - 1, through: 0, by: -1) {
      for below in row + 1..<max(side, row + 1) { values[row] -= rows[below][row] * values[below] }
      values[row] /= rows[row][row]
    }
    return values
  }
}
