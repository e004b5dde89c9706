public import Tensors

extension Extent {
  /// The extent that people write as `224` (square) or `320x240` (width first).
  ///
  /// `nil` unless all numbers are positive.
  public init?(text: String) {
    let parts = text.split(separator: /[x×X]/, omittingEmptySubsequences: false)
    let sizes = parts.compactMap { Int($0) }
    guard sizes.count == parts.count, sizes.allSatisfy({ $0 > 0 }) else { return nil }
    switch sizes.count {
    case 1: self = .square(sizes[0])
    case 2: self = Extent(height: sizes[1], width: sizes[0])
    default: return nil
    }
  }

  /// `320x240`, width first: what ``init(text:)`` reads.
  public var text: String { "\(width)x\(height)" }
}
