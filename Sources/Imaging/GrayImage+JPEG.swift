internal import CCodecs
package import Diagnostics

extension GrayImage {
  /// The picture as an 8-bit grey baseline JPEG; samples outside `0...1` are clamped, NaN is black.
  ///
  /// - Parameter quality: 1 (small) to 100.
  package func jpegData(quality: Int = 85) throws -> [UInt8] {
    var encoded: UnsafeMutablePointer<UInt8>?
    var length = 0
    try callCodec("JPEG") {
      codec_jpeg_encode_gray(
        eightBitSamples, UInt32(clamping: width), UInt32(clamping: height),
        Int32(min(max(quality, 1), 100)), &encoded, &length, $0)
    }
    defer { codec_free(encoded) }
    return Array(UnsafeBufferPointer(start: encoded, count: length))
  }

  /// Writes the picture as a JPEG: the whole file, or nothing.
  package func writeJPEG(to path: String, quality: Int = 85) throws(FileError) {
    try AtomicFile.write(to: path) { try jpegData(quality: quality) }
  }
}
