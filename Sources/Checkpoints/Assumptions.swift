internal import Imaging
internal import Models
internal import Tensors

/// Fills in what nobody said about a model, and keeps account of it.
struct Assumptions {
  /// One sentence for each thing assumed.
  private(set) var sentences: [String] = []

  /// Parameter names were read without what they all began with.
  mutating func strippedPrefix(_ prefix: String) {
    sentences.append("All parameter names begin with '\(prefix)', which was left out.")
  }

  /// The input with what is known and, for the rest, torchvision's habits.
  mutating func completedInput(
    _ known: ModelMetadata, channels: Int
  ) throws(InputSpecificationError) -> InputSpecification {
    let isColour = channels == 3
    let mean = isColour ? InputSpecification.imageNetMean : Array(repeating: 0, count: channels)
    let deviation =
      isColour
      ? InputSpecification.imageNetStandardDeviation : Array(repeating: 1, count: channels)
    var assumed: [String] = []
    var flags: [String] = []
    if known.inputSize == nil {
      assumed.append("an input of 224×224")
      flags.append("--input-size")
    }
    if known.mean == nil {
      assumed.append(isColour ? "ImageNet's mean" : "mean 0")
      flags.append("--mean")
    }
    if known.standardDeviation == nil {
      assumed.append(isColour ? "ImageNet's standard deviation" : "standard deviation 1")
      flags.append("--std")
    }
    if known.fit == nil { assumed.append("pictures stretched to it") }
    if !assumed.isEmpty {
      sentences.append(
        "The file does not say all about its input; assumed: \(assumed.joined(separator: ", "))."
          + (flags.isEmpty ? "" : " Set \(flags.joined(separator: ", ")) if that is wrong."))
    }
    return try InputSpecification(
      size: known.inputSize ?? .square(224), channels: channels, mean: known.mean ?? mean,
      standardDeviation: known.standardDeviation ?? deviation, fit: known.fit ?? .stretch,
      antialias: known.antialias ?? true)
  }

  /// The class names known, or `class 0`, `class 1`, ….
  mutating func completedClassNames(_ known: ModelMetadata, classes: Int) -> [String] {
    if let names = known.classNames { return names }
    sentences.append(
      "The file does not name its classes; a `class_names` entry in its metadata would.")
    return (0..<classes).map { "class \($0)" }
  }
}
