internal import CCodecs
package import Diagnostics

/// A picture of up to 256 colours, each with an opacity: a map in the colours of a scale.
package struct PaletteImage: Sendable, Equatable {
  /// Columns.
  package let width: Int
  /// Rows.
  package let height: Int
  /// Row-major indices of ``palette`` from the top left.
  package let levels: [UInt8]
  /// The colours.
  package let palette: [RGBColor]
  /// How opaque each colour is, 0 to 255; empty when all are opaque.
  package let opacities: [UInt8]

  /// A picture from its levels.
  ///
  /// - Precondition: `levels.count == width * height`, both positive; 1…256 colours and as many
  ///   opacities or none; every level has a colour.
  package init(
    width: Int, height: Int, levels: [UInt8], palette: [RGBColor], opacities: [UInt8] = []
  ) {
    precondition(width > 0 && height > 0 && levels.count == width * height)
    precondition((1...256).contains(palette.count))
    precondition(opacities.isEmpty || opacities.count == palette.count)
    precondition(levels.allSatisfy { $0 < palette.count })
    self.width = width
    self.height = height
    self.levels = levels
    self.palette = palette
    self.opacities = opacities
  }

  /// The picture as an indexed PNG, a third of the same picture in RGB and alpha.
  package func pngData() throws -> [UInt8] {
    let colors = palette.flatMap { [$0.red, $0.green, $0.blue] }
    var encoded: UnsafeMutablePointer<UInt8>?
    var length = 0
    try callCodec("PNG") {
      codec_png_encode_palette(
        levels, UInt32(clamping: width), UInt32(clamping: height), colors, Int32(palette.count),
        opacities, Int32(opacities.count), &encoded, &length, $0)
    }
    defer { codec_free(encoded) }
    return Array(UnsafeBufferPointer(start: encoded, count: length))
  }

  /// Writes the picture as an indexed PNG: the whole file, or nothing.
  package func writePNG(to path: String) throws(FileError) {
    try AtomicFile.write(to: path) { try pngData() }
  }
}
