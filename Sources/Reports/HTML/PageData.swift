internal import Attention
internal import Foundation

/// The rows of a report for the page's script: columns, each word stored once.
struct PageData {
  private let report: AuditReport
  private let folder: String

  init(_ report: AuditReport, folder: String) {
    self.report = report
    self.folder = folder
  }

  /// The data as JSON.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(stored), as: UTF8.self)
  }

  private struct Stored: Encodable {
    var seed: UInt64
    var subjects: [Subject]
    var subject: [Int]
    var words: [String: Words]
    var numbers: [String: [Double?]]
    var columns: [Column]
    var facets: [Facet]
    var details: [Facet]
  }

  private struct Subject: Encodable {
    var model: String
    var method: String
  }

  private struct Column: Encodable {
    var name: String
    var title: String
    var kind: String
    var decimals: Int?
    var isScore = false
  }

  private struct Facet: Encodable {
    var name: String
    var title: String
  }

  private struct Words: Encodable {
    var values: [String] = []
    var codes: [Int] = []

    init(_ words: [String]) {
      var places: [String: Int] = [:]
      for word in words {
        let code = places[word] ?? values.count
        if code == values.count {
          places[word] = code
          values.append(word)
        }
        codes.append(code)
      }
    }
  }

  private var stored: Stored {
    let cases = report.cases
    let places = Dictionary(
      report.subjects.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let words = wordColumns.reduce(into: [String: Words]()) { columns, column in
      columns[column.name] = Words(cases.map { column.value($0) ?? "" })
    }
    return Stored(
      seed: report.seed,
      subjects: report.subjects.map { Subject(model: $0.model, method: $0.method) },
      subject: cases.map { places[$0.subject] ?? 0 },
      words: words,
      numbers: numberColumns.reduce(into: [:]) { columns, column in
        columns[column.name] = cases.map { column.value($0).flatMap(Self.rounded) }
      },
      columns: shownColumns,
      facets: facets.filter { (2...60).contains(words[$0.name]?.values.count ?? 0) },
      details: details)
  }

  /// Four decimals are more than any chart or table shows.
  private static func rounded(_ value: Double) -> Double? {
    value.isFinite ? (value * 10_000).rounded() / 10_000 : nil
  }
}

extension PageData {
  private var others: [String] {
    Set(report.cases.flatMap { $0.other.keys }).sorted()
  }

  private var facets: [Facet] {
    [
      Facet(name: "source", title: "Source"), Facet(name: "label", title: "Class"),
      Facet(name: "predicted", title: "Predicted"), Facet(name: "correct", title: "Prediction"),
      Facet(name: "status", title: "Status"), Facet(name: "view", title: "View"),
      Facet(name: "split", title: "Split"),
    ] + others.map { Facet(name: "other.\($0)", title: $0) }
  }

  /// What an enlarged case says about itself besides its prediction.
  private var details: [Facet] {
    [
      Facet(name: "source", title: "Source"), Facet(name: "patient", title: "Patient"),
      Facet(name: "view", title: "View"), Facet(name: "split", title: "Split"),
    ] + others.map { Facet(name: "other.\($0)", title: $0) }
  }

  private var shownColumns: [Column] {
    [
      Column(name: "label", title: "Class", kind: "word"),
      Column(name: "source", title: "Source", kind: "word"),
      Column(name: "predicted", title: "Predicted", kind: "word"),
      Column(name: "probability", title: "Probability", kind: "number", decimals: 2),
      Column(name: "correct", title: "Prediction", kind: "word"),
    ]
      + AttentionMeasure.allCases.map {
        Column(
          name: $0.rawValue, title: Self.title($0), kind: "number",
          decimals: $0 == .pointingHit ? 0 : 2, isScore: true)
      }
      + NullModel.allCases.filter { $0 != .uniform }.map {
        Column(
          name: $0.rawValue, title: "Null: \($0.title)", kind: "number", decimals: 2,
          isScore: true)
      } + [
        Column(name: "status", title: "Status", kind: "word"),
        Column(name: "patient", title: "Patient", kind: "word"),
        Column(name: "view", title: "View", kind: "word"),
        Column(name: "split", title: "Split", kind: "word"),
      ] + others.map { Column(name: "other.\($0)", title: $0, kind: "word") } + [
        Column(name: "warnings", title: "Warnings", kind: "word")
      ]
  }

  private static func title(_ measure: AttentionMeasure) -> String {
    switch measure {
    case .lungMass: "Lung mass"
    case .lungArea: "Lung area"
    case .enrichment: "Enrichment"
    case .densityRatio: "Density ratio"
    case .rankAccuracy: "Rank accuracy"
    case .pointingHit: "Pointing hit"
    case .pixelAUC: "Pixel AUC"
    case .intersectionOverUnion: "IoU"
    }
  }

  private var wordColumns: [(name: String, value: (CaseRecord) -> String?)] {
    let links = PictureLinks(folder: folder)
    return [
      ("image", \.image), ("label", \.label), ("source", \.source), ("patient", \.patient),
      ("view", \.view), ("split", \.split), ("target", \.target), ("predicted", \.predicted),
      ("status", \.status), ("layer", \.layer),
      ("correct", { $0.isCorrect.map { $0 ? "right" : "wrong" } }),
      ("warnings", { $0.warnings.joined(separator: ", ") }),
      ("peak_region", \.peak?.region?.title),
      ("stem", links.stem), ("radiograph", links.radiograph), ("map", links.map),
      ("outline", links.outline), ("overlay", links.overlay),
    ] + others.map { name in ("other.\(name)", { $0.other[name] }) }
  }

  private var numberColumns: [(name: String, value: (CaseRecord) -> Double?)] {
    [
      ("probability", \.probability), ("peak_x", { $0.peak.map { Double($0.x) } }),
      ("peak_y", { $0.peak.map { Double($0.y) } }),
    ]
      + AttentionMeasure.allCases.map { measure in (measure.rawValue, { $0.figures[measure] }) }
      + NullModel.allCases.filter { $0 != .uniform }.map { null in
        (null.rawValue, { $0.nulls[null] })
      }
  }
}
