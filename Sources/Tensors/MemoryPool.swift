internal import Foundation
internal import Synchronization

/// Blocks of memory that are used again instead of going back to the system.
///
/// A network's activations are a few large blocks of the same sizes in every run. The system
/// takes large blocks back at once and clears them page by page when they are asked for again,
/// which costs as much as many a layer.
enum MemoryPool {
  /// Blocks below this size, in bytes, are left to the system's allocator, which keeps them.
  private static let smallest = 1 << 16
  /// Blocks from this size on lie in large pages where the system has them: setting up memory page
  /// by page takes longer than reading a model's weights into it.
  private static let largePage = 2 << 20
  /// At most this many bytes wait to be used again.
  private static let capacity = 512 << 20

  private struct State: ~Copyable {
    /// Addresses of free blocks by their size.
    var free: [Int: [UInt]] = [:]
    var bytes = 0
  }

  private static let state = Mutex(State())

  /// Uninitialised memory, 64-byte aligned.
  static func take(floats: Int) -> UnsafeMutableRawPointer {
    let size = size(floats)
    if size >= smallest,
      let address = state.withLock({ state in
        let address = state.free[size]?.popLast()
        if address != nil { state.bytes -= size }
        return address
      }), let block = UnsafeMutableRawPointer(bitPattern: address)
    {
      return block
    }
    return allocate(size)
  }

  private static func allocate(_ size: Int) -> UnsafeMutableRawPointer {
    let isLarge = size >= largePage
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: isLarge ? largePage : 64)
    #if os(Linux)
      // Advice, which a system without large pages may refuse.
      if isLarge { madvise(block, size, MADV_HUGEPAGE) }
    #endif
    return block
  }

  /// Takes back what ``take(floats:)`` gave for the same number.
  static func giveBack(_ block: UnsafeMutableRawPointer, floats: Int) {
    let size = size(floats)
    let address = UInt(bitPattern: block)
    let isKept =
      size >= smallest
      && state.withLock { state in
        guard state.bytes + size <= capacity else { return false }
        state.free[size, default: []].append(address)
        state.bytes += size
        return true
      }
    if !isKept { block.deallocate() }
  }

  /// The bytes of a block: rounded up by at most an eighth, so that similar sizes share blocks.
  private static func size(_ floats: Int) -> Int {
    let bytes = floats * MemoryLayout<Float>.stride
    guard bytes >= smallest else { return bytes }
    let step = 1 << (Int.bitWidth - bytes.leadingZeroBitCount - 4)
    return (bytes + step - 1) / step * step
  }
}
