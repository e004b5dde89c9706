public import Attention
public import Probes
public import Statistics

/// Something outside the lungs that a model may go by, with what speaks for it.
public struct ShortcutCandidate: Sendable, Equatable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    /// A place outside the lungs where saliency gathers in many images.
    case region(OutsideRegionKind)
    /// Something that saliency need not show, found by changing the images.
    case probe(ProbeKind)

    /// Its stable name.
    public var name: String {
      switch self {
      case .region(let kind): kind.rawValue
      case .probe(let kind): kind.rawValue
      }
    }
  }

  /// The images of a source and class that show it, whatever the model decides for them.
  public struct Group: Sendable, Equatable {
    /// The source; empty where none is given.
    public let source: String
    /// The class; empty where none is given.
    public let label: String
    /// How many of them show it.
    public let images: Proportion
  }

  /// The model.
  public let model: String
  /// The method whose maps show it; `nil` where it was found by changing images alone.
  public let method: String?
  /// The class that it speaks for.
  public let target: String
  /// What it is.
  public let kind: Kind
  /// What it is and where, for a reader: `burnt-in text, upper left`.
  public let title: String
  /// The mean place of its strongest pixels in units of the lungs' box.
  public let place: Place?
  /// The images that show it, of those that the model decides for the class.
  public let images: Proportion
  /// Where they come from, the largest share first.
  public let groups: [Group]
  /// Its mean share of the saliency of those images.
  public let share: Estimate?
  /// Cramér's V of showing it and the source, over all images of the model, whatever it decides.
  public let association: Result<Double, UndefinedStatistic>?
  /// Cramér's V of having one, and source and class together, over all images of the model; `nil`
  /// but for what is inserted.
  public let occurrence: Result<Double, UndefinedStatistic>?
  /// What erasing it does; `nil` without probes.
  public let effect: CausalEffect?
  /// Some of its regions, the strongest effect first.
  public let examples: [RegionRecord]

  /// A place in units of the lungs' box.
  public struct Place: Sendable, Equatable {
    /// From the box's left to its right.
    public let u: Double
    /// From the box's top to its bottom.
    public let v: Double
  }

  /// Whether its causal effect reaches a threshold, and nobody doubts that it can be learned.
  public var isFinding: Bool { isEffective && !isDoubtful }

  /// Whether its causal effect reaches a threshold.
  var isEffective: Bool {
    guard let effect else { return false }
    return effect.reaches(
      kind == .probe(.tonesSwapped) ? .tones : .decisions, inShare: images.share ?? 0)
      || effect.reaches(.images)
  }

  /// From this Cramér's V on something is more common in some sources or classes.
  public static let leastOccurrence = 0.2

  /// Whether what is inserted is hardly more common in any source or class, or nobody knows: it may
  /// move the network only because the network hardly ever saw it.
  var isDoubtful: Bool {
    guard let occurrence else { return false }
    return ((try? occurrence.get()) ?? 0) < Self.leastOccurrence
  }

  /// The mean net fall of support over all images that the model decides for the class: how much of
  /// its decisions rests on it.
  public var impact: Double { (effect?.net.mean ?? 0) * (images.share ?? 0) }
}

extension ShortcutCandidate.Place {
  /// Where it lies, in words of the picture: `upper left`.
  var words: String {
    let across = u < 1 / 3.0 ? "left" : u > 2 / 3.0 ? "right" : "middle"
    let down = v < 1 / 3.0 ? "upper" : v > 2 / 3.0 ? "lower" : "middle"
    return down == across ? "middle" : "\(down) \(across)"
  }
}
