import LungAttention
import Testing

@Suite("Set builder")
struct SetBuilderTests {
  /// A study with `patients` in each source and class, each with one to three images.
  private func study(
    _ patients: [String: [String: Int]], manyImages: Bool = true
  ) -> [Case] {
    var cases: [Case] = []
    for (source, classes) in patients.sorted(by: { $0.key < $1.key }) {
      for (label, count) in classes.sorted(by: { $0.key < $1.key }) {
        for patient in 0..<count {
          for image in 0..<(manyImages ? 1 + patient % 3 : 1) {
            let name = "\(source)-\(label)-\(patient)"
            cases.append(
              Case(
                image: "\(name)-\(image).png", label: label, source: source, patient: name,
                other: ["scanner": "\(source)\(patient % 5)"]))
          }
        }
      }
    }
    return cases
  }

  private var twoHospitals: [Case] {
    study(["north": ["covid": 30, "normal": 50], "south": ["covid": 24, "normal": 40]])
  }

  private func parts(_ split: DataSplit) -> [String: Set<String>] {
    Dictionary(
      split.cases.map { ($0.patient ?? $0.image, [$0.split ?? ""]) },
      uniquingKeysWith: { $0.union($1) })
  }

  @Test("a patient is in one split only, the same under all schemes", arguments: 0..<24 as Range)
  func disjoint(seed: UInt64) throws {
    let builder = SetBuilder(seed: seed)
    var known: [String: Set<String>] = [:]
    for scheme in [SplitScheme.random, .sourceBalanced, .sourceImbalanced] {
      for (patient, part) in parts(try builder.split(twoHospitals, scheme: scheme)) {
        #expect(part.count == 1)
        #expect(known.updateValue(part, forKey: patient) ?? part == part)
      }
    }
    for split in try builder.matchedSplits(
      twoHospitals, schemes: [.sourceBalanced, .sourceImbalanced])
    {
      for (patient, part) in parts(split) { #expect(known[patient] == part) }
    }
    let out = parts(try builder.split(twoHospitals, scheme: .leaveSourceOut))
    #expect(out.values.allSatisfy { $0.count == 1 })
  }

  @Test("random keeps all images, in the shares asked for in each source and class")
  func stratified() throws {
    let cases = study(
      ["north": ["covid": 40, "normal": 80], "south": ["covid": 20, "normal": 60]],
      manyImages: false)
    let split = try SetBuilder().split(cases, scheme: .random)
    #expect(split.count() == cases.count && split.dropped.isEmpty)
    for (source, label, all) in [
      ("north", "covid", 40), ("north", "normal", 80), ("south", "covid", 20),
      ("south", "normal", 60),
    ] {
      #expect(split.count(in: .test, label: label, source: source) == all / 4)
      #expect(split.count(in: .val, label: label, source: source) == all * 3 / 20)
    }
  }

  @Test("source-balanced: each source and split has as many of each class")
  func balanced() throws {
    let split = try SetBuilder().split(twoHospitals, scheme: .sourceBalanced)
    for part in SplitPart.allCases {
      for source in ["north", "south"] {
        let covid = split.count(in: part, label: "covid", source: source)
        #expect(covid > 0)
        #expect(covid == split.count(in: part, label: "normal", source: source))
      }
    }
    #expect(split.dropped.allSatisfy { $0.reason == .tooManyOfClass })
    #expect(split.cases.count + split.dropped.count == twoHospitals.count)
  }

  @Test("whole patients are dropped, but for one in each source, class and split")
  func wholePatients() throws {
    let split = try SetBuilder().split(twoHospitals, scheme: .sourceBalanced)
    let kept = Set(split.cases.compactMap(\.patient))
    let torn = Set(split.dropped.compactMap(\.subject.patient)).intersection(kept)
    #expect(torn.count <= 2 * 3)
  }

  @Test("source-imbalanced: the assignment that keeps most images; a given one is followed")
  func imbalanced() throws {
    let cases = study(
      ["a": ["covid": 9, "normal": 30], "b": ["covid": 12, "normal": 31]], manyImages: false)
    // b normal + a covid = 40, a normal + b covid = 42.
    let split = try SetBuilder().split(cases, scheme: .sourceImbalanced)
    #expect(split.count(source: "a") == split.count(label: "normal"))
    #expect(split.count() == 42)
    let given = try SetBuilder(classOfSource: ["a": "covid", "b": "normal"])
      .split(cases, scheme: .sourceImbalanced)
    #expect(given.count() == 40 && given.count(label: "covid", source: "a") == 9)
  }

  @Test("many sources: every class is given although not all assignments can be tried")
  func manySources() throws {
    let sources = (0..<30).map { ("s\($0 + 10)", ["covid": 5, "normal": 8, "other": 9 + $0]) }
    let cases = study(Dictionary(uniqueKeysWithValues: sources), manyImages: false)
    let split = try SetBuilder().split(cases, scheme: .sourceImbalanced)
    #expect(split.labels == ["covid", "normal", "other"] && split.sources.count == 30)
    for source in split.sources {
      #expect(split.labels.count { split.count(label: $0, source: source) > 0 } == 1)
    }
  }

  @Test(
    "matched sets have the same number of each class in each split",
    arguments: [[SplitScheme.sourceBalanced, .sourceImbalanced], SplitScheme.allCases])
  func matched(schemes: [SplitScheme]) throws {
    for seed in 0..<8 as Range<UInt64> {
      let splits = try SetBuilder(seed: seed).matchedSplits(twoHospitals, schemes: schemes)
      #expect(splits.map(\.scheme) == schemes)
      for part in SplitPart.allCases {
        let counts = splits.flatMap { split in
          ["covid", "normal"].map { split.count(in: part, label: $0) }
        }
        #expect(counts[0] > 0 && counts.allSatisfy { $0 == counts[0] })
      }
      for split in splits where split.scheme == .sourceBalanced {
        for part in SplitPart.allCases {
          for source in split.sources {
            #expect(
              split.count(in: part, label: "covid", source: source)
                == split.count(in: part, label: "normal", source: source))
          }
        }
      }
    }
  }

  @Test("leave-source-out: the source with the largest smallest class is all test")
  func leaveSourceOut() throws {
    let split = try SetBuilder().split(twoHospitals, scheme: .leaveSourceOut)
    #expect(split.count(in: .test) == split.count(source: "north"))
    #expect(split.count(in: .test, source: "south") == 0)
    #expect(split.count(in: .val, label: "covid") > 0 && split.dropped.isEmpty)
    let south = try SetBuilder(heldOutSource: "south").split(twoHospitals, scheme: .leaveSourceOut)
    #expect(south.count(in: .test) == south.count(source: "south"))
  }

  @Test("leave-source-out drops what would leak and what cannot be learned")
  func leaveSourceOutDrops() throws {
    var cases = twoHospitals
    cases.append(
      Case(image: "both.png", label: "normal", source: "south", patient: "north-normal-0"))
    cases += study(["north": ["mass": 3]])
    let split = try SetBuilder(heldOutSource: "north").split(cases, scheme: .leaveSourceOut)
    let reasons = Dictionary(grouping: split.dropped, by: \.reason).mapValues(\.count)
    #expect(reasons == [.patientOfHeldOutSource: 1, .classNotTrained: 6])
  }

  @Test("neither the order of rows nor the run matters; the seed does")
  func deterministic() throws {
    for scheme in SplitScheme.allCases {
      let split = try SetBuilder(seed: 3).split(twoHospitals, scheme: scheme)
      let turned = try SetBuilder(seed: 3).split(twoHospitals.reversed(), scheme: scheme)
      #expect(split.cases == turned.cases.reversed())
      #expect(split == (try SetBuilder(seed: 3).split(twoHospitals, scheme: scheme)))
      #expect(split.cases != (try SetBuilder(seed: 4).split(twoHospitals, scheme: scheme)).cases)
    }
  }

  @Test("a further column can be what stays together; without a value an image is alone")
  func otherGroups() throws {
    let split = try SetBuilder(group: "scanner").split(twoHospitals, scheme: .random)
    let scanners = Dictionary(grouping: split.cases) { $0.other["scanner"] ?? "" }
    #expect(scanners.values.allSatisfy { Set($0.map(\.split)).count == 1 })
    let nameless = twoHospitals.map { Case(image: $0.image, label: $0.label, source: $0.source) }
    let alone = try SetBuilder().split(nameless, scheme: .random)
    #expect(alone.count(in: .test) == Int((Double(nameless.count) / 4).rounded()))
  }

  @Test("what has no class, no source or is listed twice is dropped and said")
  func unusable() throws {
    let cases =
      twoHospitals + [
        Case(image: "x.png", source: "north"), Case(image: "y.png", label: "covid"),
        twoHospitals[0],
      ]
    let random = try SetBuilder().split(cases, scheme: .random)
    #expect(random.dropped.map(\.reason) == [.noLabel, .listedTwice])
    let balanced = try SetBuilder().split(cases, scheme: .sourceBalanced)
    #expect(balanced.dropped.suffix(3).map(\.reason) == [.noLabel, .noSource, .listedTwice])
  }

  @Test("sources without a class are dropped; classes can be chosen")
  func classes() throws {
    let cases = study([
      "a": ["covid": 20, "normal": 20], "b": ["mass": 20, "normal": 20],
      "c": ["covid": 20, "mass": 20, "normal": 20],
    ])
    let all = try SetBuilder().split(cases, scheme: .sourceBalanced)
    #expect(all.sources == ["c"] && all.dropped.contains { $0.reason == .sourceLacksClass })
    let two = try SetBuilder(classes: ["normal", "covid"]).split(cases, scheme: .sourceBalanced)
    #expect(two.sources == ["a", "c"] && two.labels == ["covid", "normal"])
    #expect(two.dropped.contains { $0.reason == .otherClass })
  }

  @Test("what cannot be made is an error that says why")
  func errors() {
    func error(
      _ cases: [Case], _ scheme: SplitScheme, _ builder: SetBuilder = SetBuilder()
    ) -> SplitError? {
      do throws(SplitError) {
        _ = try builder.split(cases, scheme: scheme)
        return nil
      } catch { return error }
    }
    #expect(error([], .random) == .fewerThanTwoClasses(found: []))
    #expect(
      error(study(["a": ["covid": 3], "b": ["covid": 3]]), .random)
        == .fewerThanTwoClasses(found: ["covid"]))
    let one = study(["a": ["covid": 30, "normal": 30]])
    #expect(error(one, .sourceBalanced) == .fewerThanTwoSources(found: ["a"]))
    let apart = study(["a": ["covid": 30], "b": ["normal": 30]])
    #expect(error(apart, .sourceBalanced) == .noSourceHasEveryClass(["covid", "normal"]))
    #expect(error(apart, .leaveSourceOut) == .noSourceHasEveryClass(["covid", "normal"]))
    let shared = study(["a": ["covid": 9, "normal": 9], "b": ["covid": 9, "normal": 9]]).map {
      Case(image: $0.image, label: $0.label, source: $0.source, patient: "the same")
    }
    #expect(error(shared, .leaveSourceOut) == .tooFewClassesLeft([]))
    let three = study(["a": ["covid": 9, "mass": 9, "normal": 9], "b": ["covid": 9]])
    #expect(
      error(three, .sourceImbalanced)
        == .fewerSourcesThanClasses(sources: ["a", "b"], classes: ["covid", "mass", "normal"]))
    #expect(
      error(twoHospitals, .sourceImbalanced, SetBuilder(classOfSource: ["north": "covid"]))
        == .classNotGiven("normal", classOfSource: ["north": "covid"]))
    #expect(
      error(study(["a": ["covid": 1, "normal": 9], "b": ["covid": 1, "normal": 9]]), .random)
        == .emptyPart(.val, label: "covid"))
    #expect(
      error(one, .random, SetBuilder(validationShare: 0.5, testShare: 0.5))
        == .badShares(validation: 0.5, test: 0.5))
    let column = error(twoHospitals, .random, SetBuilder(group: "scaner"))
    #expect(column?.diagnosis.remedy == "Did you mean 'scanner'?")
    #expect(
      error(twoHospitals, .leaveSourceOut, SetBuilder(heldOutSource: "nort"))?.description
        == "has no source 'nort', expected one of north, south. Did you mean 'north'?")
    #expect(
      error(twoHospitals, .random, SetBuilder(classes: ["covid", "norma"]))
        == .unknownClass("norma", known: ["covid", "normal"]))
  }

  @Test("without a share a split is empty, and that is no error")
  func noShare() throws {
    let split = try SetBuilder(validationShare: 0, testShare: 0)
      .split(twoHospitals, scheme: .sourceBalanced)
    #expect(split.count(in: .train) == split.count() && split.count() > 0)
  }
}
