internal import Checkpoints

extension PageContent {
  /// The page of a report.
  ///
  /// - Parameter folder: The page's own folder, seen from the report's; pictures are linked from it.
  init(_ report: AuditReport, folder: String) throws {
    let names = SubjectNames(report.subjects)
    let images = Set(report.cases.map(\.image)).count
    let sources = Set(report.cases.compactMap(\.source)).count
    title = names.models.joined(separator: ", ")
    lede = [
      countText(images, "image"), sources > 0 ? countText(sources, "source") : nil,
      countText(names.models.count, "model"), names.methods.joined(separator: ", "),
    ].compactMap { $0 }.joined(separator: " · ")
    isSingle = names.models.count == 1
    cardColumns = min(report.verdicts.count, 2)
    cards = try report.verdicts.map { try Self.card($0, in: report) }
    shortcuts = Self.shortcuts(report, names, folder: folder)
    models = Self.modelComparison(report, names)
    nulls = Self.nullCharts(report, names)
    nullTable = Self.nullTable(report)
    distributions = Self.distributions(report, names)
    groupTable = Self.groupTable(report)
    populations = try Self.populations(report, names)
    regions = Self.regionCharts(report, names)
    hasRegions = !regions.isEmpty
    legend = RegionBand.allCases.map { LegendKey(kind: $0.rawValue, name: $0.title) }
    scatters = Self.scatters(report, names)
    hasScatters = !scatters.isEmpty
    notes = report.notes
    failures = Failures(report.failures.map { .init(image: $0.image, reason: $0.reason) })
    provenance = report.provenance.map(Self.source)
    glossary = report.glossary.map(Self.term)
    glossaryCount = report.glossary.count
    tool = "lung-attention \(ToolVersion.current)"
    time = report.provenance.map(\.time).max() ?? ""
    style = PageTemplate.style
    script = PageTemplate.script
    scriptDigest = PageTemplate.scriptDigest
    data = Markup.inScript(try PageData(report, folder: folder).json())
  }

  private static func term(_ entry: GlossaryEntry) -> Term {
    Term(
      name: entry.name, title: entry.title, meaning: entry.meaning, formula: entry.formula,
      reference: entry.reference.isEmpty ? nil : entry.reference)
  }

  private static func source(_ provenance: Provenance) -> Source {
    func pairs(_ settings: [Provenance.Setting]) -> [Fact] {
      settings.map { Fact(name: $0.name, value: $0.value) }
    }
    return Source(
      folder: provenance.folder.isEmpty ? "Results" : provenance.folder,
      pairs: [
        Fact(name: "Tool", value: provenance.tool), Fact(name: "Time", value: provenance.time),
        Fact(name: "Machine", value: provenance.machine),
        Fact(name: "Manifest", value: provenance.manifest),
        Fact(name: "Manifest SHA-256", value: provenance.manifestSHA256),
        Fact(name: "Lung masks", value: provenance.maskSource),
        Fact(name: "Seed", value: "\(provenance.seed)"),
      ] + pairs(provenance.explainers + provenance.settings),
      command: provenance.command,
      models: provenance.models.map { model in
        .init(
          name: model.name,
          pairs: [
            Fact(name: "File", value: model.path), Fact(name: "SHA-256", value: model.sha256),
          ] + pairs(model.preprocessing))
      })
  }
}

/// How subjects are called: by the model alone where all have one method.
struct SubjectNames {
  let models: [String]
  let methods: [String]
  private let subjects: [AuditSubject]

  init(_ subjects: [AuditSubject]) {
    func distinct(_ names: [String]) -> [String] {
      names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    self.subjects = subjects
    models = distinct(subjects.map(\.model))
    methods = distinct(subjects.map(\.method))
  }

  /// The name.
  subscript(subject: AuditSubject) -> String {
    methods.count > 1 ? "\(subject.model) · \(subject.method)" : subject.model
  }

  /// Which colour.
  func series(_ subject: AuditSubject) -> Int { subjects.firstIndex(of: subject) ?? 0 }
}
