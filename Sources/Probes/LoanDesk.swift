internal import Attention
internal import Diagnostics
internal import Imaging
public import Models
public import Tables
internal import Tensors

/// Where the probes of a study get the texts, frames, backgrounds and tones of other images.
public struct LoanDesk: Sendable {
  private let gallery: ArtifactGallery
  private let donors: BackgroundDonors
  /// The tones of sources for each way in which a model sees images.
  private let tones: [(input: InputSpecification, tones: SourceTones)]
  private let seed: UInt64

  /// The loans that `cases` can give each other.
  ///
  /// - Parameters:
  ///   - study: The images whose tones are those of their sources; `cases` and all others that are
  ///     known, such as those of other splits. The more there are, the less is left to chance.
  ///   - models: The tones of texts and frames are those that the first sees.
  public init(among cases: [Case], study: [Case], seed: UInt64, models: [Model]) {
    gallery =
      models.first.map {
        ArtifactGallery(among: cases, seed: seed, window: $0.input.window)
      } ?? ArtifactGallery()
    donors = BackgroundDonors(among: cases, seed: seed)
    var tones: [(input: InputSpecification, tones: SourceTones)] = []
    for model in models where !tones.contains(where: { $0.input == model.input }) {
      tones.append((model.input, SourceTones(among: study, input: model.input, seed: seed)))
    }
    self.tones = tones
    self.seed = seed
  }

  /// What others lend to a case. A donor that cannot be read is its own case's failure, and lends
  /// nothing. The tones are of the source that lends the background.
  public func loans(for subject: Case, model: Model) -> Prober.Loans {
    let pair = donors[subject]
    let curves = pair?.other.source.flatMap { source in
      tones.first { $0.input == model.input }?.tones.curves(for: subject, to: source)
        .map { (source: source, curves: $0) }
    }
    var loans = Prober.Loans()
    loans.texts = gallery.texts(for: subject, seed: seed)
    loans.frames = gallery.frames(for: subject, seed: seed)
    loans.other = pair.flatMap { view(of: $0.other, model: model) }
    loans.same = pair?.same.flatMap { view(of: $0, model: model) }
    loans.tones = curves
    return loans
  }

  private func view(of donor: Case, model: Model) -> (name: String, view: NetworkView)? {
    NetworkView(of: donor, input: model.input).map { (donor.image, $0) }
  }
}

extension NetworkView {
  /// What a network sees of a case; `nil` where image or mask is missing or cannot be read.
  init?(of subject: Case, input: InputSpecification) {
    guard let picture = try? ImageFile.read(subject.imagePath), let path = subject.maskPath,
      let mask = try? ImageFile.read(path),
      let reading = try? MaskReading(of: mask, for: picture.extent)
    else { return nil }
    let image = input.window.apply(to: picture)
    self.init(
      windowed: image, lungs: reading.mask,
      geometry: Geometry(original: image.extent, network: input.size, fit: input.fit),
      antialias: input.antialias)
  }
}
