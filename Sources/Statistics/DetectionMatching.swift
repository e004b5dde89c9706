/// Which true boxes of one image the boxes of a detector found.
///
/// In order of falling confidence, each detection takes the free true box that it overlaps most,
/// if by `leastOverlap` or more (Everingham et al. 2010; Lin et al. 2014). A true box is found once:
/// a second detection of it is false.
public struct DetectionMatching: Sendable, Equatable {
  /// For each detection the position of the true box that it found, `nil` for a false one.
  public let found: [Int?]
  /// The positions of the true boxes that no detection found.
  public let missed: [Int]

  /// Matches the detections of an image with its true boxes.
  ///
  /// - Parameters:
  ///   - detections: In any order; of equal confidences the earlier goes first.
  ///   - leastOverlap: The least intersection over union, in `0...1`.
  public init(
    detections: [(box: DetectionBox, confidence: Double)], truths: [DetectionBox],
    leastOverlap: Double = 0.3
  ) {
    let order = detections.indices.sorted {
      (detections[$1].confidence, $0) < (detections[$0].confidence, $1)
    }
    var found = [Int?](repeating: nil, count: detections.count)
    var free = Set(truths.indices)
    for index in order {
      let overlaps = free.sorted().map { ($0, truths[$0].overlap(with: detections[index].box)) }
      guard let best = overlaps.max(by: { $0.1 < $1.1 }), best.1 > 0, best.1 >= leastOverlap
      else { continue }
      found[index] = best.0
      free.remove(best.0)
    }
    self.found = found
    missed = free.sorted()
  }
}
