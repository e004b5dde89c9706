public import Attention
public import Statistics

/// The lung mass of two things on the same images.
public struct PairedComparison: Sendable {
  /// What is compared with a subject.
  public enum Partner: Hashable, Sendable {
    /// Another model, explained by the same method.
    case model(String)
    /// A null model on the subject's own images.
    case null(NullModel)

    /// Its name for a reader.
    public var name: String {
      switch self {
      case .model(let name): name
      case .null(let model): model.title
      }
    }
  }

  /// The results of the subject; the partner's are those of the same images.
  public let group: ReportGroup
  /// What the subject is compared with.
  public let partner: Partner
  /// How many images have both scores.
  public let count: Int
  /// How many patients these come from.
  public let patients: Int
  /// The mean difference of lung mass, subject − partner.
  public let difference: Double?
  /// Its 95 % bootstrap interval, patients resampled whole; `nil` for fewer than two.
  public let interval: ConfidenceInterval?
  /// Wilcoxon's signed-rank test of the patients' mean differences.
  public let test: Result<RankTest, UndefinedStatistic>
  /// The *p* after Holm's correction over all comparisons of its kind in the report.
  public let adjustedP: Double?
  /// The matched-pairs rank-biserial correlation of the patients' mean differences, −1…1.
  public let effectSize: Result<Double, UndefinedStatistic>
}
