import Foundation
import Imaging
import Models
import Networks
import Tensors
import Training

/// A task that a network learns at once: noise with a bright left or right half.
struct BrightHalves {
  let graph = Architecture.compactCNN.graph(channels: 1, classes: 2)
  let examples: [TrainingExample]

  /// The task.
  ///
  /// - Parameter source: Of each image.
  init(source: (Int) -> String? = { _ in nil }) {
    examples = (0..<24).map { index in
      var generator = RandomGenerator(seed: 9, UInt64(index))
      var image = GrayImage(width: 16, height: 16)
      for y in 0..<16 {
        for x in 0..<16 {
          let isBright = (x < 8) == (index % 2 == 0)
          image[x, y] = Float(0.3 * generator.uniform()) + (isBright ? 0.6 : 0)
        }
      }
      return TrainingExample(
        image: image, label: index % 2, group: "p\(index)", source: source(index))
    }
  }

  var training: [TrainingExample] { Array(examples[..<16]) }
  var validation: [TrainingExample] { Array(examples[16...]) }
  var network: Network { Network(graph: graph, seed: 3) }
  var input: InputSpecification {
    get throws {
      try InputSpecification(
        size: .square(16), channels: 1, mean: [0.45], standardDeviation: [0.3])
    }
  }

  func configuration(epochs: Int = 4, patience: Int = 99) -> TrainingConfiguration {
    TrainingConfiguration(
      learningRate: 3e-3, batchSize: 5, epochs: epochs, patience: patience, seed: 3)
  }

  func train(
    _ configuration: TrainingConfiguration, from state: TrainingState? = nil,
    onEpoch: (TrainingState) throws -> Void = { _ in }
  ) throws -> TrainingState {
    let start = TrainingState(network, configuration: configuration)
    return try Trainer(configuration: configuration, input: input, classNames: ["left", "right"])
      .run(state ?? start, training: training, validation: validation, onEpoch: onEpoch)
  }

  func fingerprint(_ configuration: TrainingConfiguration) throws -> TrainingFingerprint {
    try TrainingFingerprint(
      configuration, input: input, network: network, training: training, validation: validation)
  }
}

/// A network's numbers, to be compared bit for bit.
func bits(_ network: Network) -> [String: [UInt32]] {
  network.parameters.mapValues { $0.logicalElements.map(\.bitPattern) }
}
