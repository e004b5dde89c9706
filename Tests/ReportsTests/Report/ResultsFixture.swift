import Foundation
import LungAttention

/// A results folder as an audit leaves it, with the figures that a test is about.
final class ResultsFixture: Sendable {
  let folder: String

  /// A row by its columns; `model` is `m`, `method` is `gradcam` and `status` is `ok` unless said.
  typealias Row = [String: String]

  init(_ rows: [Row], models: [String: String] = ["m": "0"], method: String = "layer x") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let columns = CaseTable(pictures: true).columns
    let others = Set(rows.flatMap(\.keys)).subtracting(columns).sorted()
    let lines = rows.map { row in
      let row = row.merging(["model": "m", "method": "gradcam", "status": "ok"]) { own, _ in own }
      return CSVWriter.line((columns + others).map { row[$0] ?? "" })
    }
    try write(CSVWriter.line(columns + others) + lines.joined(), to: "cases.csv")
    try write("image,model,method,maximum,cells\n", to: "frames.csv")
    try write("image,reason\n", to: "errors.csv")
    try write(CSVWriter.line(RegionTable.columns), to: "regions.csv")
    try write(CSVWriter.line(ProbeTable.columns), to: "probes.csv")
    let sources = models.sorted { $0.key < $1.key }.map { name, digest in
      #"{"name":"\#(name)","path":"","sha256":"\#(digest)","weightsSHA256":"","#
        + #""preprocessing":[]}"#
    }
    try write(
      #"""
      {"folder":"","tool":"lung-attention 0","models":[\#(sources.joined(separator: ","))],
       "explainers":[{"name":"gradcam","value":"\#(method)"}],"settings":[],"manifest":"","manifestSHA256":"",
       "maskSource":"","seed":0,"time":"","machine":"","command":""}
      """#, to: "provenance.json")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  func report(groupedBy columns: [String] = []) throws -> AuditReport {
    try AuditReport(of: [StoredResults(folder: folder)], groupedBy: columns, in: folder)
  }

  /// `count` images, each its own patient's, with the same figures but for a little noise.
  static func rows(
    _ count: Int, mass: Double, area: Double = 0.25, gaussian: Double? = 0.4,
    random: Double? = 0.3, hit: Bool = true, source: String = "s", label: String = "a"
  ) -> [Row] {
    (0..<count).map { number in
      let noise = 0.001 * Double(number % 5)
      var row = [
        "image": "\(source)-\(label)-\(number).png", "source": source, "label": label,
        "patient": "\(source)-\(label)-\(number)", "target": label, "predicted": label,
        "probability": "0.9", "correct": "true", "lung_mass": "\(mass + noise)",
        "lung_area": "\(area)", "enrichment": "\((mass + noise) / area)",
        "pointing_hit": hit ? "1" : "0", "peak_x": "1", "peak_y": "2",
        "peak_region": hit ? "left_lung" : "upper_left_corner",
      ]
      row["null_gaussian"] = gaussian.map { "\($0)" }
      row["null_random_weights"] = random.map { "\($0)" }
      return row
    }
  }
}
