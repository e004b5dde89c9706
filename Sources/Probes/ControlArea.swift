internal import Attention
internal import Imaging

/// Finds where to make the same change for comparison: as large an area of background that the
/// map does not care about.
struct ControlArea: Sendable {
  let width: Int
  /// Pixels that a control may take.
  private let isFree: [Bool]
  private let saliency: [Float]
  private let taken: RowSums<Int>
  private let sums: RowSums<Double>

  /// - Parameters:
  ///   - isFree: Neither lung, nor marker, nor beyond the picture.
  ///   - saliency: Not negative.
  init(width: Int, isFree: [Bool], saliency: [Float]) {
    self.width = width
    self.isFree = isFree
    self.saliency = saliency
    taken = RowSums(isFree, width: width) { $0 ? 0 : 1 }
    sums = RowSums(saliency, width: width) { Double($0) }
  }

  /// A control for `area`: the same shape where it meets only free pixels and the least saliency,
  /// of several places the one nearest to the mirrored place, whose anatomy is most alike. Where
  /// the shape fits nowhere, as many free pixels with the least saliency.
  ///
  /// - Returns: `nil` where less than half as many pixels are free.
  func matching(_ area: [Bool]) -> [Bool]? {
    let free = zip(isFree, area).map { $0 && !$1 }
    return moved(area) ?? leastSalient(area.count(where: \.self), of: free)
  }

  private func moved(_ area: [Bool]) -> [Bool]? {
    let height = area.count / width
    let spans = (0..<height).flatMap { row in
      ConnectedRuns.runs(in: area[row * width..<(row + 1) * width]).map { (row: row, columns: $0) }
    }
    guard let top = spans.first?.row, let bottom = spans.last?.row,
      let left = spans.map(\.columns.lowerBound).min(),
      let right = spans.map(\.columns.upperBound).max()
    else { return nil }
    let own = RowSums(area, width: width) { $0 ? 1 : 0 }
    let mirrored = width - right - left
    let step = max(1, min(width, height) / 32)
    var best: (cost: Double, far: Int, x: Int, y: Int)?
    for y in stride(from: -top, to: height - bottom, by: step) {
      for x in stride(from: -left, through: width - right, by: step) {
        var cost = 0.0
        let isBlocked = spans.contains { span in
          let columns = span.columns.lowerBound + x..<span.columns.upperBound + x
          guard taken[span.row + y, columns] == 0, own[span.row + y, columns] == 0 else {
            return true
          }
          cost += sums[span.row + y, columns]
          return false
        }
        guard !isBlocked else { continue }
        let far = (x - mirrored) * (x - mirrored) + y * y
        if let known = best, (known.cost, known.far) <= (cost, far) { continue }
        best = (cost, far, x, y)
      }
    }
    return best.map { place in
      var result = [Bool](repeating: false, count: area.count)
      for span in spans {
        for column in span.columns {
          result[(span.row + place.y) * width + column + place.x] = true
        }
      }
      return result
    }
  }

  /// Of equally salient pixels those farthest from all that is not free: one patch, no specks.
  private func leastSalient(_ count: Int, of free: [Bool]) -> [Bool]? {
    let candidates = free.indices.filter { free[$0] }
    guard 2 * candidates.count >= count, count > 0 else { return nil }
    let distances = DistanceTransform.squaredDistances(
      to: free.map { !$0 }, width: width, height: free.count / width)
    var result = [Bool](repeating: false, count: free.count)
    let order = candidates.sorted {
      (saliency[$0], -distances[$0], $0) < (saliency[$1], -distances[$1], $1)
    }
    for index in order.prefix(count) { result[index] = true }
    return result
  }
}

/// Sums over parts of rows in constant time.
private struct RowSums<Sum: AdditiveArithmetic & Sendable>: Sendable {
  private let width: Int
  private var before: [Sum] = []

  init<Element>(_ elements: [Element], width: Int, _ value: (Element) -> Sum) {
    self.width = width + 1
    before.reserveCapacity(elements.count + elements.count / max(1, width))
    for (index, element) in elements.enumerated() {
      if index % width == 0 { before.append(.zero) }
      before.append(before[before.count - 1] + value(element))
    }
  }

  subscript(row: Int, columns: Range<Int>) -> Sum {
    before[row * width + columns.upperBound] - before[row * width + columns.lowerBound]
  }
}
