internal import Artifacts
internal import Attention
internal import Imaging
internal import Tables
internal import Tensors

/// Burnt-in texts and frames cut out of the images of a study, to be put into images without one.
struct ArtifactGallery: Sendable {
  /// At most so many images are searched: a few of each source and class are enough.
  private static let searched = 48

  private let texts: [Cutout]
  private let frames: [Cutout]

  /// A gallery of nothing.
  init() { (texts, frames) = ([], []) }

  /// What some of `cases` show, drawn from `seed`, the sources and classes taking turns; an image
  /// that cannot be read lends nothing.
  ///
  /// - Parameter window: The tones that the model sees.
  init(among cases: [Case], seed: UInt64, window: ToneWindow) {
    var generator = RandomGenerator(seed: seed, 0x7465_7874)
    let groups = Dictionary(grouping: generator.shuffled(cases)) {
      [$0.source ?? "", $0.label ?? ""]
    }
    let parts = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    let longest = parts.map(\.count).max() ?? 0
    let turns = (0..<longest).flatMap { turn in parts.compactMap { $0.dropFirst(turn).first } }
    let chosen = Array(turns.prefix(Self.searched))
    let found = ParallelLoop.map(chosen) { subject -> (text: Cutout?, frame: Cutout?) in
      guard let picture = try? ImageFile.read(subject.imagePath) else { return (nil, nil) }
      let image = window.apply(to: picture)
      let artifacts = PictureArtifacts(of: image)
      return (
        artifacts.markers.max { $0.confidence < $1.confidence }.map {
          Cutout(text: $0, on: image, of: subject)
        },
        artifacts.border.map { Cutout(frame: $0, on: image, of: subject) }
      )
    }
    texts = found.compactMap(\.text)
    frames = found.compactMap(\.frame)
  }

  /// Texts for an image, the best first.
  func texts(for subject: Case, seed: UInt64) -> [Cutout] { texts.ranked(for: subject, seed: seed) }

  /// Frames for an image, the best first.
  func frames(for subject: Case, seed: UInt64) -> [Cutout] {
    frames.ranked(for: subject, seed: seed)
  }
}
