/// How well a detector's confidence puts its true detections before its false ones.
public enum AveragePrecision {
  /// The area under the precision–recall curve, precision made falling from the right
  /// (Everingham et al. 2010, as VOC counts since that year: every point of recall).
  ///
  /// Detections of equal confidence enter the curve together, so their order does not matter.
  ///
  /// - Parameters:
  ///   - detections: Of all images: the confidence, and whether a true box was found.
  ///   - truths: How many true boxes there are, found or not.
  /// - Returns: In `0...1`; `nil` without true boxes, 0 without detections.
  /// - Complexity: O(*n* log *n*).
  public static func area(
    detections: [(confidence: Double, isFound: Bool)], truths: Int
  ) -> Double? {
    precondition(detections.count(where: \.isFound) <= truths)
    guard truths > 0 else { return nil }
    let sorted = detections.sorted { $0.confidence > $1.confidence }
    var points: [(recall: Double, precision: Double)] = []
    var found = 0
    for (index, detection) in sorted.enumerated() {
      if detection.isFound { found += 1 }
      if index + 1 < sorted.count, sorted[index + 1].confidence == detection.confidence { continue }
      points.append((Double(found) / Double(truths), Double(found) / Double(index + 1)))
    }
    var area = 0.0
    var best = 0.0
    for (index, point) in points.enumerated().reversed() {
      best = max(best, point.precision)
      area += best * (point.recall - (index == 0 ? 0 : points[index - 1].recall))
    }
    return area
  }
}
