internal import CCodecs

/// The JPEG format, through libjpeg-turbo.
enum JPEG {
  /// The picture in `bytes` as grey, turned upright by its EXIF orientation.
  ///
  /// Colour becomes ITU-R 601 luma, not rounded; CMYK is read as inverted, as Adobe writes it.
  /// Damaged data are an error even where a picture could be made up.
  static func decode(_ bytes: [UInt8]) throws(CodecError) -> GrayImage {
    let image = try Decoder(
      format: "JPEG", readHeader: codec_jpeg_read_header, decodeGray: codec_jpeg_decode_gray
    ).decode(bytes)
    return Orientation(exifIn: bytes).upright(image)
  }
}
