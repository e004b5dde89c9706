public import Diagnostics

/// Choices that cannot be trained with, or not on these data.
public enum TrainingError: Diagnosable, Equatable {
  /// A choice out of its range: what it is called, what it is and what it may be.
  case choice(String, found: String, expected: String)
  /// A class weight for a class that there is not.
  case unknownClass(String, names: [String])
  /// A class weight that is not positive.
  case classWeight(String, Double)
  /// A layer to freeze that the network has not.
  case unknownLayer(String, nearest: String?)
  /// Every parameter is frozen.
  case allFrozen
  /// A mitigation needs the sources of all training images.
  case noSource(images: Int)
  /// Backgrounds are exchanged by lungs, which need masks.
  case noMask(images: Int, first: String)
  /// The images were not prepared as the configuration says.
  case otherMitigations
  /// The loss is no number any more.
  case diverged(epoch: Int)
  /// A network that we could not write.
  case noArchitecture

  /// What is wrong and what to do.
  public var diagnosis: Diagnosis {
    switch self {
    case .choice(let name, let found, let expected):
      Diagnosis("\(name) is \(found)", expected: expected)
    case .unknownClass(let name, let names):
      Diagnosis(
        "a class weight names '\(name)', which is no class",
        expected: "one of \(names.joined(separator: ", "))",
        remedy: nearestName(to: name, among: names).map { "Did you mean '\($0)'?" })
    case .classWeight(let name, let weight):
      Diagnosis(
        "the class weight of '\(name)' is \(weight)", expected: "a positive, finite number")
    case .unknownLayer(let name, let nearest):
      Diagnosis(
        "the network has no layer or stage '\(name)' to freeze",
        remedy: (nearest.map { "Did you mean '\($0)'? " } ?? "")
          + "`lung-attention inspect MODEL` lists the layers.")
    case .allFrozen:
      Diagnosis(
        "everything is frozen", expected: "something left to train",
        remedy: "Leave out the last layer.")
    case .noSource(let images):
      Diagnosis(
        "\(images) training \(images == 1 ? "image has" : "images have") no source",
        expected: "a source for each, in the manifest's column 'source'",
        remedy: "Balancing, weighting and exchanging by source need it.")
    case .noMask(let images, let first):
      Diagnosis(
        "\(images) training \(images == 1 ? "image has" : "images have") no lung mask, first "
          + "of '\(first)'", expected: "a mask for each, in the manifest's column 'mask'",
        remedy:
          "Backgrounds cannot be exchanged, nor images cropped, without knowing where the lungs are."
      )
    case .otherMitigations:
      Diagnosis(
        "the images were read for other mitigations than the configuration's",
        remedy: "Give both the same.")
    case .diverged(let epoch):
      Diagnosis(
        "the training diverged: its loss is not finite in epoch \(epoch)",
        remedy: "Try a lower learning rate, or a warm-up.")
    case .noArchitecture:
      Diagnosis(
        "its network is none of our architectures, so it could not be written again",
        expected: "a safetensors checkpoint",
        remedy: "Save the state dictionary as safetensors and name its --architecture.")
    }
  }
}
