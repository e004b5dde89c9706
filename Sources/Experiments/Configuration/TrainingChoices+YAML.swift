internal import Checkpoints
internal import Diagnostics
internal import Imaging
internal import Models
internal import Networks
internal import Tensors
internal import Training

extension ExperimentConfiguration.TrainingChoices {
  private static let settings = [
    "from", "preset", "freeze", "architecture", "input-size", "fit", "window-level",
    "optimizer", "learning-rate", "schedule", "warm-up", "weight-decay", "class-weights",
    "batch-size", "epochs", "patience", "monitor", "augment", "rotation", "shift", "scale",
    "contrast", "brightness", "flip", "erasing",
    "balance-sources", "group-dro-step", "exchange-backgrounds", "crop-to-lungs", "remove-markers",
  ]

  /// The choices in the section `training`, called as the options of `lung-attention train`; the
  /// path of a model is seen from `folder`.
  init(_ section: YAMLSection, folder: String) throws(ConfigurationError) {
    try section.allow(Self.settings)
    try readNetwork(section, folder: folder)
    try readLearning(section)
    configuration.frozen = try section.texts("freeze") ?? []
    configuration.augmentation = try Self.augmentation(section)
    configuration.mitigations = try Self.mitigations(section)
    do throws(TrainingError) {
      try configuration.check()
    } catch {
      throw ConfigurationError(
        section.line, "'training': \(error.diagnosis.found)",
        expected: error.diagnosis.expected ?? "other choices", remedy: error.diagnosis.remedy)
    }
  }

  private mutating func readNetwork(
    _ section: YAMLSection, folder: String
  ) throws(ConfigurationError) {
    let given = ModelSettings(
      architecture: try section.choice("architecture", of: Architecture.self),
      preset: try section.choice("preset", of: ModelPreset.self),
      window: try section.value("window-level", expected: "auto, full, own or WIDTH,LEVEL") {
        ToneWindow(text: $0)
      },
      inputSize: try section.value("input-size", expected: "a size such as 224 or 320x240") {
        Extent(text: $0)
      },
      fit: try section.choice("fit", of: Geometry.Fit.self))
    if let path = try section.text("from") {
      fineTuning = FineTuning(path: path.seen(from: folder), settings: given)
    } else if given.preset != nil {
      throw section.error(
        "preset", "says what a model does not", expected: "a model under 'from'")
    }
    architecture = given.architecture ?? architecture
    inputSize = given.inputSize ?? inputSize
    fit = given.fit ?? fit
    window = given.window ?? window
  }

  private mutating func readLearning(_ section: YAMLSection) throws(ConfigurationError) {
    var choices = configuration
    let number = { (text: String) in Float(text) }
    choices.optimizer =
      try section.choice("optimizer", of: OptimizerKind.self) ?? choices.optimizer
    choices.learningRate =
      try section.value("learning-rate", expected: "a number above 0", number)
      ?? choices.learningRate
    choices.schedule =
      try section.value("schedule", expected: "constant, cosine or step:EPOCHS,FACTOR") {
        LearningRateSchedule(text: $0)
      } ?? choices.schedule
    choices.warmUp =
      try section.value("warm-up", expected: "a number of epochs") { Int($0) } ?? choices.warmUp
    choices.weightDecay =
      try section.value("weight-decay", expected: "0 or more", number) ?? choices.weightDecay
    choices.classWeights =
      try section.value("class-weights", expected: "none, balanced or covid=2,normal=1") {
        ClassWeights(text: $0)
      } ?? choices.classWeights
    let count = { (text: String) in Int(text).flatMap { $0 > 0 ? $0 : nil } }
    choices.batchSize =
      try section.value("batch-size", expected: "1 or more", count) ?? choices.batchSize
    choices.epochs = try section.value("epochs", expected: "1 or more", count) ?? choices.epochs
    choices.patience =
      try section.value("patience", expected: "1 or more", count) ?? choices.patience
    choices.monitor = try section.choice("monitor", of: Monitor.self) ?? choices.monitor
    configuration = choices
  }

  private static func augmentation(
    _ section: YAMLSection
  ) throws(ConfigurationError) -> Augmentation {
    var result = Augmentation()
    if try section.flag("augment") == false { result = .none }
    let parts: [(String, WritableKeyPath<Augmentation, Double>)] = [
      ("rotation", \.rotation), ("shift", \.shift), ("scale", \.scale),
      ("contrast", \.contrast), ("brightness", \.brightness), ("flip", \.flip),
      ("erasing", \.erasing),
    ]
    for (name, part) in parts {
      if let value = try section.value(name, expected: "a number", { Double($0) }) {
        result[keyPath: part] = value
      }
    }
    return result
  }

  private static func mitigations(
    _ section: YAMLSection
  ) throws(ConfigurationError) -> Mitigations {
    Mitigations(
      balancesSources: try section.flag("balance-sources") ?? false,
      groupStep: try section.value("group-dro-step", expected: "a number above 0") { Double($0) },
      backgroundShare: try section.value(
        "exchange-backgrounds", expected: "a share from 0 to 1", { Double($0) }) ?? 0,
      cropShare: try section.value(
        "crop-to-lungs", expected: "a share from 0 to 1", { Double($0) }) ?? 0,
      removesMarkers: try section.flag("remove-markers") ?? false)
  }
}
