import Checkpoints
import Diagnostics
import Foundation
import Imaging
import Models
import Networks
import Phantoms
import Probes
import Tables
import Tensors
import Testing
import Training

/// Phantoms on disk: 16 to train on and 8 to validate with.
private final class PhantomStudy: Sendable {
  let folder: URL
  let cases: [Case]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try PhantomFolder(path: folder.path, width: 96, height: 80).write(
      PhantomDesign(.balanced, train: 16, val: 8, test: 0).cases)
    cases = try Manifest(path: folder.appending(path: "manifest.csv").path).cases
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func data(_ mitigations: Mitigations = .none, _ cases: [Case]? = nil) throws -> TrainingData {
    try TrainingData(
      cases ?? self.cases, size: .square(32), seed: 1, mitigations: mitigations)
  }

  func run(
    _ data: TrainingData, _ configuration: TrainingConfiguration,
    from start: TrainingStart = TrainingStart(.compactCNN), to name: String
  ) throws -> Model {
    _ = try TrainingRun(
      start: start, data: data, configuration: configuration, output: path(name)
    ).run(resumes: false)
    return try ModelFile.read(path(name))
  }
}

@Suite("Training runs")
struct TrainingRunTests {
  private let study: PhantomStudy
  init() throws { study = try PhantomStudy() }

  private let short = TrainingConfiguration(batchSize: 8, epochs: 2, seed: 1)

  @Test("writes a checkpoint that tells its training, and a log, and leaves no state")
  func files() throws {
    var configuration = short
    configuration.schedule = .cosine
    configuration.mitigations = Mitigations(balancesSources: true, groupStep: 0.01)
    let model = try study.run(
      study.data(configuration.mitigations), configuration, to: "m.safetensors")
    #expect(model.provenance["schedule"] == "cosine")
    #expect(model.provenance["sampling"] == "source-balanced")
    #expect(model.provenance["group_dro"] == "0.01")
    #expect(model.provenance["monitor"] == "auroc")
    #expect(model.provenance["validation_auroc"] != nil)
    #expect(model.provenance["weight_decay"] == nil)
    #expect(!FileManager.default.fileExists(atPath: study.path("m.safetensors.state")))
    let log = try CSVReader(
      Data(contentsOf: URL(filePath: study.path("m.safetensors.log.csv")))
    ).records.map(\.fields)
    #expect(log.first == TrainingLog.columns)
    #expect(log.dropFirst().map { $0[0] } == ["1", "2"])
    #expect(log.dropFirst().map { $0[1] } == ["2", "4"])
    #expect(log.dropFirst().allSatisfy { row in row.allSatisfy { Double($0) != nil } })
  }

  @Test("fine-tuning keeps the head of the same classes, in the model's order, and its input")
  func sameClasses() throws {
    let input = try InputSpecification(
      size: .square(32), channels: 3, range: 0...255, mean: [1, 2, 3],
      standardDeviation: [10, 20, 30])
    let model = try Model(
      name: "start", architecture: .compactCNN,
      network: Network(graph: Architecture.compactCNN.graph(channels: 3, classes: 2), seed: 5),
      input: input, classNames: ["normal", "covid"])
    let start = try TrainingStart(from: model)
    let names = start.classNames(for: study.cases)
    #expect(names == ["normal", "covid"])
    #expect(!start.hasNewHead(for: names))
    var configuration = short
    configuration.frozen = ["block1", "block2", "block3", "block4", "block5"]
    let data = try TrainingData(study.cases, input: input, classNames: names, seed: 1)
    let tuned = try study.run(data, configuration, from: start, to: "tuned.safetensors")
    #expect(tuned.input == input)
    #expect(tuned.provenance["fine_tuned_from"] == "start")
    for (name, value) in model.network.parameters {
      let same = tuned.network.parameters[name]?.logicalElements == value.logicalElements
      #expect(same == !name.hasPrefix("classifier"), "\(name)")
    }
  }

  @Test(
    "other classes get a new head on the old features",
    arguments: [Architecture.compactCNN, .resnet18])
  func newHead(architecture: Architecture) throws {
    let model = try Model(
      name: "start", architecture: architecture,
      network: Network(graph: architecture.graph(channels: 1, classes: 5), seed: 5),
      input: InputSpecification(
        size: .square(32), channels: 1, mean: [0.5], standardDeviation: [0.25]),
      classNames: ["a", "b", "c", "d", "e"])
    let start = try TrainingStart(from: model)
    let names = start.classNames(for: study.cases)
    #expect(names == ["covid", "normal"] && start.hasNewHead(for: names))
    let head = architecture == .resnet18 ? "fc" : "classifier"
    var configuration = short
    configuration.epochs = 1
    configuration.frozen =
      architecture == .resnet18
      ? ["conv1", "bn1", "layer1", "layer2", "layer3", "layer4"]
      : ["block1", "block2", "block3", "block4", "block5"]
    let data = try TrainingData(study.cases, input: model.input, classNames: names, seed: 1)
    let tuned = try study.run(data, configuration, from: start, to: "tuned.safetensors")
    #expect(tuned.classNames == names && tuned.provenance["head"] == "new")
    #expect(tuned.network.parameters["\(head).weight"]?.shape[0] == 2)
    for (name, value) in model.network.parameters where !name.hasPrefix(head) {
      #expect(tuned.network.parameters[name]?.logicalElements == value.logicalElements, "\(name)")
    }
  }

  @Test("a network of no architecture of ours is refused")
  func foreign() throws {
    let model = try Model(
      name: "m",
      network: Network(graph: Architecture.compactCNN.graph(channels: 1, classes: 2), seed: 5),
      input: study.data().input, classNames: ["a", "b"])
    #expect(throws: TrainingError.noArchitecture) { try TrainingStart(from: model) }
  }

  @Test(
    "exchanged backgrounds come from other patients of all sources; the original stays as it is")
  func backgrounds() throws {
    let mitigations = Mitigations(backgroundShare: 1)
    let data = try study.data(mitigations)
    #expect(data.training.allSatisfy { $0.view != nil })
    #expect(data.validation.allSatisfy { $0.view == nil })
    let plain = try study.data()
    #expect(data.input == plain.input)
    #expect(zip(data.training, plain.training).allSatisfy { $0.image == $1.image })
    let groups = try SourceClassGroups(data.training)
    let top = data.training.map { Array($0.image.samples[..<32]) }
    var sources: Set<String?> = []
    for index in data.training.indices {
      for draw in 0..<8 as Range<UInt64> {
        var generator = RandomGenerator(seed: draw, UInt64(index))
        let seen = ExchangedBackground(share: 1).apply(
          to: index, of: data.training, groups: groups, using: &generator)
        let donor = try #require(top.firstIndex(of: Array(seen.samples[..<32])))
        #expect(donor != index)
        sources.insert(data.training[donor].source)
      }
    }
    #expect(sources.count == 2)
    // Half of the images stay as they are.
    let kept = (0..<400 as Range<UInt64>).count { draw in
      var generator = RandomGenerator(seed: draw, 7)
      return ExchangedBackground(share: 0.5).apply(
        to: 0, of: data.training, groups: groups, using: &generator) == data.training[0].image
    }
    #expect((150...250).contains(kept))
  }

  @Test("crops show the lungs' box enlarged, in the share asked for, and need masks")
  func crops() throws {
    let mitigations = Mitigations(cropShare: 0.5)
    let data = try study.data(mitigations)
    #expect(data.validation.allSatisfy { $0.crop == nil })
    for example in data.training {
      let crop = try #require(example.crop)
      #expect(crop.extent == example.image.extent && crop != example.image)
    }
    // The mask of the crop itself fills it but for the margin.
    let masks = study.cases.map {
      Case(
        image: $0.image, imagePath: $0.maskPath ?? "", maskPath: $0.maskPath, label: $0.label,
        source: $0.source, patient: $0.patient, split: $0.split)
    }
    for example in try study.data(mitigations, masks).training {
      let crop = try #require(example.crop)
      #expect(crop.samples.reduce(0, +) > 1.5 * example.image.samples.reduce(0, +))
      #expect(crop.samples[..<32].allSatisfy { $0 < 0.5 })
      #expect(crop.samples[64..<160].contains { $0 > 0.5 })
    }
    var configuration = short
    configuration.mitigations = mitigations
    let (half, none) = (
      try study.run(data, configuration, to: "a"), try study.run(study.data(), short, to: "b")
    )
    #expect(
      half.network.parameters["classifier.weight"]?.logicalElements
        != none.network.parameters["classifier.weight"]?.logicalElements)
    #expect(half.provenance["crops_to_lungs"] == "0.5")
    let bare = study.cases.map {
      Case(
        image: $0.image, imagePath: $0.imagePath, label: $0.label, source: $0.source,
        patient: $0.patient, split: $0.split)
    }
    #expect(throws: TrainingError.self) {
      try study.run(study.data(mitigations, bare), configuration, to: "c")
    }
  }

  @Test("markers are painted over in the training images alone")
  func markers() throws {
    let (cleaned, plain) = (try study.data(Mitigations(removesMarkers: true)), try study.data())
    #expect(zip(cleaned.training, plain.training).allSatisfy { $0.image == $1.image })
    #expect(cleaned.training.contains { $0.view?.image != $0.image })
    #expect(cleaned.validation.allSatisfy { $0.view == nil })
    #expect(cleaned.input == plain.input)
  }

  @Test("mitigations without masks or sources, or that the images were not read for, are refused")
  func refusals() throws {
    func without(mask: Bool = false, source: Bool = false) -> [Case] {
      study.cases.map {
        Case(
          image: $0.image, imagePath: $0.imagePath, maskPath: mask ? nil : $0.maskPath,
          label: $0.label, source: source ? nil : $0.source, patient: $0.patient, split: $0.split)
      }
    }
    var configuration = short
    configuration.mitigations = Mitigations(backgroundShare: 0.5)
    func error(_ data: TrainingData) -> TrainingError? {
      #expect(throws: TrainingError.self) {
        try TrainingRun(
          architecture: .compactCNN, data: data, configuration: configuration,
          output: study.path("m")
        ).run(resumes: false)
      }
    }
    let mitigations = configuration.mitigations
    let bare = try study.data(mitigations, without(mask: true))
    #expect(error(bare)?.description.contains("16 training images have no lung mask") == true)
    #expect(
      error(try study.data(mitigations, without(source: true))) == .noSource(images: 16))
    #expect(error(try study.data()) == .otherMitigations)
    #expect(!FileManager.default.fileExists(atPath: study.path("m")))
  }
}
