/// How much an image of each class counts in the training loss.
public enum ClassWeights: Sendable, Equatable {
  /// All the same.
  case none
  /// Each class as much as any other: `n / (classes · n of the class)`.
  case balanced
  /// As said for each class; 1 for the others.
  case named([String: Double])

  /// The weight of each class; `nil` where all count the same.
  ///
  /// - Parameter labels: Of the training images, indices into `classNames`.
  /// - Throws: ``TrainingError`` for a class that there is not and a weight that is not positive.
  func resolved(classNames: [String], labels: [Int]) throws(TrainingError) -> [Double]? {
    switch self {
    case .none: return nil
    case .balanced:
      var counts = [Double](repeating: 0, count: max(classNames.count, (labels.max() ?? 0) + 1))
      for label in labels { counts[label] += 1 }
      let classes = Double(counts.count { $0 > 0 })
      return counts.map { $0 > 0 ? Double(labels.count) / (classes * $0) : 1 }
    case .named(let weights):
      for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
        guard classNames.contains(name) else { throw .unknownClass(name, names: classNames) }
        guard weight > 0, weight.isFinite else { throw .classWeight(name, weight) }
      }
      return classNames.map { weights[$0] ?? 1 }
    }
  }
}

extension ClassWeights: CustomStringConvertible {
  /// `none`, `balanced` or `covid=2.0,normal=1.0`, by name.
  public var description: String {
    switch self {
    case .none: "none"
    case .balanced: "balanced"
    case .named(let weights):
      weights.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }
  }
}

extension ClassWeights {
  /// The weights that people write as `none`, `balanced` or `covid=2,normal=1`.
  public init?(text: String) {
    switch text {
    case "none": self = .none
    case "balanced": self = .balanced
    default:
      var weights: [String: Double] = [:]
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let equals = part.lastIndex(of: "="),
          let weight = Double(part[equals...].dropFirst()),
          weights.updateValue(weight, forKey: String(part[..<equals])) == nil
        else { return nil }
      }
      self = .named(weights)
    }
  }
}
