import Foundation
import LungAttention
import Testing

/// A folder with phantoms and an untrained network.
private struct Study: ~Copyable {
  let folder: String
  let cases: [Case]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    let phantoms = PhantomDesign(.balanced, train: 0, val: 0, test: 4).cases
    try PhantomFolder(path: folder, width: 96, height: 80).write(phantoms)
    cases = try Manifest(path: "\(folder)/manifest.csv").cases
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static func model(_ name: String, seed: UInt64 = 1) throws -> Model {
    try Model(
      name: name, architecture: .compactCNN,
      network: Network(graph: Architecture.compactCNN.graph(channels: 1, classes: 2), seed: seed),
      input: InputSpecification(
        size: .square(32), channels: 1, mean: [0.5], standardDeviation: [0.25]),
      classNames: ["normal", "covid"])
  }
}

@Suite("Audit")
struct AuditTests {
  @Test("each model and method gives a row with the case's columns")
  func rows() throws {
    let study = try Study()
    let explainer = try CaseExplainer(
      models: [try Study.model("a"), try Study.model("b", seed: 2)],
      explainers: [ActivationMap(), Occlusion(window: .square(16), stride: .square(16))])
    let found = try explainer.explain(study.cases[1])
    #expect(found.map(\.result.model) == ["a", "a", "b", "b"])
    #expect(found.map(\.result.method) == ["gradcam", "occlusion", "gradcam", "occlusion"])
    #expect(found[0].result.layer == "block5.relu" && found[1].result.layer == nil)
    for explanation in found {
      #expect(explanation.map.extent == Extent(height: 80, width: 96))
      #expect(explanation.result.subject.label == "covid")
      #expect(explanation.result.target == explanation.result.predicted)
      #expect(explanation.result.isCorrect == (explanation.result.predicted == "covid"))
    }
  }

  @Test("a named class is explained, and an unknown one is refused before the first image")
  func target() throws {
    let study = try Study()
    let explainer = try CaseExplainer(
      models: [try Study.model("a")], explainers: [ActivationMap()],
      explainedClass: .named("covid"))
    let result = try explainer.explain(study.cases[0])[0].result
    #expect(result.target == "covid")
    #expect(throws: FileError.self) {
      try CaseExplainer(
        models: [try Study.model("a")], explainers: [], explainedClass: .named("flu"))
    }
  }

  @Test("what is wrong with an image or mask is told with its file")
  func badFiles() throws {
    let study = try Study()
    let explainer = try CaseExplainer(
      models: [try Study.model("a")], explainers: [ActivationMap()])
    let good = study.cases[0]
    let small = "\(study.folder)/small.png"
    try GrayImage(width: 10, height: 40).writePNG(to: small)
    for (image, mask, fragment) in [
      ("nowhere.png", good.maskPath, "nowhere.png"), (good.imagePath, "no-mask.png", "no-mask.png"),
      (good.imagePath, small, "10×40"),
    ] {
      do {
        _ = try explainer.explain(Case(image: image, maskPath: mask))
        Issue.record("accepted \(image) with \(mask ?? "no mask")")
      } catch { #expect("\(error)".contains(fragment), "\(error)") }
    }
    let alone = try explainer.explain(Case(image: good.imagePath))[0].result
    #expect(alone.score.status == "no-mask" && alone.score.lungMass.value == nil)
  }

  @Test("a centre crop is scored where the network looked, and said")
  func cropped() throws {
    let study = try Study()
    let whole = try Study.model("a")
    let model = try Model(
      name: "a", network: whole.network,
      input: InputSpecification(
        size: .square(32), channels: 1, mean: [0.5], standardDeviation: [0.25], fit: .crop),
      classNames: whole.classNames)
    let found = try CaseExplainer(models: [model], explainers: [ActivationMap()])
      .explain(study.cases[0])[0]
    #expect(found.result.warnings.contains("cropped"))
    let visible = Geometry(
      original: found.image.extent, network: .square(32), fit: .crop
    ).visible
    let lungs = visible.rows.reduce(0) { count, y in
      count + visible.columns.count { found.mask?[$0, y] == true }
    }
    let share = Double(lungs) / Double(visible.rows.count * visible.columns.count)
    if let area = found.result.score.lungArea.value { #expect(abs(area - share) < 1e-12) }
  }

  @Test("each model sees and shows the image through its own window, and an own range is said")
  func windows() throws {
    let plain = try Study.model("a")
    let models = try [ToneWindow.automatic, .full, .window(width: 2000, level: 3000)].map {
      window in
      try Model(
        name: window.text, network: plain.network,
        input: InputSpecification(
          size: .square(32), channels: 1, window: window, mean: [0.5], standardDeviation: [0.25]),
        classNames: plain.classNames)
    }
    let path = Self.twelveBitImage
    let file = try ImageFile.read(path)
    let found = try CaseExplainer(models: models, explainers: [ActivationMap()])
      .explain(Case(image: path))
    #expect(found.map { $0.image.samples.max() } == [1, 4095 / 65535, 1])
    #expect(found.map { $0.image.samples.min() } == [0, 0, 0])
    #expect(found[0].image.samples[1] > 0 && found[2].image.samples[1] == 0)
    #expect(found.map { $0.result.warnings.contains("own-range") } == [true, false, false])
    for (explanation, model) in zip(found, models) {
      #expect(explanation.image == model.input.window.apply(to: file))
      let expected = try #require(
        model.foldingBatchNormalizations().predict(file).confidence)
      #expect(explanation.result.probability == expected)
    }
  }

  /// Every 12-bit value once, in a 16-bit file.
  private static let twelveBitImage = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/Imaging/every-12-bit-value.png").path

  @Test("a network whose outputs are no probabilities is explained all the same")
  func noProbabilities() throws {
    let study = try Study()
    let plain = try Study.model("a")
    let model = try Model(
      name: "a", network: plain.network, input: plain.input, classNames: plain.classNames,
      activation: OutputActivation.none)
    let result = try CaseExplainer(models: [model], explainers: [ActivationMap()])
      .explain(study.cases[1])[0].result
    #expect(result.probability == nil && result.targetProbability == nil)
    #expect(result.isCorrect == (result.predicted == "covid"))
    let table = CaseTable()
    let columns = table.line(result).split(separator: ",", omittingEmptySubsequences: false)
    #expect(columns[try #require(table.columns.firstIndex(of: "probability"))].isEmpty)
    #expect(try table.json([result]).contains("\"target_probability\": null"))
  }

  @Test("a single logit is explained as it is for the positive class, negated for the other")
  func singleLogit() throws {
    let study = try Study()
    let path = "\(study.folder)/single.safetensors"
    let plain = Network(graph: Architecture.compactCNN.graph(channels: 1, classes: 1), seed: 4)
    try SafetensorsFile.write(plain.parameters, metadata: [:], to: path)
    let model = try ModelFile.read(
      path,
      overrides: ModelSettings(
        architecture: .compactCNN, inputSize: .square(32), classNames: ["covid"]))
    let image = try ImageFile.read(study.cases[1].imagePath)
    let input = model.input.prepare(image).input
    for explainer in [ActivationMap(), Occlusion()] as [any Explainer] {
      func map(_ target: Int, _ network: Network) throws -> SaliencyMap {
        try explainer.explain(input, targets: [.index(target)], in: network)[0]
      }
      let (logit, positive) = (try map(0, plain), try map(1, model.network))
      let negative = try map(0, model.network)
      #expect(positive.values == logit.values && positive.score == logit.score)
      #expect(negative.values == logit.values.map { -$0 } && negative.score == -logit.score)
      #expect(positive.values.contains { $0 != 0 } && positive.layer == logit.layer)
    }
    let result = try CaseExplainer(
      models: [model], explainers: [ActivationMap()], explainedClass: .named("not covid")
    ).explain(study.cases[1])[0].result
    #expect(result.target == "not covid")
    #expect(result.isCorrect == (result.predicted == "covid"))
  }

  @Test("cases come in order and a failure stops nothing", arguments: [1, 2, 4])
  func pipeline(threads: Int) throws {
    struct Bad: Error {}
    let cases = (0..<11).map { Case(image: "\($0)") }
    var seen: [String] = []
    try ParallelLoop.$threads.withValue(threads) {
      try CasePipeline.run(cases) { subject -> String in
        if subject.image == "4" { throw Bad() }
        return subject.image + "!"
      } deliver: { subject, outcome in
        seen.append((try? outcome.get()) ?? "failed \(subject.image)")
      }
    }
    #expect(seen == (0..<11).map { $0 == 4 ? "failed 4" : "\($0)!" })
  }

  @Test("null models stand beside the score; the twin is explained for the model's class")
  func nulls() throws {
    let study = try Study()
    let subject = study.cases[1]
    let model = try Study.model("a")
    let alone = try CaseExplainer(models: [model], explainers: [ActivationMap()])
    #expect(try alone.explain(subject)[0].result.nulls[.randomWeights] == nil)

    let explainer = try CaseExplainer(
      models: [model], explainers: [ActivationMap()], twinSeed: 5)
    let other = try #require(study.cases[2].maskPath)
    let found = try explainer.explain(subject, otherMask: other)[0]
    let nulls = found.result.nulls
    #expect(nulls[.uniform] == found.result.score.lungArea.value)
    #expect(nulls[.otherMask] == LungMask(try ImageFile.read(other)).share(ofSaliencyIn: found.map))
    #expect(nulls[.centredGaussian].map { (0.1...0.9).contains($0) } == true)
    let twin = try CaseExplainer(
      models: [model.randomizingWeights(seed: 5)], explainers: [ActivationMap()],
      explainedClass: .named(found.result.target)
    ).explain(subject)[0]
    #expect(nulls[.randomWeights] == twin.result.score.lungMass.value)
    #expect(nulls[.randomWeights] != found.result.score.lungMass.value)

    let lost = try explainer.explain(subject, otherMask: "nowhere.png")[0].result
    #expect(lost.nulls[.otherMask] == nil && lost.score == found.result.score)
  }

  @Test("regions hold all saliency, and the lungs' share is the score")
  func regions() throws {
    let study = try Study()
    let result = try CaseExplainer(models: [try Study.model("a")], explainers: [ActivationMap()])
      .explain(study.cases[0])[0].result
    let lungs = result.regions.filter(\.region.isLung).reduce(0) { $0 + $1.saliency }
    #expect(abs(lungs - (result.score.lungMass.value ?? -1)) < 1e-9)
    #expect(result.peakRegion?.isLung == result.score.peak?.isInLung)
  }
}

@Suite("Lent masks")
struct MaskDonorsTests {
  private func cases(_ patients: [String?]) -> [Case] {
    patients.enumerated().map { Case(image: "\($0)", maskPath: "m\($0)", patient: $1) }
  }

  @Test("a mask is another patient's, and the same for the same seed", arguments: 0..<5)
  func others(seed: Int) {
    let cases = cases(["p", "p", "q", "q", "q", nil, nil])
    let donors = MaskDonors(among: cases, seed: UInt64(seed))
    for subject in cases {
      let donor = cases.first { $0.maskPath == donors[subject] }
      #expect(donor != nil && donor != subject)
      #expect(subject.patient == nil || donor?.patient != subject.patient)
    }
    let again = MaskDonors(among: cases, seed: UInt64(seed))
    #expect(cases.allSatisfy { donors[$0] == again[$0] })
  }

  @Test("nobody lends to the only patient, and nobody without a mask lends")
  func none() {
    let alone = cases(["p", "p"])
    let donors = MaskDonors(among: alone, seed: 0)
    #expect(alone.allSatisfy { donors[$0] == nil })
    let bare = [Case(image: "a"), Case(image: "b", maskPath: "m")]
    #expect(bare.allSatisfy { MaskDonors(among: bare, seed: 0)[$0] == nil })
  }
}
