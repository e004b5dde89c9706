public import Diagnostics

extension GrayImage {
  /// The picture as an 8-bit grey PNG; samples outside `0...1` are clamped, NaN becomes black.
  public func pngData() throws -> [UInt8] {
    try PNG.encode(eightBitSamples, width: width, height: height, channels: 1)
  }

  /// Writes the picture as an 8-bit grey PNG: the whole file, or nothing.
  public func writePNG(to path: String) throws(FileError) {
    try AtomicFile.write(to: path) { try pngData() }
  }

  /// The samples as 0…255, rounded to the nearest.
  package var eightBitSamples: [UInt8] {
    samples.map { UInt8(max(0, min(1, $0.isNaN ? 0 : $0)) * 255 + 0.5) }
  }
}
