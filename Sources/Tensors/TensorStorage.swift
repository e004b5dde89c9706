/// Uninitialised, 64-byte aligned memory for `count` floats, given back with its last owner.
///
/// `@unchecked Sendable` holds because memory is written only while it has one owner:
/// `Tensor` fills it before anyone else can see it and copies it before writing when shared.
package final class TensorStorage: @unchecked Sendable {
  /// The first float.
  package let start: UnsafeMutablePointer<Float>
  /// How many floats may be read and written.
  package let count: Int

  /// Memory with unspecified contents.
  package init(count: Int) {
    let capacity = max(count, 1)
    start = MemoryPool.take(floats: capacity).bindMemory(to: Float.self, capacity: capacity)
    self.count = count
  }

  deinit { MemoryPool.giveBack(UnsafeMutableRawPointer(start), floats: max(count, 1)) }

  var elements: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: start, count: count)
  }
}
