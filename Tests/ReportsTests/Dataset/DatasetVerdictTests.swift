import Foundation
import LungAttention
import Testing

@Suite("The verdict about a data set")
struct DatasetVerdictTests {
  private let data: PhantomDataset
  init() throws { data = try PhantomDataset() }

  @Test("a sound set is clean, although its sources can be seen", arguments: [0, 1, 2] as [UInt64])
  func clean(seed: UInt64) throws {
    let outcome = try data.audit(data.cases, seed: seed)
    #expect(outcome.verdict.grade == .clean, "\(outcome.verdict.problems)")
    #expect(outcome.verdict.problems.isEmpty)
    #expect(outcome.verdict.findings.allSatisfy { $0.applies == false })
    #expect(outcome.audit.associations.count == 4)
    #expect(outcome.audit.associations.allSatisfy { (try? $0.index.get()) == 0 })
    let sources = try #require(outcome.audit.probes.first)
    #expect(try #require(sources.interval).lower > 0.9)
    let classes = try #require(outcome.audit.probes.last)
    #expect(try #require(classes.interval).lower < 0.5)
  }

  @Test("a patient in two splits makes it unfit, and is named")
  func patientLeak() throws {
    var cases = data.cases
    cases[100] = cases[100].with(patient: cases[0].patient)
    let outcome = try data.audit(cases)
    #expect(outcome.verdict.grade == .unfit)
    #expect(outcome.verdict.problemNames == ["patient-in-several-splits"])
    #expect(outcome.audit.sharedPatients.map(\.patient) == [cases[0].patient])
    #expect(outcome.audit.sharedPatients.map(\.splits) == [["test", "train"]])
    #expect(
      outcome.verdict.evidence("patient-in-several-splits")
        == "1 patient with 2 images: \(cases[0].patient ?? "") in test and train.")
  }

  @Test("the same file in two splits, under another name and patient, makes it unfit")
  func exactCopy() throws {
    var cases = data.cases
    let path = try data.copy(of: cases[0], as: "again.png") { $0 }
    let subject = cases[0].with(image: path, patient: "other", split: "test")
    cases[100] = subject
    let outcome = try data.audit(cases)
    #expect(outcome.verdict.grade == .unfit)
    #expect(outcome.verdict.problemNames == ["copies-across-splits"])
    #expect(outcome.audit.duplicates.map(\.positions) == [[0, 100]])
    #expect(outcome.audit.duplicates.map(\.isExact) == [true])
  }

  @Test(
    "a copy that was resized, changed in tone or blurred is found",
    arguments: ["resized", "darker", "brighter", "coarser tones", "smoothed"])
  func nearCopy(change: String) throws {
    var cases = data.cases
    let path = try data.copy(of: cases[0], as: "again.png") { image in
      var copy = image
      switch change {
      case "resized": return image.resized(to: Extent(height: 72, width: 84))
      case "darker": copy.samples = image.samples.map { powf($0, 1.25) }
      case "brighter": copy.samples = image.samples.map { powf($0, 0.8) }
      case "coarser tones": copy.samples = image.samples.map { ($0 * 32).rounded() / 32 }
      default: return image.resized(to: Extent(height: 72, width: 84)).resized(to: image.extent)
      }
      return copy
    }
    cases[100] = cases[0].with(image: path, patient: "other", split: "test")
    let outcome = try data.audit(cases)
    #expect(outcome.verdict.problemNames == ["copies-across-splits"])
    #expect(outcome.audit.duplicates.map(\.positions) == [[0, 100]])
    #expect(outcome.audit.duplicates.map(\.isExact) == [false])
  }

  @Test("copies with other classes, of other sources and within a split are told apart")
  func kindsOfCopies() throws {
    let first = data.cases[0]
    let others = data.cases.filter { $0.split == "train" && $0.image != first.image }
    func problems(_ changed: (Case) -> Case) throws -> Set<String> {
      let path = try data.copy(of: first, as: "again.png") { $0 }
      let copy = changed(first.with(image: path, patient: "other"))
      return try data.audit(data.cases + [copy]).verdict.problemNames
    }
    #expect(try problems { $0 } == ["copies"])
    let source = others.compactMap(\.source).first { $0 != first.source }
    #expect(try problems { $0.with(source: source) }.contains("copies-across-sources"))
    let label = others.compactMap(\.label).first { $0 != first.label }
    #expect(try problems { $0.with(label: label) }.contains("copies-of-other-class"))
  }

  @Test("a source for each class makes it unfit; unequal shares are a warning")
  func imbalance() throws {
    let paired = try PhantomDataset(.imbalanced)
    let outcome = try paired.audit(paired.cases)
    #expect(outcome.verdict.grade == .unfit)
    #expect(
      outcome.verdict.problemNames.isSuperset(of: [
        "source-gives-class", "source-visible-without-lungs",
      ]))
    let all = try #require(outcome.audit.associations.first)
    #expect(try all.index.get() == 1 && all.cramersV.get() > 0.95)
    #expect(try #require(all.chance) < 0.05 && all.pValue == 0.001)
    // A third of the covid images of one source and of the normal ones of the other.
    let (north, south) = (
      data.cases.filter { ($0.label == "covid") == ($0.source == "north") },
      data.cases.filter { ($0.label == "covid") == ($0.source == "south") }
    )
    let unequal = south + north.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    let warned = try data.audit(unequal)
    #expect(warned.verdict.grade == .warnings)
    #expect(warned.verdict.problemNames.contains("shares-differ-between-sources"))
    #expect(!warned.verdict.problemNames.contains("source-gives-class"))
  }

  @Test("an imbalance in one split alone is found there")
  func splitImbalance() throws {
    let paired = data.cases.filter {
      $0.split != "test" || ($0.label == "covid") == ($0.source == "south")
    }
    let outcome = try data.audit(paired)
    #expect(outcome.verdict.grade == .unfit)
    #expect(outcome.verdict.evidence("source-gives-class").hasPrefix("Split test: index 1.00"))
  }

  @Test("the class that a format gives away is found")
  func metadata() throws {
    var cases = data.cases
    for place in cases.indices where cases[place].label == "covid" {
      let path = try data.copy(of: cases[place], as: "wide\(place).png") {
        $0.resized(to: Extent(height: 192, width: 224))
      }
      cases[place] = cases[place].with(image: path)
    }
    let outcome = try data.audit(cases)
    #expect(outcome.verdict.problemNames == ["class-from-metadata"])
    #expect(try #require(outcome.audit.probes.last).balancedAccuracy == 1)
  }

  @Test("missing, damaged and empty masks are told; one bad image does not stop the rest")
  func masks() throws {
    var cases = data.cases
    cases[0] = cases[0].with(mask: .some(nil))
    let broken = data.folder.appending(path: "broken.png")
    try Data("no picture".utf8).write(to: broken)
    cases[1] = cases[1].with(mask: broken.path)
    let empty = data.folder.appending(path: "empty.png").path
    try GrayImage(width: 112, height: 96).writePNG(to: empty)
    cases[2] = cases[2].with(mask: empty)
    cases[3] = cases[3].with(image: broken.path)
    cases[4] = cases[4].with(label: .some(nil))
    let outcome = try data.audit(cases)
    #expect(
      outcome.verdict.problemNames == [
        "missing-masks", "unreadable-images", "unknown-class-or-source",
      ])
    #expect(
      outcome.verdict.evidence("missing-masks")
        == "Missing: 1 of 119. Unusable: 2 (\(cases[1].image), \(cases[2].image)).")
    #expect(outcome.audit.failures.map(\.image) == [broken.path])
    #expect(outcome.audit.pictures.count { $0 == nil } == 1)
  }

  @Test("what a manifest does not tell is not checked, and is no problem of its own")
  func unknown() throws {
    let bare = data.cases.map { Case(image: $0.image, imagePath: $0.imagePath) }
    let outcome = try data.audit(Array(bare.prefix(30)))
    let unknown = Set(outcome.verdict.findings.filter { $0.applies == nil }.map(\.rule))
    #expect(
      unknown == [
        "patient-in-several-splits", "source-gives-class", "shares-differ-between-sources",
        "class-imbalance", "source-visible-without-lungs", "class-from-metadata",
        "unknown-class-or-source", "missing-masks", "remarkable-masks", "one-class-or-no-source",
      ])
    #expect(outcome.verdict.problemNames == ["few-images"])
  }

  @Test("a manifest without images, or of which hardly one can be read, is unfit")
  func nothingToRead() throws {
    let nothing = try data.audit([]).verdict
    #expect(nothing.grade == .unfit)
    #expect(nothing.problemNames == ["mostly-unreadable", "few-images"])
    let lost = data.cases.map { $0.with(image: "nowhere/\($0.image)") }
    let unreadable = try data.audit(lost).verdict
    #expect(unreadable.grade == .unfit && unreadable.problemNames.contains("mostly-unreadable"))
  }

  @Test("classes are counted with or without sources, and where nothing can be told it is said")
  func withoutSources() throws {
    func bare(_ cases: [Case]) -> [Case] {
      cases.map {
        Case(image: $0.image, imagePath: $0.imagePath, maskPath: $0.maskPath, label: $0.label)
      }
    }
    let normal = data.cases.filter { $0.label == "normal" }
    let covid = data.cases.filter { $0.label == "covid" }
    let outcome = try data.audit(bare(normal + covid.prefix(10)))
    #expect(outcome.audit.classRatio == Double(normal.count) / 10)
    #expect(outcome.verdict.problemNames.contains("class-imbalance"))
    #expect(outcome.verdict.problemNames.contains("one-class-or-no-source"))
    #expect(try data.audit(normal).verdict.problemNames.contains("one-class-or-no-source"))
    #expect(try data.audit(normal).audit.classRatio == nil)
  }
}
