/// Uninitialised, 64-byte aligned memory for `count` floats, freed with its last owner.
///
/// `@unchecked Sendable` holds because memory is written only while it has one owner:
/// `Tensor` fills it before anyone else can see it and copies it before writing when shared.
final class TensorStorage: @unchecked Sendable {
  let elements: UnsafeMutableBufferPointer<Float>

  init(count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    elements = UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: Float.self, capacity: max(count, 1)), count: count)
  }

  deinit { UnsafeMutableRawPointer(elements.baseAddress)?.deallocate() }
}
