public import Imaging
public import Probes
internal import Tensors

/// A radiograph in the network's geometry with its class.
public struct TrainingExample: Sendable {
  /// The windowed picture at the network's input size, not yet normalised.
  public let image: GrayImage
  /// The class, an index into the model's class names.
  public let label: Int
  /// Whose image it is: images of one group never lie on both sides of a split.
  public let group: String
  /// The hospital or data set it comes from.
  public let source: String?
  /// The picture as training sees it, where that differs from ``image``, with its lungs.
  public let view: NetworkView?
  /// The box of the lungs at the network's input size, where training is to see it.
  public let crop: GrayImage?

  /// An example.
  public init(
    image: GrayImage, label: Int, group: String, source: String? = nil, view: NetworkView? = nil,
    crop: GrayImage? = nil
  ) {
    self.image = image
    self.label = label
    self.group = group
    self.source = source
    self.view = view
    self.crop = crop
  }

  /// The picture as training sees it.
  var seen: GrayImage { view?.image ?? image }
}

extension [TrainingExample] {
  /// The mean and standard deviation of all pixels, which normalise the network's input.
  public var pixelMoments: (mean: Float, deviation: Float) {
    var (sum, squares, count) = (0.0, 0.0, 0)
    for example in self {
      for sample in example.image.samples {
        sum += Double(sample)
        squares += Double(sample) * Double(sample)
      }
      count += example.image.samples.count
    }
    guard count > 0 else { return (0, 1) }
    let mean = sum / Double(count)
    let variance = Swift.max(squares / Double(count) - mean * mean, 0)
    return (Float(mean), Swift.max(Float(variance.squareRoot()), 1e-3))
  }

  /// Two parts without a common group; the second takes about `fraction` of the groups of each
  /// class, at least one group of a class that has two.
  ///
  /// A group belongs to the class of its first example.
  public func split(
    fraction: Double, seed: UInt64
  ) -> (training: [TrainingExample], validation: [TrainingExample]) {
    var classOfGroup: [String: Int] = [:]
    for example in self where classOfGroup[example.group] == nil {
      classOfGroup[example.group] = example.label
    }
    var held: Set<String> = []
    var generator = RandomGenerator(seed: seed)
    for label in Set(classOfGroup.values).sorted() {
      let groups = classOfGroup.filter { $0.value == label }.keys.sorted()
      let share = Int((Double(groups.count) * fraction).rounded())
      let count = groups.count < 2 ? 0 : Swift.min(Swift.max(share, 1), groups.count - 1)
      held.formUnion(generator.shuffled(groups).prefix(count))
    }
    return (filter { !held.contains($0.group) }, filter { held.contains($0.group) })
  }
}
