extension Tensor {
  /// A tensor from elements in logical, row-major order (`[N, C, H, W]` as NumPy prints it).
  ///
  /// - Precondition: `elements.count == shape.count`.
  public init(_ shape: Shape, logicalOrder elements: [Float]) {
    precondition(elements.count == shape.count, "\(elements.count) elements for shape \(shape)")
    self.init(shape) { memory in
      elements.withUnsafeBufferPointer { source in
        Self.transposePlanes(of: shape, from: source, to: memory, toMemoryOrder: true)
      }
    }
  }

  /// A tensor whose elements `fill` writes in logical, row-major order; it must write them all.
  package static func writeInLogicalOrder<Failure: Error>(
    _ shape: Shape, _ fill: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Void
  ) throws(Failure) -> Tensor {
    let storage = TensorStorage(count: shape.count)
    defer { withExtendedLifetime(storage) {} }
    try fill(storage.elements)
    guard shape.isReordered else { return Tensor(shape, sharing: storage) }
    return Tensor(shape) {
      transposePlanes(
        of: shape, from: UnsafeBufferPointer(storage.elements), to: $0, toMemoryOrder: true)
    }
  }

  /// The elements in logical, row-major order.
  public var logicalElements: [Float] {
    [Float](unsafeUninitializedCapacity: count) { destination, initialized in
      withElements {
        Self.transposePlanes(of: shape, from: $0, to: destination, toMemoryOrder: false)
      }
      initialized = count
    }
  }

  /// The same elements, in the same logical order, under another shape.
  ///
  /// - Precondition: both shapes have the same number of elements.
  /// - Complexity: O(1) when the memory orders agree, otherwise one copy.
  public func reshaped(to newShape: Shape) -> Tensor {
    precondition(newShape.count == count, "cannot reshape \(shape) to \(newShape)")
    if !shape.isReordered && !newShape.isReordered || shape == newShape {
      return Tensor(newShape, sharing: storage)
    }
    return Tensor(newShape, logicalOrder: logicalElements)
  }

  /// Copies between logical `[N, C, P]` and stored `[N, P, C]`, where `P` is the plane.
  private static func transposePlanes(
    of shape: Shape, from source: UnsafeBufferPointer<Float>,
    to destination: UnsafeMutableBufferPointer<Float>, toMemoryOrder: Bool
  ) {
    guard shape.isReordered else {
      _ = destination.initialize(from: source)
      return
    }
    let channels = shape.channels
    let plane = shape.extent.area
    let (rows, columns) = toMemoryOrder ? (channels, plane) : (plane, channels)
    for sample in 0..<shape.batch {
      let offset = sample * channels * plane
      for row in 0..<rows {
        for column in 0..<columns {
          destination[offset + column * rows + row] = source[offset + row * columns + column]
        }
      }
    }
  }
}

extension Shape {
  /// Whether memory order differs from logical order.
  package var isReordered: Bool { rank == 4 && dimensions[1] > 1 && extent.area > 1 }
}
