/// The logical dimensions of a tensor, outermost first: `[N, C, H, W]`, `[N, F]`, ….
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// The size along each axis, none negative.
  public let dimensions: [Int]

  /// A shape from its dimensions.
  public init(_ dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 >= 0 }, "negative dimension in \(dimensions)")
    self.dimensions = dimensions
  }

  /// A shape from a literal such as `[1, 3, 224, 224]`.
  public init(arrayLiteral elements: Int...) { self.init(elements) }

  /// The number of axes.
  public var rank: Int { dimensions.count }

  /// The number of elements; 1 for a scalar.
  public var count: Int { dimensions.reduce(1, *) }

  /// The size along `axis`.
  public subscript(axis: Int) -> Int { dimensions[axis] }

  /// This shape with the first axis, the batch, of size `count`.
  public func withBatch(_ count: Int) -> Shape { Shape([count] + dimensions.dropFirst()) }
}

extension Shape {
  /// `N`: the size of the first axis.
  public var batch: Int { dimensions[0] }
  /// `C`: the size of the second axis.
  public var channels: Int { dimensions[1] }
  /// `H × W` of a rank-4 shape.
  public var extent: Extent { Extent(height: dimensions[2], width: dimensions[3]) }
  /// Whether this is `[N, C, H, W]` with more than one position in the plane.
  public var isSpatial: Bool { rank == 4 && extent.area > 1 }
}

extension Shape: CustomStringConvertible {
  /// `[1, 3, 224, 224]`
  public var description: String { dimensions.description }
}
