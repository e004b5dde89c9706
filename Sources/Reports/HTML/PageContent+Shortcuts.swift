internal import Attention
internal import Foundation
internal import Probes
internal import Statistics

extension PageContent {
  /// Candidates that are no finding, beyond these, are in `summary.json`.
  private static let mostOthers = 12

  static func shortcuts(
    _ report: AuditReport, _ names: SubjectNames, folder: String
  ) -> Shortcuts? {
    guard !report.shortcuts.isEmpty || !report.probes.isEmpty else { return nil }
    let pictures = ThumbnailSource(report.cases, folder: folder)
    func card(_ candidate: ShortcutCandidate, _ rank: Int) -> Shortcut {
      let words = [
        names.models.count > 1 ? candidate.model : nil,
        names.methods.count > 1 ? candidate.method : nil,
      ].compactMap(\.self)
      return Shortcut(
        rank: rank, title: candidate.title, target: candidate.target,
        subject: words.isEmpty ? nil : words.joined(separator: " · "),
        sentence: candidate.sentence, facts: facts(candidate),
        thumbnails: candidate.examples.compactMap(pictures.thumbnail).prefix(4).map { $0 })
    }
    func cards(_ candidates: ArraySlice<ShortcutCandidate>) -> [Shortcut] {
      zip(candidates.indices, candidates).map { card($1, $0 + 1) }
    }
    // Findings come first.
    let findings = report.shortcuts.prefix(while: \.isFinding)
    let others = report.shortcuts[findings.endIndex...]
    return Shortcuts(
      findings: cards(findings), others: cards(others.prefix(mostOthers)),
      othersTitle: others.count > mostOthers
        ? "Other candidates: \(mostOthers) of \(others.count), all of them in summary.json"
        : "Other candidates",
      hasOthers: !others.isEmpty,
      probed: !report.probes.isEmpty,
      withoutLungs: report.withoutLungs.map { sentence($0, names) },
      table: probeTable(report))
  }

  private static func facts(_ candidate: ShortcutCandidate) -> [Fact] {
    var facts = [
      Fact(
        name: "Of decisions for \(candidate.target)",
        value: "\(candidate.images.count) of \(candidate.images.total)")
    ]
    if let share = candidate.share {
      facts.append(Fact(name: "Share of saliency", value: percentText(share.mean, share.interval)))
    }
    if let effect = candidate.effect {
      facts.append(Fact(name: "Fall of support", value: text(effect.fall)))
      facts.append(Fact(name: "Control", value: text(effect.control)))
      facts.append(Fact(name: "Net", value: text(effect.net)))
    }
    if let association = candidate.association, let value = try? association.get() {
      facts.append(Fact(name: "Goes with source (V)", value: value.twoDecimals))
    }
    if let occurrence = candidate.occurrence, let value = try? occurrence.get() {
      facts.append(Fact(name: "Goes with source and class (V)", value: value.twoDecimals))
    }
    return facts
  }

  private static func text(_ estimate: Estimate) -> String {
    decimalText(estimate.mean, estimate.interval)
  }

  private static func sentence(_ summary: WithoutLungs, _ names: SubjectNames) -> String {
    let kept = percentText(summary.kept.mean, summary.kept.interval)
    return "With the lungs removed, \(names.models.count > 1 ? summary.model : "the model") keeps "
      + "\(kept) of its decisions (n = \(summary.kept.count)); "
      + "\(summary.chance.percent) is what a network that goes by the lungs "
      + "alone would keep."
  }

  private static func probeTable(_ report: AuditReport) -> Table? {
    guard !report.probes.isEmpty else { return nil }
    let reliance = Dictionary(
      report.reliance.map { ([$0.model, $0.target], $0.reliance) }, uniquingKeysWith: { $1 })
    return Table(
      summary: "Every probe: what it does, and its control", wordColumns: 3,
      head: [
        "Model", "Class", "Probe", "n", "Fall of support", "Control", "Net", "Flips",
        "Control flips", "Surviving score", "Lung reliance",
      ],
      rows: report.probes.map { probe in
        let isLungs = probe.kind == .lungsOnly
        return Table.Row(cells: [
          probe.model, probe.target, probe.kind.title, "\(probe.effect.fall.count)",
          text(probe.effect.fall), text(probe.effect.control), text(probe.effect.net),
          percentText(probe.effect.flips.share, nil),
          percentText(probe.effect.controlFlips.share, nil),
          probe.surviving.mean == nil ? "" : text(probe.surviving),
          isLungs ? reliance[[probe.model, probe.target]].map(text) ?? "" : "",
        ])
      })
  }
}

/// Small pictures of regions, cut out of the page's radiographs.
private struct ThumbnailSource {
  private let records: [String: CaseRecord]
  private let links: PictureLinks

  init(_ records: [CaseRecord], folder: String) {
    self.records = Dictionary(
      records.map { ($0.image, $0) }, uniquingKeysWith: { first, _ in first })
    links = PictureLinks(folder: folder)
  }

  /// The region in a frame, with some of its surroundings.
  func thumbnail(_ region: RegionRecord) -> String? {
    guard let record = records[region.image], let stem = links.stem(record),
      let link = links.radiograph(record)?.replacingOccurrences(of: "*", with: stem),
      let address = link.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
    else { return nil }
    let (height, width) = (Double(region.extent.height), Double(region.extent.width))
    let longer = Double(max(region.rows.count, region.columns.count))
    let side = min(max(1.7 * longer, 0.3 * min(height, width)), max(height, width))
    func start(_ range: Range<Int>, _ limit: Double) -> Double {
      let middle = Double(range.lowerBound + range.upperBound) / 2
      return side >= limit ? (limit - side) / 2 : min(max(0, middle - side / 2), limit - side)
    }
    func number(_ value: Double) -> String { SVGElement.number(value) }
    let (left, top) = (start(region.columns, width), start(region.rows, height))
    return SVGElement(
      "svg",
      [
        ("class", "thumbnail"),
        ("viewBox", "\(number(left)) \(number(top)) \(number(side)) \(number(side))"),
        ("role", "img"), ("aria-label", "\(region.kind.title) in \(region.image)"),
      ],
      [
        SVGElement(
          "image",
          [
            ("href", address), ("width", number(width)), ("height", number(height)),
            ("preserveAspectRatio", "none"),
          ]),
        SVGElement(
          "rect",
          [
            ("x", number(Double(region.columns.lowerBound))),
            ("y", number(Double(region.rows.lowerBound))),
            ("width", number(Double(region.columns.count))),
            ("height", number(Double(region.rows.count))),
            ("vector-effect", "non-scaling-stroke"),
          ]),
      ]
    ).markup
  }
}
