/// Eight neighbouring channels at once, or as many as are left.
///
/// Written out, because the compiler does not vectorise loops over memory that might overlap, and
/// few channels are not worth its asking at each pixel.
enum ChannelLanes {
  static let count = 8

  /// Calls `body` with the first channel and the number of channels of each group.
  @inline(__always)
  static func forEach(in channels: Range<Int>, _ body: (_ first: Int, _ count: Int) -> Void) {
    var first = channels.lowerBound
    while first + count <= channels.upperBound {
      body(first, count)
      first += count
    }
    if first < channels.upperBound { body(first, channels.upperBound - first) }
  }
}

extension UnsafeBufferPointer<Float> {
  /// The numbers from `index` on, and 0 beyond `count`.
  @inline(__always)
  func lanes(at index: Int, count: Int) -> SIMD8<Float> {
    if count == ChannelLanes.count {
      return UnsafeRawBufferPointer(self).loadUnaligned(
        fromByteOffset: index * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
    }
    var lanes = SIMD8<Float>.zero
    for lane in 0..<count { lanes[lane] = self[index + lane] }
    return lanes
  }
}

extension UnsafeMutableBufferPointer<Float> {
  /// See `UnsafeBufferPointer.lanes(at:count:)`.
  @inline(__always)
  func lanes(at index: Int, count: Int) -> SIMD8<Float> {
    UnsafeBufferPointer(self).lanes(at: index, count: count)
  }

  /// Writes the first `count` lanes from `index` on.
  @inline(__always)
  func store(_ lanes: SIMD8<Float>, at index: Int, count: Int) {
    if count == ChannelLanes.count {
      UnsafeMutableRawBufferPointer(self).storeBytes(
        of: lanes, toByteOffset: index * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
    } else {
      for lane in 0..<count { self[index + lane] = lanes[lane] }
    }
  }
}
