public import Diagnostics
internal import Foundation

/// A list of radiographs: a CSV file with the columns `image` and, as far as known,
/// `mask,label,source,patient,view,split`; further columns are kept.
///
/// Paths are relative to the manifest's folder.
public struct Manifest: Sendable {
  /// A row that is no case.
  public struct BadRow: Sendable, Equatable {
    /// Its line in the file, counted from 1.
    public let line: Int
    /// The image it names, if any.
    public let image: String
    /// What is wrong.
    public let diagnosis: Diagnosis
  }

  /// The rows that name an image, in the file's order.
  public private(set) var cases: [Case] = []
  /// The rows that could not be understood.
  public private(set) var badRows: [BadRow] = []

  /// The names of the further columns, in the file's order.
  public private(set) var otherColumns: [String] = []

  /// The names of the columns that have a meaning, in the order in which they are written.
  public static let columns = ["image", "mask", "label", "source", "patient", "view", "split"]

  /// A manifest of cases that are known already.
  ///
  /// - Parameter otherColumns: The names of further columns.
  public init(_ cases: [Case], otherColumns: [String] = []) {
    self.cases = cases
    self.otherColumns = otherColumns
  }

  /// Reads the manifest at `path`.
  ///
  /// - Throws: ``FileError`` when the file is missing, is not CSV or has no column `image`. A bad
  ///   row does not throw; it is in ``badRows``.
  public init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(path, Diagnosis("cannot be read", expected: "a manifest in CSV"))
    }
    let folder = (path as NSString).deletingLastPathComponent
    self = try FileError.naming(path) { try Manifest(data, folder: folder) }
  }

  /// A manifest from the bytes of a CSV file that lies in `folder`.
  init(_ bytes: some Collection<UInt8>, folder: String) throws {
    let records = try CSVReader(bytes).records
    guard let header = records.first?.fields.map({ $0.trimmingCharacters(in: .whitespaces) })
    else { throw ManifestError.empty }
    guard header.contains("image") else { throw ManifestError.noImageColumn(found: header) }
    if let twice = header.first(where: { name in header.count { $0 == name } > 1 }) {
      throw ManifestError.repeatedColumn(twice)
    }
    otherColumns = header.filter { !Self.columns.contains($0) }
    for record in records.dropFirst() {
      let values = Dictionary(uniqueKeysWithValues: zip(header, record.fields))
      func value(_ column: String) -> String? { values[column].flatMap { $0.isEmpty ? nil : $0 } }
      func path(_ name: String) -> String {
        name.hasPrefix("/") || folder.isEmpty ? name : folder + "/" + name
      }
      guard record.fields.count == header.count, let image = value("image") else {
        badRows.append(
          BadRow(
            line: record.line, image: value("image") ?? "",
            diagnosis: Self.diagnosis(of: record, header: header)))
        continue
      }
      cases.append(
        Case(
          image: image, imagePath: path(image), maskPath: value("mask").map(path),
          label: value("label"), source: value("source"), patient: value("patient"),
          view: value("view"), split: value("split"),
          other: values.filter { !Self.columns.contains($0.key) }))
    }
  }

  /// The manifest with only the cases of a split; all of them for `nil`.
  ///
  /// - Throws: ``ManifestError`` when that leaves nothing to do.
  public func only(split: String?) throws(ManifestError) -> Manifest {
    var result = self
    if let split {
      result.cases.removeAll { $0.split != split }
      if result.cases.isEmpty, !cases.isEmpty {
        throw .noSuchSplit(split, known: Set(cases.compactMap(\.split)).sorted())
      }
    }
    if result.cases.isEmpty { throw .noCases(bad: badRows.first?.diagnosis) }
    return result
  }

  private static func diagnosis(of record: CSVReader.Record, header: [String]) -> Diagnosis {
    guard record.fields.count == header.count else {
      return Diagnosis(
        "line \(record.line) has \(record.fields.count) fields",
        expected: "\(header.count), as the header", remedy: "Quote fields that contain commas.")
    }
    return Diagnosis("line \(record.line) has no image", expected: "a path in the column 'image'")
  }

  /// The manifest of `cases` as CSV; images and masks are written as given.
  ///
  /// - Parameter otherColumns: The further columns to write.
  public static func csv(_ cases: [Case], otherColumns: [String] = []) -> String {
    cases.reduce(CSVWriter.line(columns + otherColumns)) { text, row in
      text
        + CSVWriter.line(
          [
            row.image, row.maskPath ?? "", row.label ?? "", row.source ?? "", row.patient ?? "",
            row.view ?? "", row.split ?? "",
          ] + otherColumns.map { row.other[$0] ?? "" })
    }
  }
}

/// A table that is no manifest.
public enum ManifestError: Diagnosable, Equatable {
  /// There is not even a header.
  case empty
  /// The header does not name the images.
  case noImageColumn(found: [String])
  /// Two columns have the same name.
  case repeatedColumn(String)
  /// No row has that split.
  case noSuchSplit(String, known: [String])
  /// No row names an image; why the first does not, if there are rows.
  case noCases(bad: Diagnosis?)

  /// What is wrong.
  public var diagnosis: Diagnosis {
    let columns = "a header such as '\(Manifest.columns.joined(separator: ","))'"
    return switch self {
    case .empty: Diagnosis("is empty", expected: columns)
    case .noImageColumn(let found):
      Diagnosis(
        "has the columns '\(found.joined(separator: ","))' and none called 'image'",
        expected: columns,
        remedy: nearestName(to: "image", among: found).map { "Rename '\($0)' to 'image'." }
          ?? "Name the column with the images' paths 'image'.")
    case .repeatedColumn(let name):
      Diagnosis("has two columns called '\(name)'", expected: "different names")
    case .noSuchSplit(let name, let known):
      Diagnosis(
        "has no row with split '\(name)'",
        expected: known.isEmpty ? "no split, as it names none" : known.joined(separator: ", "),
        remedy: nearestName(to: name, among: known).map { "Did you mean '\($0)'?" })
    case .noCases(let bad):
      bad ?? Diagnosis("has no rows", expected: "a row for each image")
    }
  }
}
