import ArgumentParser
import LungAttention

/// The images of a command and their masks.
struct ImageOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Radiographs (PNG or JPEG).", valueName: "image"))
  var images: [String]

  @Option(
    help: ArgumentHelp(
      "Lung mask of the image, or a folder with a mask of each image's name.",
      valueName: "file|folder"))
  var mask: String?

  /// Does `work` on each image, reports those that fail, and tells how the batch went.
  func run<Output: Sendable>(
    _ title: String, work: @Sendable (Case) throws -> Output, deliver: (Output) throws -> Void
  ) throws -> ExitCode {
    let masks = try mask.map { try MaskFolder(path: $0) }
    if case .file(let path) = masks, images.count > 1 {
      throw ValidationError(
        "\(path) is one mask for \(images.count) images, expected a folder with a mask of each "
          + "image's name.")
    }
    let cases = images.map { Case(image: $0) }
    let failed = try cases.run(title) { subject in
      try work(
        Case(image: subject.image, maskPath: try masks?.path(forImage: subject.imagePath)))
    } deliver: {
      try deliver($0)
    }
    return ExitCode(finished: cases.count - failed, failed: failed)
  }
}

extension [Case] {
  /// Does `work` on each case, reports those that fail, and tells how many did.
  func run<Output: Sendable>(
    _ title: String, work: @Sendable (Case) throws -> Output, deliver: (Output) throws -> Void
  ) throws -> Int {
    let line = ProgressLine(title, total: count)
    var failed = 0
    var done = 0
    try CasePipeline.run(self, work: work) { _, outcome in
      done += 1
      line.update(done)
      switch outcome {
      case .success(let output): try deliver(output)
      case .failure(let error):
        failed += 1
        note("Error: \(error)")
      }
    }
    return failed
  }
}
