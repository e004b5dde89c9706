import LungAttention
import Testing

@Suite("Groups of a report")
struct GroupFiguresTests {
  private func row(
    _ image: String, _ values: ResultsFixture.Row, mass: Double? = nil
  ) -> ResultsFixture.Row {
    values.merging(["image": image, "lung_mass": mass.map { "\($0)" } ?? ""]) { own, _ in own }
  }

  @Test("means, medians and shares are those counted by hand; undefined is counted, not averaged")
  func figures() throws {
    let report = try ResultsFixture([
      row("1", ["source": "s", "label": "a", "correct": "true", "pointing_hit": "1"], mass: 0.75),
      row("2", ["source": "s", "label": "a", "correct": "false", "pointing_hit": "0"], mass: 0.25),
      row("3", ["source": "t", "label": "b", "pointing_hit": "1"], mass: 0.9),
      row("4", ["source": "t", "label": "b", "correct": "true", "status": "blank-map"]),
    ]).report()
    let all = report.groups[0]
    #expect(all.group.grouping == .all && all.count == 4 && all.patients == 4)
    #expect(all.lungMass.count == 3)
    #expect(abs((all.lungMass.mean ?? 0) - (0.75 + 0.25 + 0.9) / 3) < 1e-12)
    #expect(all.medianLungMass == 0.75)
    #expect(all.peakOutside == Proportion(count: 1, total: 3))
    #expect(all.accuracy == Proportion(count: 2, total: 3))
    #expect(all.undefined == ["blank-map": 1])
    let parts = report.groups(of: all.group.subject, by: .sourceAndLabel)
    #expect(parts.map(\.group.values) == [["s", "a"], ["t", "b"]])
    #expect(parts[1].lungMass.count == 1 && parts[1].lungMass.interval == nil)
  }

  @Test("a grouping that tells nothing apart is left out")
  func single() throws {
    let report = try ResultsFixture([row("1", [:], mass: 0.5), row("2", [:], mass: 0.6)]).report()
    #expect(report.groups.map(\.group.grouping) == [.all])
  }

  @Test("a manifest's own column groups like any, rows without a value among themselves")
  func column() throws {
    let fixture = try ResultsFixture([
      row("1", ["scanner": "old"], mass: 0.1), row("2", ["scanner": "new"], mass: 0.2),
      row("3", [:], mass: 0.3),
    ])
    let report = try fixture.report(groupedBy: ["scanner"])
    let groups = report.groups(of: report.subjects[0], by: .column("scanner"))
    #expect(groups.map(\.group.values) == [[""], ["new"], ["old"]])
    #expect(groups.map(\.group.name) == ["(none given)", "new", "old"])
    #expect(report.cases(in: groups[1].group).map(\.image) == ["2"])
    #expect(throws: FileError.self) { try fixture.report(groupedBy: ["scaner"]) }
  }

  @Test("a mean over fewer than five patients has no interval", arguments: [4, 5])
  func few(patients: Int) throws {
    let rows = (0..<patients).map { row("\($0)", [:], mass: Double($0) / 10) }
    let interval = try ResultsFixture(rows).report().groups[0].lungMass.interval
    #expect((interval == nil) == (patients < 5))
    if let interval {
      #expect(interval.lower >= 0 && interval.upper <= 0.4 && interval.lower < interval.upper)
    }
  }

  @Test("patients, not images, carry the interval")
  func patients() throws {
    let many = (0..<10).map { row("\($0)", ["patient": "p"], mass: Double($0) / 10) }
    let report = try ResultsFixture(many).report()
    #expect(report.groups[0].patients == 1 && report.groups[0].lungMass.interval == nil)
  }
}

@Suite("Paired comparisons")
struct PairedComparisonTests {
  private func rows(
    _ model: String, _ masses: [Double?], patients: [String]? = nil
  ) -> [ResultsFixture.Row] {
    masses.enumerated().map { number, mass in
      [
        "image": "\(number)", "model": model, "patient": patients?[number] ?? "\(number)",
        "lung_mass": mass.map { "\($0)" } ?? "", "null_random_weights": "0.5",
        "status": mass == nil ? "blank-map" : "ok",
      ]
    }
  }

  @Test("two models are paired on the images that both have scores for")
  func models() throws {
    let report = try ResultsFixture(
      rows("m", [0.5, 0.75, 0.25, nil, 0.5, 1]) + rows("n", [0.25, 0.25, 0.125, 0.5, 0, 0.25]),
      models: ["m": "0", "n": "1"]
    ).report()
    #expect(report.modelComparisons.count == 1)
    let comparison = report.modelComparisons[0]
    #expect(comparison.group.subject.model == "m" && comparison.partner == .model("n"))
    #expect(comparison.count == 5 && comparison.patients == 5)
    // 0.25, 0.5, 0.125, 0.5, 0.75: all positive, so p = 2 / 2⁵ and r = 1.
    #expect(comparison.difference == 0.425)
    #expect(try comparison.test.get().pValue == 0.0625 && comparison.adjustedP == 0.0625)
    #expect(try comparison.effectSize.get() == 1)
    let interval = try #require(comparison.interval)
    #expect(interval.lower >= 0.125 && interval.upper <= 0.75)
  }

  @Test("the rank test takes one mean difference per patient")
  func patients() throws {
    let report = try ResultsFixture(
      rows("m", [0.5, 0.5, 0.5, 0.5], patients: ["p", "p", "p", "q"])
        + rows("n", [0.25, 0.25, 0.25, 0.25], patients: ["p", "p", "p", "q"]),
      models: ["m": "0", "n": "1"]
    ).report()
    #expect(report.modelComparisons[0].count == 4 && report.modelComparisons[0].patients == 2)
    #expect(try report.modelComparisons[0].test.get().count == 2)
  }

  @Test("null models are compared on the same images, with Holm's correction over all of them")
  func nulls() throws {
    let rows = (0..<6).map { number in
      [
        "image": "\(number)", "lung_mass": "\(0.6 + 0.05 * Double(number))", "lung_area": "0.25",
        "null_gaussian": "0.4",
      ]
    }
    let comparisons = try ResultsFixture(rows).report().nullComparisons
    #expect(comparisons.map(\.partner) == [.null(.uniform), .null(.centredGaussian)])
    #expect(comparisons.allSatisfy { $0.count == 6 })
    // All six differences are positive: p = 2 / 2⁶, times two tests.
    #expect(comparisons.map(\.adjustedP) == [0.0625, 0.0625])
  }
}
