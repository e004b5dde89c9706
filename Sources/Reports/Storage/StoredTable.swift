internal import Diagnostics
internal import Foundation
internal import Tables

/// Reading tables that grow a row at a time.
enum StoredTable {
  /// The header and each row by column.
  ///
  /// The last row may have been cut short by a kill; it is then left out.
  ///
  /// - Throws: ``FileError`` for a file that is missing or damaged elsewhere.
  static func read(_ path: String) throws -> (header: [String], rows: [[String: String]]) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(
        path, Diagnosis("cannot be read", expected: "a table that an audit has written"))
    }
    let records = try FileError.naming(path) { try Self.records(of: data) }
    guard let header = records.first?.fields else {
      throw FileError(path, Diagnosis("is empty", expected: "a table that an audit has written"))
    }
    if let twice = header.first(where: { name in header.count { $0 == name } > 1 }) {
      throw FileError(path, Diagnosis("has two columns called '\(twice)'"))
    }
    var rows = records.dropFirst()
    if let last = rows.last, last.fields.count < header.count { rows.removeLast() }
    if let bad = rows.first(where: { $0.fields.count != header.count }) {
      throw FileError(
        path,
        Diagnosis(
          "line \(bad.line) has \(bad.fields.count) fields",
          expected: "\(header.count), as the header"))
    }
    return (
      header, rows.map { Dictionary(uniqueKeysWithValues: zip(header, $0.fields)) }
    )
  }

  /// The rows of a table with just these columns.
  ///
  /// - Throws: ``FileError`` as ``read(_:)``, and for other columns.
  static func read(_ path: String, columns: [String]) throws -> [[String: String]] {
    let (header, rows) = try read(path)
    guard header == columns else {
      throw FileError(
        path,
        Diagnosis("has the columns '\(header.joined(separator: ","))'", expected: "\(columns)"))
    }
    return rows
  }

  /// The records of all lines that end, without the last if its quote is never closed.
  private static func records(of data: Data) throws(CSVError) -> [CSVReader.Record] {
    let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
    func records(ofFirst count: Int) throws(CSVError) -> [CSVReader.Record] {
      try CSVReader(Data(lines.prefix(count).joined(separator: [0x0A])) + [0x0A]).records
    }
    do throws(CSVError) {
      return try records(ofFirst: lines.count)
    } catch {
      // The cut fell into a field with a line break of its own.
      guard error.problem == .openQuote else { throw error }
      return try records(ofFirst: error.line - 1)
    }
  }
}
