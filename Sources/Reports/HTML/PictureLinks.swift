/// Where a row's pictures are, seen from the page.
///
/// The name that an image's pictures have in common is written as `*`, so that thousands of rows
/// share a few words.
struct PictureLinks {
  /// The page's folder, seen from the report's.
  let folder: String

  /// What `*` stands for.
  func stem(_ record: CaseRecord) -> String? {
    guard let file = record.pictures.radiograph?.split(separator: "/").last else { return nil }
    return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? String(file)
  }

  func radiograph(_ record: CaseRecord) -> String? { link(record.pictures.radiograph, of: record) }
  func map(_ record: CaseRecord) -> String? { link(record.pictures.map, of: record) }
  func overlay(_ record: CaseRecord) -> String? { link(record.pictures.overlay, of: record) }

  /// The outline is beside the radiograph, where the lungs are known.
  func outline(_ record: CaseRecord) -> String? {
    guard record.lungMass != nil, let path = radiograph(record), let dot = path.lastIndex(of: ".")
    else { return nil }
    return path[..<dot] + ".svg"
  }

  private func link(_ path: String?, of record: CaseRecord) -> String? {
    guard let path else { return nil }
    var parts = path.split(separator: "/").map(String.init)[...]
    var steps = folder.split(separator: "/").map(String.init)[...]
    while let part = parts.first, part == steps.first, parts.count > 1 {
      parts.removeFirst()
      steps.removeFirst()
    }
    if let stem = stem(record), let file = parts.last, file.hasPrefix(stem) {
      parts[parts.endIndex - 1] = "*" + file.dropFirst(stem.count)
    }
    return (steps.map { _ in ".." } + parts).joined(separator: "/")
  }
}
