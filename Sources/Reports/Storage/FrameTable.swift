internal import Attention
internal import Diagnostics
internal import Foundation
internal import Tables

/// The maps and lungs of an audit in their common frame: what mean maps are made of.
///
/// `frames.csv` has a row per map, and one without model and method for the lungs of each image.
/// `cells` is the base-64 text of ``ThoraxFrame/side``² bytes, row-major from the upper left; a
/// byte stands for byte / 255 · `maximum`. That is coarse for a figure, and enough for a picture.
enum FrameTable {
  static let columns = ["image", "model", "method", "maximum", "cells"]

  static var header: String { CSVWriter.line(columns) }

  /// The line of a map, or of an image's lungs.
  static func line(image: String, subject: AuditSubject?, cells: [Float]) -> String {
    let maximum = cells.max() ?? 0
    let bytes = cells.map { maximum > 0 ? UInt8(($0 / maximum * 255).rounded()) : 0 }
    return CSVWriter.line([
      image, subject?.model ?? "", subject?.method ?? "", "\(maximum)",
      Data(bytes).base64EncodedString(),
    ])
  }

  /// What a row is about; no subject for an image's lungs.
  struct Key: Hashable {
    let image: String
    let subject: AuditSubject?
  }

  /// The grids of the table at `path`; of rows with one key the last.
  ///
  /// - Throws: ``FileError`` for a file that is no such table.
  static func read(_ path: String) throws -> [Key: [Float]] {
    let rows = try StoredTable.read(path, columns: columns)
    var grids: [Key: [Float]] = [:]
    for row in rows {
      let text = row["cells"] ?? ""
      guard let maximum = row["maximum"].flatMap(Float.init), maximum.isFinite,
        let bytes = Data(base64Encoded: text),
        bytes.count == ThoraxFrame.side * ThoraxFrame.side
      else {
        throw FileError(
          path, StoredRowError(column: "cells", text: "\(text.prefix(16))…").diagnosis)
      }
      let model = row["model"] ?? ""
      let method = row["method"] ?? ""
      let key = Key(
        image: row["image"] ?? "",
        subject: method.isEmpty ? nil : AuditSubject(model: model, method: method))
      grids[key] = bytes.map { Float($0) / 255 * maximum }
    }
    return grids
  }
}
