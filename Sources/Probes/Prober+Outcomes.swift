internal import Artifacts
public import Attention
internal import Imaging
internal import Models
internal import Tables
internal import Tensors

extension Prober {
  /// A changed image and its control.
  private struct Change {
    let after: GrayImage
    let control: GrayImage?
    var donor: String?
  }

  /// What images of other cases lend to a subject.
  public struct Loans: Sendable {
    /// Texts and frames, the best first: the first that the network sees is taken.
    package var texts: [Cutout] = []
    package var frames: [Cutout] = []
    var other: (name: String, view: NetworkView)?
    var same: (name: String, view: NetworkView)?
    var tones: (source: String, curves: SourceTones.Curves)?

    /// Nothing.
    public init() {}
  }

  /// What came of every probe, and of erasing each region.
  ///
  /// A region that shows a text is erased with all of the text's box, one that shows the picture's
  /// frame with all of the frame, any other as it is. Its control is described at ``ProbeKind``.
  ///
  /// - Parameters:
  ///   - before: The answer for the image as it is.
  ///   - target: The class asked about.
  public func outcomes(
    of subject: ProbeSubject, erasing regions: [OutsideRegion] = [], loans: Loans = Loans(),
    before: ProbeAnswer, target: Int
  ) throws -> (probes: [ProbeOutcome], regions: [ProbeEffect?]) {
    let probes = ProbeKind.allCases.map { kind in
      Result { () throws(ProbeObstacle) in try change(kind, of: subject, loans: loans) }
    }
    let changes = probes.map { try? $0.get() } + regions.map { erasure(of: $0, in: subject) }
    let answers = try answers(
      for: changes.flatMap { [$0?.after, $0?.control].compactMap(\.self) }, target: target)
    var rest = answers[...]
    let effects = changes.map { change -> ProbeEffect? in
      guard let change, let after = rest.popFirst() else { return nil }
      return ProbeEffect(
        before: before, after: after, control: change.control.flatMap { _ in rest.popFirst() })
    }
    let outcomes = zip(ProbeKind.allCases, zip(probes, effects)).map { kind, found in
      let (change, effect) = found
      return ProbeOutcome(
        kind: kind,
        result: change.flatMap { _ in effect.map { .success($0) } ?? .failure(.noDonor) },
        donor: (try? change.get())?.donor)
    }
    return (outcomes, Array(effects.dropFirst(probes.count)))
  }

  /// The answers about `target` for images at the network's size.
  private func answers(for images: [GrayImage], target: Int) throws -> [ProbeAnswer] {
    try stride(from: 0, to: images.count, by: 8).flatMap { start in
      let batch = images[start..<min(start + 8, images.count)]
      return try model.predictions(
        for: Tensor(concatenating: batch.map { model.input.normalize($0) })
      ).map { ProbeAnswer($0, target: target, of: model) }
    }
  }

  private func change(
    _ kind: ProbeKind, of subject: ProbeSubject, loans: Loans
  ) throws(ProbeObstacle) -> Change {
    switch kind {
    case .lungsRemoved, .lungsOnly:
      guard let lungs = subject.view.lungs, let anyLung = subject.view.anyLung else {
        throw .noMask
      }
      guard lungs.contains(true) else { throw .noLung }
      let background = zip(subject.view.picture, anyLung).map { $0 && !$1 }
      guard background.contains(true) else { throw .allLung }
      let control = subject.controls.matching(anyLung)
      return kind == .lungsRemoved
        ? replacing(anyLung, control: control, in: subject)
        : keeping(lungs, control: control, in: subject)
    case .markerErased:
      guard let change = erasing(subject.markerArea, in: subject) else { throw .noMarker }
      return change
    case .borderErased:
      guard let area = subject.borderArea, let change = erasing(area, in: subject) else {
        throw .noBorder
      }
      return change
    case .markerInserted:
      guard !subject.markerArea.contains(true) else { throw .hasMarker }
      let (text, change) = try inserting(loans.texts, into: subject)
      let blank = subject.view.image.replacing(change.area) { _ in text.ground }
      return Change(after: change.image, control: blank, donor: text.donor.image)
    case .borderInserted:
      guard subject.borderArea?.contains(true) != true else { throw .hasBorder }
      let (frame, change) = try inserting(loans.frames, into: subject)
      let filled = subject.view.image.filling(change.area, with: fill, seed: seed)
      return Change(after: change.image, control: filled, donor: frame.donor.image)
    case .backgroundSwapped:
      guard let lungs = subject.view.lungs else { throw .noMask }
      guard lungs.contains(true) else { throw .noLung }
      guard let donor = loans.other, let image = subject.view.lungs(in: donor.view) else {
        throw .noDonor
      }
      let control = loans.same.flatMap { subject.view.lungs(in: $0.view) }
      return Change(after: image, control: control, donor: donor.name)
    case .tonesSwapped:
      guard let (source, curves) = loans.tones else { throw .noDonor }
      return Change(
        after: subject.view.toned(by: curves.other),
        control: curves.same.map(subject.view.toned(by:)), donor: source)
    }
  }

  private func inserting(
    _ cutouts: [Cutout], into subject: ProbeSubject
  ) throws(ProbeObstacle) -> (cutout: Cutout, change: (image: GrayImage, area: [Bool])) {
    for cutout in cutouts {
      if let change = cutout.inserted(into: subject.view) { return (cutout, change) }
    }
    throw .noDonor
  }

  private func erasure(of region: OutsideRegion, in subject: ProbeSubject) -> Change? {
    switch region.kind {
    case .marker:
      return erasing(
        subject.area(
          of: subject.artifacts.markers.filter {
            $0.rows.overlaps(region.rows) && $0.columns.overlaps(region.columns)
          }), in: subject)
    case .border where subject.artifacts.border != nil:
      return subject.borderArea.flatMap { erasing($0, in: subject) }
    default:
      let own = region.area(width: subject.original.width, height: subject.original.height)
      return erasing(subject.view.area(own), in: subject)
    }
  }

  /// `nil` where the network sees nothing of the area.
  private func erasing(_ area: [Bool], in subject: ProbeSubject) -> Change? {
    area.contains(true)
      ? replacing(area, control: subject.controls.matching(area), in: subject) : nil
  }

  private func replacing(
    _ area: [Bool], control: [Bool]?, in subject: ProbeSubject
  ) -> Change {
    Change(
      after: subject.view.image.filling(area, with: fill, seed: seed),
      control: control.map { subject.view.image.filling($0, with: fill, seed: seed) })
  }

  private func keeping(_ area: [Bool], control: [Bool]?, in subject: ProbeSubject) -> Change {
    func others(_ kept: [Bool]) -> [Bool] { zip(subject.view.picture, kept).map { $0 && !$1 } }
    return replacing(others(area), control: control.map(others), in: subject)
  }
}
