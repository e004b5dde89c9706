extension EffectSize {
  /// Cramér's V: how strongly two categorical properties go together (Cramér 1946).
  ///
  /// √(φ²/min(r−1, c−1)) with φ² = χ²/n of the r × c table without Yates's correction: 0 if
  /// independent, 1 if one determines the other. It is too large in small samples; Bergsma (2013)
  /// replaces φ² by max(0, φ² − (r−1)(c−1)/(n−1)), r by r − (r−1)²/(n−1), and c likewise.
  ///
  /// - Parameters:
  ///   - first: The category of each case; cases must be independent.
  ///   - second: Its other category, in the same order.
  ///   - correctsBias: Whether to give Bergsma's version.
  /// - Returns: Undefined: `.constant` if either property has a single category; `.tooFew` for no
  ///   cases, or if the correction leaves no more than one category, as when every case has its
  ///   own.
  /// - Complexity: O(*n* log *n*).
  public static func cramersV<First: Hashable, Second: Hashable>(
    _ first: [First], _ second: [Second], correctsBias: Bool = true
  ) -> Result<Double, UndefinedStatistic> {
    precondition(first.count == second.count)
    guard !first.isEmpty else { return .failure(.tooFew) }
    let (rows, columns) = (categories(first), categories(second))
    guard rows.count > 1, columns.count > 1 else { return .failure(.constant) }

    let phiSquared = phiSquared(rows: rows, columns: columns)
    let (r, c) = (Double(rows.count), Double(columns.count))
    guard correctsBias else { return .success(min(1, (phiSquared / (min(r, c) - 1)).squareRoot())) }
    let spare = Double(first.count - 1)
    let corrected = max(0, phiSquared - (r - 1) * (c - 1) / spare)
    // As a product, since the plain form leaves a rounding residue where it should be 0.
    let room = min((r - 1) * (1 - (r - 1) / spare), (c - 1) * (1 - (c - 1) / spare))
    guard room > 0 else { return .failure(.tooFew) }
    return .success(min(1, (corrected / room).squareRoot()))
  }
}

/// The categories of the cases, numbered in order of first appearance.
func categories<Label: Hashable>(_ labels: [Label]) -> (codes: [Int], count: Int) {
  var numbers: [Label: Int] = [:]
  let codes = labels.map { label in
    if let number = numbers[label] { return number }
    numbers[label] = numbers.count
    return numbers.count - 1
  }
  return (codes, numbers.count)
}

/// χ²/n: the sum of (observed − expected)²/expected over all cells, in shares of the cases.
private func phiSquared(
  rows: (codes: [Int], count: Int), columns: (codes: [Int], count: Int)
) -> Double {
  var rowTotals = [Int](repeating: 0, count: rows.count)
  var columnTotals = [Int](repeating: 0, count: columns.count)
  for row in rows.codes { rowTotals[row] += 1 }
  for column in columns.codes { columnTotals[column] += 1 }
  // Only cells with cases are visited, since two properties of many categories have few of them.
  // Sorted, because a dictionary's order and with it the rounding would change from run to run.
  var cells = zip(rows.codes, columns.codes).map { $0 * columns.count + $1 }.sorted()[...]
  let n = Double(rows.codes.count)
  var (sum, expectedInVisited, visited) = (0.0, 0.0, 0)
  while let cell = cells.first {
    let alike = cells.prefix { $0 == cell }
    let (row, column) = cell.quotientAndRemainder(dividingBy: columns.count)
    let expected = Double(rowTotals[row]) * Double(columnTotals[column]) / n
    let excess = Double(alike.count) - expected
    sum += excess * excess / expected
    expectedInVisited += expected
    visited += 1
    cells = cells[alike.endIndex...]
  }
  // An empty cell adds what was expected in it; without one there is nothing but rounding to add.
  let expectedInEmpty = visited == rows.count * columns.count ? 0 : max(0, n - expectedInVisited)
  return (sum + expectedInEmpty) / n
}
