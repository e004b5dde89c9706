import LungAttention
import Testing

@Suite("The configuration of an experiment")
struct ExperimentConfigurationTests {
  @Test("needs data only; the rest is the paper's experiment")
  func defaults() throws {
    let configuration = try ExperimentConfiguration(yaml: "data: study.csv", folder: "lab")
    #expect(configuration == ExperimentConfiguration(data: "lab/study.csv"))
    #expect(configuration.cells.count == 2 * 5 * 3)
    #expect(configuration.testSets.count == 2 * 5)
  }

  @Test("says all that can be chosen")
  func all() throws {
    let configuration = try ExperimentConfiguration(
      yaml: """
        data: /data/study.csv
        classes: [normal, covid]
        positive: normal
        schemes: [random, leave-source-out]
        variants: [full, lungs-only]
        training-variants: [full]
        seeds: [4]
        group: study
        match: false
        validation-share: 0.1
        test-share: 0.5
        class-of-source: {north: normal, south: covid}
        held-out-source: north
        fill: black
        dilate: 3
        training: {architecture: resnet18, input-size: 64x48, fit: letterbox, epochs: 2,
          batch-size: 8, learning-rate: 0.01, patience: 1, optimizer: sgd, augment: false,
          schedule: "step:10,0.1", weight-decay: 0.01, class-weights: "covid=2", monitor: loss,
          balance-sources: true, exchange-backgrounds: 0.25, crop-to-lungs: 0.5, flip: 0.5,
          freeze: [conv1]}
        """)
    #expect(configuration.data == "/data/study.csv")
    #expect(configuration.schemes == [.random, .leaveSourceOut])
    #expect(configuration.trainedVariants == [.full])
    #expect(configuration.classOfSource == ["north": "normal", "south": "covid"])
    #expect(configuration.fill == .black && configuration.dilation == 3)
    #expect(configuration.training.architecture == .resnet18)
    #expect(configuration.training.inputSize.width == 64)
    #expect(configuration.training.configuration.batchSize == 8)
    let choices = configuration.training.configuration
    var mirrored = Augmentation.none
    mirrored.flip = 0.5
    #expect(choices.augmentation == mirrored)
    #expect(choices.schedule == .step(epochs: 10, factor: 0.1))
    #expect(choices.weightDecay == 0.01 && choices.monitor == .loss)
    #expect(choices.classWeights == .named(["covid": 2]))
    #expect(
      choices.mitigations
        == Mitigations(balancesSources: true, backgroundShare: 0.25, cropShare: 0.5))
    #expect(choices.frozen == ["conv1"])
    #expect(configuration.cells.count == 2)
  }

  @Test(
    "names line, value and remedy of what is wrong",
    arguments: [
      ("classes: [a, b]", "there is no 'data'"),
      ("data: a.csv\nsheme: [random]", "line 2: there is no setting 'sheme'"),
      ("data: a.csv\nschemes: [balanced]", "line 2: 'schemes' has 'balanced'"),
      ("data: a.csv\nseeds: [1, x]", "line 2: 'seeds' has 'x'"),
      ("data: a.csv\nseeds: [1, 1]", "line 2: 'seeds' has '1' twice"),
      ("data: a.csv\nseeds: []", "line 2: 'seeds' is an empty list"),
      ("data: a.csv\nmatch: perhaps", "line 2: 'match' is 'perhaps'"),
      ("data: a.csv\ntest-share: 1.5", "line 2: 'test-share' is '1.5'"),
      ("data: a.csv\ntest-share: 0.6\nvalidation-share: 0.4", "leave nothing to train on"),
      ("data: a.csv\nclasses: [a]", "line 2: 'classes' has a single class"),
      ("data: a.csv\nclasses: [a, b]\npositive: c", "line 3: 'positive' is 'c'"),
      ("data: a.csv\nvariants: [full]\ntraining-variants: [box-only]", "has 'box-only'"),
      ("data: a.csv\ntraining: {epoch: 3}", "there is no setting 'epoch' in 'training'"),
      ("data: a.csv\ntraining: {epochs: 0}", "'epochs' is '0'"),
      ("data: a.csv\ntraining: {schedule: linear}", "'schedule' is 'linear'"),
      ("data: a.csv\ntraining: {flip: 2}", "the augmentation's flip"),
      ("data: a.csv\ntraining: {preset: imagenet}", "'preset' says what a model does not"),
      ("data: a.csv\ntraining: resnet18", "'training' is no mapping"),
      ("data: [a.csv]", "line 1: 'data' is no single value"),
      ("data: a.csv\ndata: b.csv", "'data'"),
      ("- a\n- b", "the file is no mapping"),
      ("data: 'a", "is not YAML"),
      ("", "is empty"),
    ])
  func errors(text: String, message: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try ExperimentConfiguration(yaml: text)
    }
    let description = error?.description ?? ""
    #expect(description.contains(message), "\(description)")
  }

  @Test("a slip is recognised: sheme, schemes")
  func slips() {
    let error = #expect(throws: ConfigurationError.self) {
      try ExperimentConfiguration(yaml: "data: a.csv\nsheme: [random]")
    }
    #expect(error?.diagnosis.remedy == "Did you mean 'schemes'?")
  }
}
