import ArgumentParser
import LungAttention

/// With what a training begins.
struct StartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Train this model further (.safetensors). Its last layer is drawn anew where the classes are \
      others; what the file does not say is said by --architecture, --preset, --input-size and \
      the other options here.
      """, valueName: "file"))
  var from: String?

  @Option(help: ArgumentHelp("What to train (default: compactcnn, or the model's own)."))
  var architecture: Architecture?

  @Option(help: "How a library prepares pictures, for what a model of --from does not say.")
  var preset: ModelPreset?

  @Option(
    help: ArgumentHelp(
      "Network input size (default: 128x128, or the model's own).", valueName: "WxH"))
  var inputSize: Extent?

  @Flag(exclusivity: .exclusive, help: "How an image of another size is fitted.")
  var fit: Geometry.Fit?

  @Option(parsing: .unconditional, help: ToneWindow.help)
  var windowLevel: ToneWindow?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      """
      Layers, stages or parameters that stay as they are, with the statistics of their \
      normalisations: conv1 bn1 layer1.
      """, valueName: "names"))
  var freeze: [String] = []

  func validate() throws {
    guard preset == nil || from != nil else {
      throw ValidationError("--preset says what a model of --from does not.")
    }
  }

  /// The beginning; says what had to be assumed about a model.
  func start() throws -> TrainingStart {
    guard let from else { return TrainingStart(architecture ?? .compactCNN) }
    let model = try ModelFile.read(
      from,
      overrides: ModelSettings(
        architecture: architecture, preset: preset, window: windowLevel, inputSize: inputSize,
        fit: fit))
    for text in model.notes { note("\(from): \(text)") }
    return try FileError.naming(from) { try TrainingStart(from: model) }
  }

  /// The images of `cases` as the network of `start` will see them.
  func data(
    _ cases: [Case], for start: TrainingStart, _ configuration: TrainingConfiguration,
    validationFraction: Double, progress: (Int) -> Void
  ) throws -> TrainingData {
    try TrainingData(
      cases, for: start, size: inputSize ?? .square(128), window: windowLevel ?? .automatic,
      fit: fit ?? .stretch, classNames: start.classNames(for: cases),
      validationFraction: validationFraction, seed: configuration.seed,
      mitigations: configuration.mitigations, progress: progress)
  }
}
