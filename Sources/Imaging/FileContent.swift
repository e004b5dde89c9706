internal import Diagnostics

/// What a file holds, judged by its first bytes and never by its name.
enum FileContent: Equatable {
  case png
  case jpeg
  /// Something else: what it is, and what to do with it.
  case other(String, remedy: String?)

  init(of bytes: [UInt8]) {
    self =
      if bytes.starts(with: PNG.signature) {
        .png
      } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
        .jpeg
      } else {
        FileContent.unsupported(bytes)
      }
  }

  private static func unsupported(_ bytes: [UInt8]) -> FileContent {
    if bytes.isEmpty {
      return .other("an empty file", remedy: "Copy or download the image again.")
    }
    if let kind = kinds.first(where: { $0.matches(bytes) }) {
      return .other(kind.name, remedy: kind.remedy)
    }
    if bytes.prefix(4096).allSatisfy({ $0 >= 0x20 && $0 != 0x7F || 0x09...0x0D ~= $0 }) {
      return .other("a text file", remedy: nil)
    }
    let first = bytes.prefix(8).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined(separator: " ")
    return .other(
      "data of an unknown kind (first bytes \(first))",
      remedy: "Convert the image to PNG, or copy it again if it was one.")
  }

  /// A file format that people have where we expect a picture.
  private struct Kind {
    let name: String
    let remedy: String?
    let signatures: [(offset: Int, text: [UInt8])]

    init(_ name: String, _ remedy: String?, _ texts: String..., offset: Int = 0) {
      self.name = name
      self.remedy = remedy
      // Latin-1, so that "\u{89}" is one byte.
      signatures = texts.map {
        (offset, $0.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
      }
    }

    func matches(_ bytes: [UInt8]) -> Bool {
      signatures.contains { bytes.dropFirst($0.offset).starts(with: $0.text) }
    }
  }

  private static let convert = "Convert it to PNG first."

  private static let kinds: [Kind] = [
    Kind("a DICOM file", convert, "DICM", offset: 128),
    Kind("a GIF image", convert, "GIF87a", "GIF89a"),
    Kind("a TIFF image", convert, "II*\0", "MM\0*"),
    Kind("a BMP image", convert, "BM"),
    Kind("a WebP image", convert, "WEBP", offset: 8),
    Kind("a HEIC or AVIF image or a video", convert, "ftyp", offset: 4),
    Kind("a JPEG 2000 image", convert, "\0\0\0\u{0C}jP  ", "\u{FF}O\u{FF}Q"),
    Kind("a PGM or PPM image", convert, "P2\n", "P3\n", "P5\n", "P6\n", "P5 ", "P6 "),
    Kind("a NIfTI volume", "Export the picture as PNG first.", "n+1\0", "ni1\0", offset: 344),
    Kind("a NumPy array", "Save it as a PNG image first.", "\u{93}NUMPY"),
    Kind(
      "a PNG image with a damaged signature", "Copy it again, as binary data and whole.",
      "\u{89}PNG", "\u{3F}PNG\n", "PNG\r\n"),
    Kind(
      "a Git LFS pointer", "Fetch the image itself with `git lfs pull`.", "version https://git-lfs"),
    Kind("a web page", "Download the image itself.", "<!DOCTYPE", "<!doctype", "<html", "<HTML"),
    Kind("an SVG or XML file", convert, "<svg", "<?xml"),
    Kind("a PDF document", "Export its image as PNG first.", "%PDF"),
    Kind("a ZIP archive", "Unpack it first.", "PK\u{03}\u{04}"),
    Kind("a gzip archive", "Unpack it first.", "\u{1F}\u{8B}"),
  ]
}
