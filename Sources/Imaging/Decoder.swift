internal import CCodecs
internal import Tensors

/// A C decoder of one file format, as a function that returns a picture or throws.
struct Decoder {
  typealias Message = UnsafeMutablePointer<CChar>
  typealias Bytes = UnsafePointer<UInt8>

  let format: String
  let readHeader: (Bytes?, Int, UnsafeMutablePointer<codec_header>?, Message?) -> codec_status
  let decodeGray:
    (Bytes?, Int, codec_header, UnsafeMutablePointer<Float>?, Message?)
      -> codec_status

  /// The grey picture in `bytes`; its size is checked before memory is taken for it.
  func decode(_ bytes: [UInt8]) throws(CodecError) -> GrayImage {
    var header = codec_header()
    try check { readHeader(bytes, bytes.count, &header, $0) }
    let extent = Extent(height: Int(header.height), width: Int(header.width))
    // A side has at most 31 bits in PNG and 16 in JPEG, so the product cannot overflow.
    guard extent.area <= CodecError.pixelLimit else {
      throw CodecError(format, tooLarge: extent)
    }
    var samples = [Float](repeating: 0, count: extent.area)
    try check { decodeGray(bytes, bytes.count, header, &samples, $0) }
    return GrayImage(
      width: extent.width, height: extent.height, samples: samples,
      bitDepth: Int(header.bit_depth))
  }

  private func check(_ call: (Message) -> codec_status) throws(CodecError) {
    try callCodec(format, call)
  }
}

/// Calls a function of CCodecs and throws what it reports.
func callCodec(
  _ format: String, _ call: (UnsafeMutablePointer<CChar>) -> codec_status
) throws(CodecError) {
  var message = [CChar](repeating: 0, count: Int(CODEC_MESSAGE_LENGTH))
  let status = message.withUnsafeMutableBufferPointer { buffer in
    buffer.baseAddress.map(call) ?? CODEC_OUT_OF_MEMORY
  }
  guard status == CODEC_OK else {
    let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    throw CodecError(format, status: status, message: String(decoding: text, as: UTF8.self))
  }
}
