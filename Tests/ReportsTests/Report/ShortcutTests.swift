import LungAttention
import Testing

/// Rows of `regions.csv` and `probes.csv` beside the rows of cases.
private struct Shortcuts {
  let images: [ResultsFixture.Row]
  private var regions: [ResultsFixture.Row] = []
  private var probes: [ResultsFixture.Row] = []

  init(_ images: [ResultsFixture.Row]) { self.images = images }

  private static func effect(_ before: Double, _ after: Double, _ control: Double?)
    -> ResultsFixture.Row
  {
    var row: ResultsFixture.Row = [:]
    for (name, value) in [("before", before), ("after", after), ("control", control)] {
      guard let value else { continue }
      row["logit_\(name)"] = "\(value)"
      row["probability_\(name)"] = "\(value)"
      row["positive_\(name)"] = value >= 0.5 ? "true" : "false"
    }
    return row
  }

  /// A region at (`u`, `v`) in each of some images, whose erasing takes `fall` of the support.
  mutating func add(
    _ kind: OutsideRegionKind, at place: (u: Double, v: Double), in images: Range<Int>,
    fall: Double, control: Double? = 0
  ) {
    for (number, image) in self.images[images].enumerated() {
      let noise = 0.01 * Double(number % 5)
      regions.append(
        [
          "image": image["image"] ?? "", "model": "m", "method": "gradcam",
          "target": image["target"] ?? "", "number": "1", "kind": kind.rawValue, "x0": "1",
          "y0": "2", "x1": "11", "y1": "22", "image_width": "100", "image_height": "90",
          "share": "\(0.3 + noise)", "strength": "1", "peak_x": "5", "peak_y": "5",
          "distance": "9", "frame_u": "\(place.u + noise)", "frame_v": "\(place.v - noise)",
        ].merging(Self.effect(0.9, 0.9 - fall + noise, control.map { 0.9 - $0 })) { $1 })
    }
  }

  /// A probe of every image; `after` is the probability that it leaves, `donor` what lends. It
  /// cannot be made on `those` that have what it inserts.
  mutating func add(
    _ kind: ProbeKind, after: (Int) -> Double, control: Double = 0.9,
    donor: (Int) -> String = { _ in "" }, has obstacle: ProbeObstacle? = nil,
    in those: (Int) -> Bool = { _ in false }
  ) {
    for (number, image) in images.enumerated() {
      if let obstacle, those(number) {
        probes.append([
          "image": image["image"] ?? "", "model": "m", "target": image["target"] ?? "",
          "probe": kind.rawValue, "status": obstacle.rawValue,
        ])
        continue
      }
      probes.append(
        [
          "image": image["image"] ?? "", "model": "m", "target": image["target"] ?? "",
          "probe": kind.rawValue, "status": "ok", "donor": donor(number),
        ].merging(Self.effect(0.9, after(number), control)) { $1 })
    }
  }

  func report() throws -> AuditReport {
    let fixture = try ResultsFixture(images)
    func table(_ columns: [String], _ rows: [ResultsFixture.Row]) -> String {
      rows.reduce(CSVWriter.line(columns)) { text, row in
        text + CSVWriter.line(columns.map { row[$0] ?? "" })
      }
    }
    try fixture.write(table(RegionTable.columns, regions), to: "regions.csv")
    try fixture.write(table(ProbeTable.columns, probes), to: "probes.csv")
    return try fixture.report()
  }
}

private let images =
  ResultsFixture.rows(20, mass: 0.2, source: "north", label: "normal")
  + ResultsFixture.rows(20, mass: 0.2, source: "south", label: "covid")

@Suite("Shortcut candidates")
struct ShortcutTests {
  @Test("a place that many images share, and whose erasing takes the support, is the first finding")
  func planted() throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.shoulder, at: (0.1, 0.3), in: 20..<40, fall: 0.01)
    shortcuts.add(.marker, at: (0.9, -0.1), in: 22..<40, fall: 0.5, control: 0.02)
    let report = try shortcuts.report()
    let top = try #require(report.shortcuts.first)
    #expect(top.kind == .region(.marker) && top.title == "burnt-in text, upper right")
    #expect(top.target == "covid" && top.isFinding)
    #expect(top.images == Proportion(count: 18, total: 20))
    #expect(top.groups.map(\.source) == ["south"])
    #expect(top.groups.map(\.images) == [Proportion(count: 18, total: 20)])
    let effect = try #require(top.effect)
    #expect(try abs(#require(effect.fall.mean) - 0.48) < 0.01)
    #expect(try abs(#require(effect.control.mean) - 0.02) < 1e-9)
    #expect(effect.net.interval.map { $0.lower > 0.4 } == true)
    #expect(try #require(try top.association?.get()) > 0.8)
    #expect(report.shortcuts.map(\.isFinding) == [true, false])
    #expect(report.verdicts[0].grade == .outside)
    #expect(top.sentence.contains("90 % of south · covid images (n = 20)"))
    #expect(top.sentence.contains("lowers the support for covid by 0.48"))
  }

  @Test("how common a place is does not depend on what the model decides where it lies")
  func prevalence() throws {
    // Half of each source is decided for either class, and the place shows in all of them.
    let mixed = images.enumerated().map { number, row in
      row.merging(
        number % 2 == 0
          ? ["target": "covid", "predicted": "covid"] : ["target": "normal", "predicted": "normal"]
      ) { $1 }
    }
    var shortcuts = Shortcuts(mixed)
    shortcuts.add(.shoulder, at: (0.1, 0.3), in: 0..<40, fall: 0.01)
    let candidates = try shortcuts.report().shortcuts
    #expect(candidates.count == 2)
    for candidate in candidates {
      #expect(candidate.images == Proportion(count: 20, total: 20))
      #expect(
        candidate.groups.map(\.images)
          == Array(repeating: Proportion(count: 20, total: 20), count: 2))
      #expect(candidate.association == .failure(.constant))
    }
    #expect(candidates[0].effect?.fall.count == 20)
  }

  @Test("a probe of images that both classes have is as common as what it changes")
  func probePrevalence() throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.markerErased, after: { 0.4 + 0.001 * Double($0) })
    for candidate in try shortcuts.report().shortcuts {
      #expect(candidate.images == Proportion(count: 20, total: 20))
      #expect(candidate.groups.map(\.images.share) == [1, 1])
    }
  }

  @Test("what any change at all would take is no finding")
  func control() throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.marker, at: (0.9, -0.1), in: 20..<40, fall: 0.5, control: 0.5)
    #expect(try shortcuts.report().shortcuts.map(\.isFinding) == [false])
  }

  @Test("a place in few images, or with too few of them, is no candidate")
  func few() throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.marker, at: (0.9, -0.1), in: 20..<24, fall: 0.5)
    #expect(try shortcuts.report().shortcuts.isEmpty)
  }

  @Test("an effect in fewer than ten images is listed and no finding", arguments: [9, 10])
  func fewForFinding(count: Int) throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.marker, at: (0.9, -0.1), in: 20..<20 + count, fall: 0.5, control: 0.02)
    #expect(try shortcuts.report().shortcuts.map(\.isFinding) == [count == 10])
  }

  @Test("without probes a place is a candidate and nothing more")
  func withoutProbes() throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.corner, at: (0.9, -0.1), in: 20..<40, fall: 0.5, control: nil)
    let candidate = try #require(try shortcuts.report().shortcuts.first)
    #expect(candidate.effect?.net.count == 0 && !candidate.isFinding)
  }

  @Test("tones are asked about by the source they come from: opposite effects do not cancel")
  func tones() throws {
    var shortcuts = Shortcuts(images)
    // In either class the tones of south take support, those of north add to it.
    func isSouth(_ number: Int) -> Bool { number % 2 == 0 }
    shortcuts.add(
      .tonesSwapped, after: { (isSouth($0) ? 0.7 : 0.99) + 0.0001 * Double($0) },
      donor: { isSouth($0) ? "south" : "north" })
    let found = try shortcuts.report().shortcuts.filter(\.isFinding)
    #expect(found.map(\.title) == ["tones of south", "tones of south"])
    #expect(found.map(\.target) == ["normal", "covid"])
    #expect(found.map(\.images) == Array(repeating: Proportion(count: 10, total: 20), count: 2))
    let sentence = try #require(found.first).sentence
    #expect(
      sentence.hasPrefix(
        "tones of south, taking them on lowers the support for normal by 0.20 [0.20, 0.20] over 10 "
          + "decisions"))
  }

  @Test(
    "tones, which move every network a little, need more than others to be a finding",
    arguments: [(ProbeKind.tonesSwapped, false), (.backgroundSwapped, true)])
  func threshold(kind: ProbeKind, isFinding: Bool) throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(kind, after: { 0.84 + 0.0001 * Double($0) }, donor: { _ in "south" })
    #expect(try shortcuts.report().shortcuts.map(\.isFinding) == [isFinding, isFinding])
  }

  @Test(
    "what shows in few images counts by all decisions, or where it takes much of the support",
    arguments: [(0.25, false), (0.5, true)])
  func rare(fall: Double, isFinding: Bool) throws {
    let many =
      ResultsFixture.rows(20, mass: 0.2, source: "north", label: "normal")
      + ResultsFixture.rows(160, mass: 0.2, source: "south", label: "covid")
    var shortcuts = Shortcuts(many)
    shortcuts.add(.marker, at: (0.9, -0.1), in: 20..<30, fall: fall, control: 0)
    #expect(try shortcuts.report().shortcuts.map(\.isFinding) == [isFinding])
  }

  @Test("an inserted frame is a finding only where it takes more than its control")
  func borderInserted() throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(
      .borderInserted, after: { ($0 < 20 ? 0.4 : 0.89) + 0.001 * Double($0) }, has: .hasBorder,
      in: { $0 >= 30 })
    let candidates = try shortcuts.report().shortcuts
    #expect(candidates.map(\.target) == ["normal", "covid"])
    #expect(candidates.map(\.isFinding) == [true, false])
    #expect(
      try #require(candidates.first).sentence.hasPrefix(
        "picture border inserted, inserting it lowers the support for normal by 0.49"))
  }

  @Test(
    "what is inserted is a finding only where it is more common in some sources or classes",
    arguments: [(false, false), (true, true)])
  func occurrence(goesWithSource: Bool, isFinding: Bool) throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(
      .borderInserted, after: { 0.4 + 0.001 * Double($0) }, has: .hasBorder,
      in: { goesWithSource ? $0 >= 24 : $0 % 5 == 0 })
    let candidate = try #require(try shortcuts.report().shortcuts.first)
    let association = try #require(try candidate.occurrence?.get())
    #expect(goesWithSource ? association > 0.7 : association < 0.05)
    #expect(candidate.isFinding == isFinding)
    #expect(
      candidate.sentence.hasSuffix("not known to be more common in any source or class")
        == !isFinding)
  }

  @Test("where no image has what is inserted, nobody can have learned it")
  func unknownOccurrence() throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.markerInserted, after: { 0.4 + 0.001 * Double($0) })
    let candidate = try #require(try shortcuts.report().shortcuts.first)
    #expect(candidate.occurrence == .failure(.constant) && !candidate.isFinding)
  }

  @Test("a swapped background that changes the decision is a finding without a place")
  func swapped() throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.backgroundSwapped, after: { 0.1 + 0.001 * Double($0) })
    let report = try shortcuts.report()
    #expect(
      report.shortcuts.map(\.kind) == [.probe(.backgroundSwapped), .probe(.backgroundSwapped)])
    #expect(report.shortcuts.map(\.target) == ["normal", "covid"])
    #expect(report.shortcuts.map(\.isFinding) == [true, true])
    #expect(
      report.probes.map(\.effect.flips)
        == Array(repeating: Proportion(count: 20, total: 20), count: 2))
  }

  @Test(
    "who keeps both decisions without lungs goes by something else, who keeps one does not",
    arguments: [(0.9, 0.9, 1.0, true), (0.9, 0.1, 0.5, false), (0.1, 0.1, 0, false)])
  func withoutLungs(normal: Double, covid: Double, kept: Double, isFinding: Bool) throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.lungsRemoved, after: { $0 < 20 ? normal : covid })
    let summary = try #require(try shortcuts.report().withoutLungs.first)
    #expect(summary.kept.mean == kept && summary.isFinding == isFinding)
    #expect(summary.decisions == 2 && summary.kept.count == 40)
    // Twenty of twenty are not all there are.
    let interval = try #require(summary.kept.interval)
    #expect(interval.upper - interval.lower > 0.08)
  }

  @Test("the JSON, the Markdown and the page name the finding")
  func texts() throws {
    var shortcuts = Shortcuts(images)
    shortcuts.add(.marker, at: (0.9, -0.1), in: 20..<40, fall: 0.5)
    shortcuts.add(.lungsRemoved, after: { _ in 0.9 })
    let report = try shortcuts.report()
    let sentence = try #require(report.shortcuts.first).sentence
    #expect(try SummaryJSON.text(report).contains(sentence))
    #expect(ReportMarkdown.text(report).contains("## Shortcut candidates"))
    #expect(SummaryTable.text(report).contains(sentence))
    #expect(try HTMLReport(report).text().contains("id=\"shortcuts\""))
  }
}
