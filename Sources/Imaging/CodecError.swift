internal import CCodecs
package import Diagnostics
internal import Tensors

/// Why the bytes of a picture could not be decoded, or a picture could not be encoded.
package struct CodecError: Diagnosable {
  package let diagnosis: Diagnosis

  init(diagnosis: Diagnosis) {
    self.diagnosis = diagnosis
  }

  /// A failure that the C codecs report for a picture in `format`.
  init(_ format: String, status: codec_status, message: String) {
    let detail = message.isEmpty ? "" : " (\(message))"
    diagnosis =
      switch status {
      case CODEC_INCOMPLETE:
        Diagnosis(
          "the \(format) image is incomplete\(detail)", expected: "a whole \(format) file",
          remedy: "The file was cut short: copy or download it again.")
      case CODEC_OUT_OF_MEMORY:
        Diagnosis(
          "there is not enough memory for the \(format) image",
          remedy: "Close other programs or make the image smaller.")
      default:
        Diagnosis(
          "the \(format) image is damaged\(detail)", expected: "a valid \(format) file",
          remedy: "Copy or export the image again.")
      }
  }

  /// A picture that declares more pixels than we decode.
  init(_ format: String, tooLarge extent: Extent) {
    diagnosis = Diagnosis(
      "the \(format) image declares \(extent) pixels",
      expected: "at most \(CodecError.pixelLimit) pixels in all",
      remedy: "Make the image smaller; if it is not that large, the file is damaged.")
  }

  /// The greatest number of pixels we allocate for, so that a damaged or hostile header cannot
  /// exhaust the memory: 2²⁷, more than six times the largest digital radiographs.
  static let pixelLimit = 1 << 27
}
