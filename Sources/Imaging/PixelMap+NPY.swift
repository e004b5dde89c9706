public import Diagnostics

/// NumPy's array file, version 1.0: a magic number, a Python dictionary, the raw values.
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html)
extension PixelMap {
  private static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0]
  private static let dictionaryStart = "{'descr': '<f4', 'fortran_order': False, 'shape': ("

  /// The values as the bytes of a `.npy` file: little-endian float32, `[height, width]`.
  public func npyData() -> [UInt8] {
    var header = PixelMap.dictionaryStart + "\(height), \(width)), }"
    // The values begin at a multiple of 64 bytes, after a line feed.
    let unpadded = PixelMap.magic.count + 2 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    var bytes = PixelMap.magic
    bytes += [UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)]
    bytes += header.utf8
    values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Writes the values as a `.npy` file: the whole file, or nothing.
  public func writeNPY(to path: String) throws(FileError) {
    try AtomicFile.write(to: path) { npyData() }
  }
}
