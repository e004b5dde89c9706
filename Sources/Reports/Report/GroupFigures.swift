public import Attention
public import Statistics

/// A mean with what makes it readable: its interval and its count.
public struct Estimate: Sendable, Equatable {
  /// The mean; `nil` without a defined value.
  public let mean: Double?
  /// The 95 % bootstrap interval of the mean, patients resampled whole; `nil` for fewer than
  /// ``leastPatients``.
  public let interval: ConfidenceInterval?
  /// How many defined values.
  public let count: Int

  /// Resamples of fewer patients tell little more than the least and the greatest value: the interval
  /// would hold the true mean far less often than it says.
  public static let leastPatients = 5
}

/// A share of a count, with its Wilson interval; the share of nothing is unknown.
public struct Proportion: Sendable, Equatable {
  /// How many have the property.
  public let count: Int
  /// Out of how many.
  public let total: Int

  /// `count / total`, or `nil` for a total of 0.
  public var share: Double? { total == 0 ? nil : Double(count) / Double(total) }
  /// The 95 % Wilson interval of the share.
  public var interval: ConfidenceInterval? { .wilson(successes: count, of: total) }

  /// A share.
  public init(count: Int, total: Int) {
    self.count = count
    self.total = total
  }
}

/// The figures of one group of results.
public struct GroupFigures: Sendable {
  /// Which results these are.
  public let group: ReportGroup
  /// How many results there are.
  public let count: Int
  /// How many patients they come from; an image without a patient stands alone.
  public let patients: Int
  /// The mean of each figure over the results that define it.
  public let means: [AttentionMeasure: Estimate]
  /// The median lung mass.
  public let medianLungMass: Double?
  /// What each null model scores on the same images; those not computed are absent.
  public let nulls: [NullModel: Estimate]
  /// Results whose strongest pixel lies outside the lungs, of those with a peak and a mask.
  public let peakOutside: Proportion
  /// Where the strongest pixels outside the lungs lie, the most common first.
  public let peakRegions: [RegionCount]
  /// Results whose prediction is the label, of those with a label that the model knows.
  public let accuracy: Proportion
  /// How many results have each status other than `ok`.
  public let undefined: [String: Int]
  /// The mean share of saliency and of area of each region, of results with a mask.
  public let regions: [RegionFigures]

  /// The mean lung mass.
  public var lungMass: Estimate { self[.lungMass] }
  /// The mean lung area, of the results with a lung mass.
  public var lungArea: Estimate { self[.lungArea] }
  /// The estimate of a figure.
  public subscript(measure: AttentionMeasure) -> Estimate {
    means[measure] ?? Estimate(mean: nil, interval: nil, count: 0)
  }
}

/// How many strongest pixels lie in a region.
public struct RegionCount: Sendable, Equatable {
  /// The region.
  public let region: ThoraxRegion
  /// How many.
  public let count: Int
}

/// How much of the saliency of a group a region holds, beside how much of the images it fills.
public struct RegionFigures: Sendable, Equatable {
  /// The region.
  public let region: ThoraxRegion
  /// The mean share of saliency.
  public let saliency: Estimate
  /// The mean share of the image: what a uniform map would score.
  public let area: Double
}
