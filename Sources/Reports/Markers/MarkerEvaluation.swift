internal import Artifacts
public import Statistics
internal import Tables
internal import Tensors

/// How well the marker detector finds labelled boxes, overall and in each source.
public struct MarkerEvaluation: Sendable {
  /// The figures of a group of images.
  public struct Figures: Sendable {
    /// The source, `nil` for all images.
    public let source: String?
    /// How many images there are, and how many have a labelled box.
    public let images: Int, labelledImages: Int
    /// How many labelled boxes there are.
    public let boxes: Int
    /// How many of them were found.
    public let found: Int
    /// How many boxes were reported, true and false.
    public let reported: Int
    /// Of the ranking of everything detected; `nil` without labelled boxes.
    public let averagePrecision: Double?
    /// Patients resampled whole; `nil` where that is undefined.
    public let averagePrecisionInterval: ConfidenceInterval?
    /// False boxes per image; `nil` without images.
    public let falsePerImage: Double?
    /// Patients resampled whole; `nil` for fewer than two.
    public let falsePerImageInterval: ConfidenceInterval?
    /// False boxes per image without a labelled box; `nil` without such images.
    public let falsePerUnlabelledImage: Double?

    /// Share of the labelled boxes that were found.
    public var recall: Double? { boxes == 0 ? nil : Double(found) / Double(boxes) }
    /// Share of the reported boxes that are labelled.
    public var precision: Double? { reported == 0 ? nil : Double(found) / Double(reported) }
    /// Wilson's interval of the recall.
    public var recallInterval: ConfidenceInterval? { .wilson(successes: found, of: boxes) }
    /// Wilson's interval of the precision.
    public var precisionInterval: ConfidenceInterval? { .wilson(successes: found, of: reported) }
  }

  /// An image with labelled boxes that were not found.
  public struct Miss: Sendable, Equatable {
    /// The image as the manifest names it.
    public let image: String
    /// The boxes.
    public let boxes: [DetectionBox]
  }

  /// All images, then each source by name.
  public let groups: [Figures]
  /// The images with a box that was missed, in the order of the findings.
  public let misses: [Miss]
  /// The least confidence of a reported box.
  public let minimumConfidence: Double

  /// What is known about one image.
  private struct Outcome {
    let image: String
    let source: String?
    let patient: String?
    let boxes: [DetectionBox]
    /// Of everything detected.
    let detections: [(confidence: Double, isFound: Bool)]
    let missed: [DetectionBox]
    let reported: Int
    var falseCount: Int { reported - (boxes.count - missed.count) }
  }

  /// Compares findings with labelled boxes.
  ///
  /// - Parameters:
  ///   - findings: Of each image, also those below `minimumConfidence`: average precision ranks
  ///     them all.
  ///   - seed: Of the bootstrap intervals.
  public init(
    _ findings: [MarkerFindings], truth: LabelledBoxes, minimumConfidence: Double,
    leastOverlap: Double = 0.3, seed: UInt64 = 0
  ) {
    self.minimumConfidence = minimumConfidence
    let outcomes = findings.map { finding in
      Self.outcome(finding, truth, minimumConfidence, leastOverlap)
    }
    let sources = Set(outcomes.compactMap(\.source)).sorted()
    groups =
      [Self.figures(of: outcomes, source: nil, seed: seed)]
      + sources.map { source in
        Self.figures(of: outcomes.filter { $0.source == source }, source: source, seed: seed)
      }
    misses = outcomes.filter { !$0.missed.isEmpty }.map { Miss(image: $0.image, boxes: $0.missed) }
  }

  private static func outcome(
    _ finding: MarkerFindings, _ truth: LabelledBoxes, _ minimumConfidence: Double,
    _ leastOverlap: Double
  ) -> Outcome {
    let image = finding.subject.image
    let boxes = truth.boxes[image] ?? []
    let detections = finding.markers.map { (box: $0.box, confidence: $0.confidence) }
    let all = DetectionMatching(detections: detections, truths: boxes, leastOverlap: leastOverlap)
    // Matching goes by falling confidence, so the less sure ones do not change those before them.
    let reported = detections.filter { $0.confidence >= minimumConfidence }
    let matching = DetectionMatching(
      detections: reported, truths: boxes, leastOverlap: leastOverlap)
    return Outcome(
      image: image, source: finding.subject.source ?? truth.sources[image],
      patient: finding.subject.patient, boxes: boxes,
      detections: zip(detections, all.found).map { ($0.confidence, $1 != nil) },
      missed: matching.missed.map { boxes[$0] }, reported: reported.count)
  }

  private static func figures(of outcomes: [Outcome], source: String?, seed: UInt64) -> Figures {
    func area(_ sample: [Outcome]) -> Double? {
      AveragePrecision.area(
        detections: sample.flatMap(\.detections),
        truths: sample.reduce(0) { $0 + $1.boxes.count })
    }
    let patients = outcomes.map(\.patient)
    let falseCounts = outcomes.map { Double($0.falseCount) }
    let unlabelled = outcomes.filter { $0.boxes.isEmpty }.map { Double($0.falseCount) }
    var generator = RandomGenerator(seed: seed)
    let boxes = outcomes.reduce(0) { $0 + $1.boxes.count }
    return Figures(
      source: source, images: outcomes.count,
      labelledImages: outcomes.count { !$0.boxes.isEmpty }, boxes: boxes,
      found: outcomes.reduce(boxes) { $0 - $1.missed.count },
      reported: outcomes.reduce(0) { $0 + $1.reported },
      averagePrecision: area(outcomes),
      averagePrecisionInterval: .bootstrap(
        of: outcomes, clusters: patients, using: &generator, statistic: { area($0) ?? .nan }),
      falsePerImage: falseCounts.mean,
      falsePerImageInterval: .bootstrap(
        ofMean: falseCounts, clusters: patients, using: &generator),
      falsePerUnlabelledImage: unlabelled.mean)
  }
}

extension TextMarker {
  /// Its box in pixels.
  fileprivate var box: DetectionBox {
    DetectionBox(
      x0: Double(columns.lowerBound), y0: Double(rows.lowerBound),
      x1: Double(columns.upperBound), y1: Double(rows.upperBound))
  }
}

extension [Double] {
  /// `nil` of no numbers.
  fileprivate var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}
