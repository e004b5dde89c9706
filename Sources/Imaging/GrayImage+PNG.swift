public import Diagnostics

extension GrayImage {
  /// The picture as a grey PNG of 8 bits, or of 16 if ``bitDepth`` is more than 8; samples outside
  /// `0...1` are clamped, NaN becomes black.
  public func pngData() throws -> [UInt8] {
    try bitDepth > 8
      ? PNG.encode(sixteenBitSamples, width: width, height: height, channels: 1, bitDepth: 16)
      : PNG.encode(eightBitSamples, width: width, height: height, channels: 1)
  }

  /// Writes the picture as ``pngData()``: the whole file, or nothing.
  public func writePNG(to path: String) throws(FileError) {
    try AtomicFile.write(to: path) { try pngData() }
  }

  /// The samples as 0…255, rounded to the nearest.
  package var eightBitSamples: [UInt8] {
    samples.map { UInt8(max(0, min(1, $0.isNaN ? 0 : $0)) * 255 + 0.5) }
  }

  /// The samples as 0…65535, rounded to the nearest; of each the high byte first.
  private var sixteenBitSamples: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * samples.count)
    for sample in samples {
      let value = UInt16(max(0, min(1, sample.isNaN ? 0 : sample)) * 65535 + 0.5)
      bytes.append(UInt8(value >> 8))
      bytes.append(UInt8(truncatingIfNeeded: value))
    }
    return bytes
  }
}
