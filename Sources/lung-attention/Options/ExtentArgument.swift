import ArgumentParser
import LungAttention

/// `224x224` (width by height) or `224` for a square.
extension Extent: ExpressibleByArgument {
  /// The value that `argument` names, if it does.
  public init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }.filter { (1...16384).contains($0) }
    guard numbers.count == parts.count, (1...2).contains(parts.count) else { return nil }
    self.init(height: numbers[numbers.count - 1], width: numbers[0])
  }
}
