internal import CCodecs

/// The PNG format, through libpng.
enum PNG {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The picture in `bytes` as grey, every sample exactly `value / (2^bitDepth − 1)`.
  ///
  /// Colour becomes ITU-R 601 luma, not rounded. Alpha and transparency are dropped, gamma and
  /// colour profiles ignored, as Pillow's `convert("L")` does.
  static func decode(_ bytes: [UInt8]) throws(CodecError) -> GrayImage {
    try Decoder(
      format: "PNG", readHeader: codec_png_read_header, decodeGray: codec_png_decode_gray
    ).decode(bytes)
  }

  /// Row-major samples, `channels` (1 grey, 3 RGB) per pixel, as the bytes of a PNG file.
  ///
  /// The same pixels give the same bytes.
  ///
  /// - Parameter bitDepth: Of the samples: 8, or 16 for two bytes each, the high one first.
  static func encode(
    _ pixels: [UInt8], width: Int, height: Int, channels: Int, bitDepth: Int = 8
  ) throws(CodecError) -> [UInt8] {
    var encoded: UnsafeMutablePointer<UInt8>?
    var length = 0
    try callCodec("PNG") {
      codec_png_encode(
        pixels, UInt32(clamping: width), UInt32(clamping: height), Int32(channels),
        Int32(bitDepth), &encoded, &length, $0)
    }
    defer { codec_free(encoded) }
    return Array(UnsafeBufferPointer(start: encoded, count: length))
  }
}
