/// Float32 numbers in a logical shape, with value semantics.
///
/// A rank-4 tensor is `[N, C, H, W]` to everyone who asks, and channels-last (`N, H, W, C`)
/// in memory, so that a pixel's channels are adjacent. Every other rank is row-major.
public struct Tensor: Sendable {
  /// The logical shape.
  public let shape: Shape
  package private(set) var storage: TensorStorage

  /// A tensor whose memory is filled by `fill`, which must initialise every element.
  package init(
    _ shape: Shape, filledBy fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) rethrows {
    self.shape = shape
    storage = TensorStorage(count: shape.count)
    try fill(storage.elements)
  }

  /// A tensor whose memory `body` fills from a pointer to its first element.
  package static func write(
    _ shape: Shape, _ body: (UnsafeMutablePointer<Float>) throws -> Void
  ) rethrows -> Tensor {
    let storage = TensorStorage(count: shape.count)
    try body(storage.start)
    return Tensor(shape, sharing: storage)
  }

  /// A tensor that shows memory under a shape.
  ///
  /// - Precondition: The memory holds exactly the shape's elements, and nobody writes to it.
  package init(_ shape: Shape, sharing storage: TensorStorage) {
    self.shape = shape
    self.storage = storage
  }

  /// A tensor with every element equal to `value`.
  public init(_ shape: Shape, repeating value: Float = 0) {
    self.init(shape) { $0.initialize(repeating: value) }
  }

  /// The number of elements.
  public var count: Int { shape.count }

  /// Calls `body` with the elements in memory order.
  package func withElements<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(storage.elements))
  }

  /// Calls `body` with a pointer to the first element in memory, valid even when there is none.
  package func withPointer<Result>(
    _ body: (UnsafePointer<Float>) throws -> Result
  ) rethrows -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafePointer(storage.start))
  }

  /// Calls `body` with the elements in memory order, after copying them when they are shared.
  package mutating func withMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    if !isKnownUniquelyReferenced(&storage) {
      let copy = TensorStorage(count: count)
      _ = copy.elements.initialize(from: storage.elements)
      storage = copy
    }
    defer { withExtendedLifetime(storage) {} }
    return try body(storage.elements)
  }
}
