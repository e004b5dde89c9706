internal import Diagnostics
internal import Imaging
public import Models
public import Networks
internal import Probes
internal import Tensors

/// What must be the same for a state to be continued: choices, images and the network at the
/// beginning.
public struct TrainingFingerprint: Sendable, Equatable {
  /// The choices as text and digests of everything else.
  let text: String

  /// The fingerprint of a run.
  ///
  /// - Parameter network: As it was before the first epoch.
  public init(
    _ configuration: TrainingConfiguration, input: InputSpecification, classNames: [String] = [],
    network: Network, training: [TrainingExample], validation: [TrainingExample]
  ) {
    var digest = SHA256()
    digest.update(Array("\(classNames)\n".utf8))
    for (part, examples) in [("training", training), ("validation", validation)] {
      digest.update(Array("\(part) \(examples.count)\n".utf8))
      for example in examples {
        digest.update(
          Array("\(example.label) \(example.group) \(example.source ?? "")\n".utf8))
        digest.update(example.image.samples)
        if let crop = example.crop { digest.update(crop.samples) }
        if let view = example.view {
          digest.update(view.image.samples)
          for area in [view.lungs, view.anyLung] {
            digest.update((area ?? []).map { $0 ? 1 : 0 } as [UInt8])
          }
        }
      }
    }
    for (name, tensor) in network.parameters.sorted(by: { $0.key < $1.key }) {
      digest.update(Array("\(name) \(tensor.shape)\n".utf8))
      digest.update(tensor.logicalElements)
    }
    text = "\(configuration.fingerprint) \(input) \(digest.hexDigest())"
  }
}

extension SHA256 {
  /// Takes in the bits of numbers.
  fileprivate mutating func update(_ numbers: [Float]) {
    numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { update($0) }
  }
}
