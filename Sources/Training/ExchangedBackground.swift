package import Imaging
internal import Probes
package import Tensors

/// Training images in the thorax of others, so that what surrounds the lungs says nothing about
/// the class.
package struct ExchangedBackground {
  /// The share of images that are changed.
  let share: Double

  /// Exchanges the backgrounds of this share of the images.
  package init(share: Double) { self.share = share }

  /// The image as training sees it, perhaps in another's thorax; the seam is that of the probe of
  /// swapped backgrounds.
  ///
  /// The donor's source is drawn first, each with the same chance, then its image, of any class.
  package func apply(
    to index: Int, of examples: [TrainingExample], groups: SourceClassGroups,
    using generator: inout RandomGenerator
  ) -> GrayImage {
    let example = examples[index]
    guard let view = example.view, generator.uniform() < share else { return example.seen }
    let sources = Set(groups.pairs.map(\.source)).sorted()
    let source = sources[generator.index(below: sources.count)]
    let pool = zip(groups.pairs, groups.members).flatMap { $0.source == source ? $1 : [] }
    // From a random place on, the first of another patient.
    let start = generator.index(below: pool.count)
    let donor = (0..<pool.count).lazy.map { examples[pool[(start + $0) % pool.count]] }
      .first { $0.group != example.group }
    return donor?.view.flatMap { view.lungs(in: $0) } ?? example.seen
  }
}
