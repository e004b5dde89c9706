public import Diagnostics
internal import Foundation
public import Statistics
internal import Tables

/// Boxes that people drew around the burnt-in text of radiographs: a CSV file with the columns
/// `image,x0,y0,x1,y1` and perhaps `source`; other columns are ignored.
///
/// Boxes are in pixels of the image, `x1` and `y1` one beyond the last.
public struct LabelledBoxes: Sendable {
  /// The boxes of each image, in the file's order.
  public private(set) var boxes: [String: [DetectionBox]] = [:]
  /// The source of each image that has one.
  public private(set) var sources: [String: String] = [:]

  private static let columns = ["image", "x0", "y0", "x1", "y1"]

  /// Reads the boxes in the file at `path`.
  ///
  /// - Throws: ``FileError`` when the file is missing, is not CSV, lacks a column or has a row that
  ///   is no box: a box left out would count as a false detection.
  public init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(path, Diagnosis("cannot be read", expected: "boxes in CSV"))
    }
    self = try FileError.naming(path) { try LabelledBoxes(data) }
  }

  init(_ bytes: some Collection<UInt8>) throws {
    let records = try CSVReader(bytes).records
    let header = (records.first?.fields ?? []).map { $0.trimmingCharacters(in: .whitespaces) }
    if let missing = Self.columns.first(where: { !header.contains($0) }) {
      throw LabelledBoxError.missingColumn(missing, found: header)
    }
    let places = Dictionary(
      header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for record in records.dropFirst() {
      func field(_ column: String) -> String {
        places[column].flatMap { $0 < record.fields.count ? record.fields[$0] : nil } ?? ""
      }
      let edges = Self.columns.dropFirst().map { Double(field($0)) }
      guard !field("image").isEmpty, let x0 = edges[0], let y0 = edges[1], let x1 = edges[2],
        let y1 = edges[3], x0 < x1, y0 < y1, (x1 - x0).isFinite, (y1 - y0).isFinite
      else { throw LabelledBoxError.noBox(line: record.line) }
      let box = DetectionBox(x0: x0, y0: y0, x1: x1, y1: y1)
      boxes[field("image"), default: []].append(box)
      if !field("source").isEmpty { sources[field("image")] = field("source") }
    }
  }
}

/// A table that is no list of boxes.
public enum LabelledBoxError: Diagnosable, Equatable {
  /// The header lacks a column.
  case missingColumn(String, found: [String])
  /// A row names no image or no box.
  case noBox(line: Int)

  /// What is wrong.
  public var diagnosis: Diagnosis {
    switch self {
    case .missingColumn(let name, let found):
      Diagnosis(
        "has the columns '\(found.joined(separator: ","))' and none called '\(name)'",
        expected: "a header such as 'image,x0,y0,x1,y1'")
    case .noBox(let line):
      Diagnosis(
        "line \(line) is no box", expected: "an image and numbers with x0 < x1 and y0 < y1")
    }
  }
}
