/// What the template shows, in its words: each property is a tag of `page.mustache`.
///
/// Text is plain and escaped by the template. `svg`, `bar`, `style`, `script` and `data` are markup
/// made in this room, which escapes what it puts into them.
struct PageContent {
  struct Fact {
    var name: String
    var value: String
  }

  struct Rule {
    /// `applies`, `clear` or `unknown`.
    var state: String
    var stateTitle: String
    var statement: String
    var evidence: String?

    init(applies: Bool?, statement: String, evidence: String?) {
      (state, stateTitle) =
        switch applies {
        case true?: ("applies", "Applies")
        case false?: ("clear", "Clear")
        case nil: ("unknown", "Unknown")
        }
      self.statement = statement
      self.evidence = evidence
    }
  }

  struct Chart {
    var title: String
    var svg: String
    var note: String = ""
    var count = 0
  }

  struct Card {
    var model: String
    var method: String
    var grade: String
    var gradeTitle: String
    var population: Chart?
    var score: String
    var interval: String?
    var bar: String
    var facts: [Fact]
    var words: String
    var rules: [Rule]
  }

  struct Table {
    struct Row {
      var cells: [String]
    }

    var summary: String
    /// How many of the first columns hold words; the others hold numbers.
    var wordColumns: Int
    var head: [String]
    var rows: [Row]
  }

  struct Comparison {
    var charts: [Chart]
    var table: Table?
  }

  struct Population {
    var subject: String
    var panels: [Chart]
  }

  struct Shortcut {
    var rank: Int
    var title: String
    var target: String
    var subject: String?
    var sentence: String
    var facts: [Fact]
    var thumbnails: [String]
  }

  struct Shortcuts {
    /// What makes a finding.
    let rule = CausalEffect.rule
    var findings: [Shortcut]
    var others: [Shortcut]
    var othersTitle: String
    var hasOthers: Bool
    var probed: Bool
    var withoutLungs: [String]
    var table: Table?
  }

  struct LegendKey {
    var kind: String
    var name: String
  }

  struct Failures {
    struct Row {
      var image: String
      var reason: String
    }

    var count: Int
    /// The first 500.
    var rows: [Row]

    /// `nil` for no rows.
    init?(_ rows: [Row]) {
      guard !rows.isEmpty else { return nil }
      count = rows.count
      self.rows = Array(rows.prefix(500))
    }
  }

  struct Source {
    struct Model {
      var name: String
      var pairs: [Fact]
    }

    var folder: String
    var pairs: [Fact]
    var command: String
    var models: [Model]
  }

  struct Term {
    var name: String
    var title: String
    var meaning: String
    var formula: String
    var reference: String?
  }

  var title: String
  var lede: String
  var isSingle: Bool
  var cardColumns: Int
  var cards: [Card]
  var shortcuts: Shortcuts?
  var models: Comparison?
  var nulls: [Chart]
  var nullTable: Table?
  var distributions: [Chart]
  var groupTable: Table?
  var populations: [Population]
  var hasRegions: Bool
  var legend: [LegendKey]
  var regions: [Chart]
  var hasScatters: Bool
  var scatters: [Chart]
  var notes: [String]
  var failures: Failures?
  var provenance: [Source]
  var glossaryCount: Int
  var glossary: [Term]
  var tool: String
  var time: String
  var style: String
  var script: String
  var scriptDigest: String
  var data: String
}
