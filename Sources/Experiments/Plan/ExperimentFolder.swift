internal import Datasets
internal import Variants

/// Where the files of an experiment lie.
struct ExperimentFolder: Sendable {
  let path: String

  /// What must be the same for an experiment to go on.
  var settings: String { "\(path)/settings.txt" }
  /// The images that are not used, and why.
  var leftOut: String { "\(path)/left-out.csv" }
  /// The images without lungs, box ….
  var variants: String { "\(path)/variants" }

  /// The manifest of a scheme's set.
  func set(_ scheme: SplitScheme, seed: UInt64) -> String {
    "\(path)/sets/seed-\(seed)/\(scheme.rawValue).csv"
  }

  /// The rows that a scheme leaves out.
  func dropped(_ scheme: SplitScheme, seed: UInt64) -> String {
    "\(path)/sets/seed-\(seed)/\(scheme.rawValue).dropped.csv"
  }

  /// The manifest of all schemes' test images as a variant has them.
  func testManifest(_ variant: VariantKind, seed: UInt64) -> String {
    "\(path)/sets/seed-\(seed)/test.\(variant.rawValue).csv"
  }

  /// A checkpoint; reports call the network by its scheme.
  func model(_ cell: TrainingCell) -> String {
    "\(path)/models/seed-\(cell.seed)/\(cell.set.variant.rawValue)"
      + "/\(cell.set.scheme.rawValue).safetensors"
  }

  /// The answers of all networks of a seed for the test images of a variant.
  func predictions(_ variant: VariantKind, seed: UInt64) -> String {
    "\(path)/predictions/seed-\(seed)/\(variant.rawValue).csv"
  }

  /// The audit of a seed's networks that were trained on a variant, on that variant.
  func attention(_ variant: VariantKind, seed: UInt64) -> String {
    "\(path)/attention/seed-\(seed)/\(variant.rawValue)"
  }
}
