internal import Attention
internal import Diagnostics
internal import Imaging
public import Models
public import Tables
internal import Tensors

/// Where the probes of a study get the texts and backgrounds of other images.
public struct LoanDesk: Sendable {
  private let gallery: MarkerGallery
  private let donors: BackgroundDonors
  private let seed: UInt64

  /// The loans that `cases` can give each other.
  ///
  /// - Parameter model: Its tones are those of the texts.
  public init(among cases: [Case], seed: UInt64, model: Model) {
    gallery = MarkerGallery(among: cases, seed: seed, window: model.input.window)
    donors = BackgroundDonors(among: cases, seed: seed)
    self.seed = seed
  }

  /// What others lend to a case. A donor that cannot be read is its own case's failure, and lends
  /// nothing.
  public func loans(for subject: Case, model: Model) -> Prober.Loans {
    let pair = donors[subject]
    return Prober.Loans(
      text: gallery.entry(for: subject, seed: seed),
      other: pair.flatMap { view(of: $0.other, model: model) },
      same: pair?.same.flatMap { view(of: $0, model: model) })
  }

  private func view(of donor: Case, model: Model) -> (name: String, view: NetworkView)? {
    guard let picture = try? ImageFile.read(donor.imagePath), let path = donor.maskPath,
      let mask = try? ImageFile.read(path),
      let reading = try? MaskReading(of: mask, for: picture.extent)
    else { return nil }
    let image = model.input.window.apply(to: picture)
    let geometry = Geometry(original: image.extent, network: model.input.size, fit: model.input.fit)
    return (
      donor.image,
      NetworkView(
        windowed: image, lungs: reading.mask, geometry: geometry, antialias: model.input.antialias)
    )
  }
}
