internal import Artifacts
public import Attention
internal import Imaging
internal import Models
internal import Tables
internal import Tensors

extension Prober {
  /// A changed image and its control, or why there is none.
  private struct Change {
    var after: GrayImage?
    var control: GrayImage?
    var obstacle: ProbeObstacle?
    var donor: String?

    init(_ obstacle: ProbeObstacle) { self.obstacle = obstacle }

    init(after: GrayImage, control: GrayImage?, donor: String? = nil) {
      self.after = after
      self.control = control
      self.donor = donor
    }
  }

  /// What images of other cases lend to a subject.
  public struct Loans: Sendable {
    let text: MarkerGallery.Entry?
    let other: (name: String, view: NetworkView)?
    let same: (name: String, view: NetworkView)?

    /// Nothing.
    public init() { self.init(text: nil, other: nil, same: nil) }

    init(
      text: MarkerGallery.Entry?, other: (name: String, view: NetworkView)?,
      same: (name: String, view: NetworkView)?
    ) {
      self.text = text
      self.other = other
      self.same = same
    }
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
    let probes = ProbeKind.allCases.map { ($0, change($0, of: subject, loans: loans)) }
    let erasures = regions.map { erasure(of: $0, in: subject) }
    let changes = probes.map(\.1) + erasures
    let answers = try answers(
      for: changes.flatMap { [$0.after, $0.control].compactMap(\.self) }, target: target)
    var rest = answers[...]
    let effects = changes.map { change -> ProbeEffect? in
      guard change.after != nil, let after = rest.popFirst() else { return nil }
      return ProbeEffect(
        before: before, after: after, control: change.control == nil ? nil : rest.popFirst())
    }
    return (
      zip(probes, effects).map { probe, effect in
        ProbeOutcome(
          kind: probe.0,
          result: effect.map { .success($0) } ?? .failure(probe.1.obstacle ?? .noDonor),
          donor: probe.1.donor)
      }, Array(effects.dropFirst(probes.count))
    )
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

  private func change(_ kind: ProbeKind, of subject: ProbeSubject, loans: Loans) -> Change {
    switch kind {
    case .lungsRemoved, .lungsOnly:
      guard let lungs = subject.view.lungs, let anyLung = subject.view.anyLung else {
        return Change(.noMask)
      }
      guard lungs.contains(true) else { return Change(.noLung) }
      let background = zip(subject.view.picture, anyLung).map { $0 && !$1 }
      guard background.contains(true) else { return Change(.allLung) }
      let control = subject.controls(besides: anyLung).matching(anyLung)
      return kind == .lungsRemoved
        ? erasing(anyLung, control: control, in: subject)
        : keeping(lungs, control: control, in: subject)
    case .markerErased:
      let area = subject.markerArea
      guard area.contains(true) else { return Change(.noMarker) }
      return erasing(area, in: subject)
    case .borderErased:
      let area = subject.borderArea
      guard area.contains(true) else { return Change(.noBorder) }
      return erasing(area, in: subject)
    case .markerInserted:
      guard !subject.markerArea.contains(true) else { return Change(.hasMarker) }
      guard let text = loans.text, let images = text.inserted(into: subject.view.image) else {
        return Change(.noDonor)
      }
      return Change(after: images.text, control: images.blank, donor: text.subject.image)
    case .backgroundSwapped:
      guard let lungs = subject.view.lungs else { return Change(.noMask) }
      guard lungs.contains(true) else { return Change(.noLung) }
      guard let other = loans.other, let image = subject.view.lungs(in: other.view) else {
        return Change(.noDonor)
      }
      return Change(
        after: image, control: loans.same.flatMap { subject.view.lungs(in: $0.view) },
        donor: other.name)
    case .tonesSwapped:
      guard let other = loans.other, let image = subject.view.tones(of: other.view) else {
        return Change(.noDonor)
      }
      return Change(
        after: image, control: loans.same.flatMap { subject.view.tones(of: $0.view) },
        donor: other.name)
    }
  }

  private func erasure(of region: OutsideRegion, in subject: ProbeSubject) -> Change {
    switch region.kind {
    case .marker:
      return erasing(
        subject.area(
          of: subject.artifacts.markers.filter {
            $0.rows.overlaps(region.rows) && $0.columns.overlaps(region.columns)
          }), in: subject)
    case .border where subject.artifacts.border != nil:
      return erasing(subject.borderArea, in: subject)
    default:
      let own = region.area(width: subject.original.width, height: subject.original.height)
      return erasing(subject.view.area(own), in: subject)
    }
  }

  private func erasing(_ area: [Bool], in subject: ProbeSubject) -> Change {
    // Outside what the network sees.
    guard area.contains(true) else { return Change(.noMarker) }
    return erasing(
      area, control: subject.controls(besides: area).matching(area), in: subject)
  }

  private func erasing(_ area: [Bool], control: [Bool]?, in subject: ProbeSubject) -> Change {
    Change(
      after: subject.view.image.filling(area, with: fill, seed: seed),
      control: control.map { subject.view.image.filling($0, with: fill, seed: seed) })
  }

  private func keeping(_ area: [Bool], control: [Bool]?, in subject: ProbeSubject) -> Change {
    func others(_ kept: [Bool]) -> [Bool] { zip(subject.view.picture, kept).map { $0 && !$1 } }
    return erasing(others(area), control: control.map(others), in: subject)
  }
}
