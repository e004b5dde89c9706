internal import Datasets
internal import Reports
internal import Tensors
internal import Variants

/// The same images as seen by the networks of two or more schemes: where does each look?
struct ModelViews: Sendable {
  /// One image.
  struct View: Sendable {
    let image: String
    let label: String
    let source: String
    /// For each scheme its overlay, seen from the experiment's folder.
    let overlays: [(scheme: SplitScheme, path: String, caption: String)]
  }

  let views: [View]

  /// How many images of each source and class.
  private static let imagesOfACell = 2

  /// Draws images of every source and class from the first seed's audit of whole images, by the
  /// seed, so that nobody picks them.
  init(_ configuration: ExperimentConfiguration, folder: ExperimentFolder) throws {
    guard let seed = configuration.seeds.first, configuration.trainedVariants.contains(.full) else {
      views = []
      return
    }
    let report = try AuditReport(
      of: [StoredResults(folder: folder.attention(.full, seed: seed))], in: folder.path)
    let records = Dictionary(grouping: report.cases) { $0.image }
    let cells = Dictionary(grouping: records.keys.sorted()) { image in
      [records[image]?.first?.source ?? "", records[image]?.first?.label ?? ""]
    }
    var generator = RandomGenerator(seed: seed)
    views = cells.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { cell, images in
      generator.shuffled(images).prefix(Self.imagesOfACell).map { image in
        View(
          image: image, label: cell[1], source: cell[0],
          overlays: configuration.schemes.compactMap { scheme in
            let record = records[image]?.first { $0.subject.model == scheme.rawValue }
            guard let record, let path = record.pictures.overlay else { return nil }
            let mass = record.lungMass.map { "lung mass \($0.percent)" } ?? record.status
            return (scheme, path, "says \(record.predicted), \(mass)")
          })
      }
    }
  }
}
