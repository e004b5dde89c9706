package import Imaging

/// A rising map from tones to tones: a broken line through pairs of quantiles, from black to black
/// and from white to white beyond them.
package struct ToneMapping: Sendable, Equatable {
  private struct Knot: Equatable {
    let from: Float
    var to: Float
  }

  /// Tones, in ascending order, no two equal, and what each becomes.
  private let knots: [Knot]

  /// The curve that takes each quantile to the other of the same rank.
  ///
  /// - Parameters:
  ///   - quantiles: In ascending order, in `0...1`; where some are equal their mean counts.
  ///   - others: As many.
  package init(from quantiles: [Float], to others: [Float]) {
    var knots: [Knot] = []
    var equal: Float = 0
    for (from, to) in zip(quantiles, others) {
      if let last = knots.last, last.from == from {
        equal += 1
        knots[knots.count - 1].to += (to - last.to) / equal
      } else {
        knots.append(Knot(from: from, to: to))
        equal = 1
      }
    }
    if let first = knots.first, first.from > 0 { knots.insert(Knot(from: 0, to: 0), at: 0) }
    if let last = knots.last, last.from < 1 { knots.append(Knot(from: 1, to: 1)) }
    self.knots = knots
  }

  /// What a tone becomes.
  package subscript(tone: Float) -> Float {
    guard let above = knots.firstIndex(where: { $0.from >= tone }) else {
      return knots.last?.to ?? tone
    }
    guard above > 0 else { return knots[0].to }
    let (low, high) = (knots[above - 1], knots[above])
    return low.to + (tone - low.from) / (high.from - low.from) * (high.to - low.to)
  }
}

extension NetworkView {
  /// The image with each of its tones changed by a curve: nothing moves, appears or goes.
  package func toned(by curve: ToneMapping) -> GrayImage {
    var result = image
    for index in image.samples.indices where picture[index] {
      result.samples[index] = curve[image.samples[index]]
    }
    return result
  }

  /// Equally spaced quantiles of the tones around the lungs; `nil` where there are no lungs, or
  /// nothing around them.
  ///
  /// Outside the lungs, so that disease plays no part; no farther from them than a tenth of the
  /// width of both, so that all images show the same tissues there, and neither field of view nor
  /// frame nor letters pass for tones.
  package var toneQuantiles: [Float]? {
    guard let anyLung, let box = PixelBox(of: anyLung, width: image.width) else { return nil }
    let near = DistanceTransform.area(
      anyLung, width: image.width, grownBy: max(1, box.columns.count / 10))
    let tones = image.samples.indices.filter { near[$0] && picture[$0] && !anyLung[$0] }
      .map { image.samples[$0] }.sorted()
    guard let last = tones.indices.last else { return nil }
    return (0...Self.toneSteps).map { step in
      let position = Double(step * last) / Double(Self.toneSteps)
      let lower = Int(position)
      let upper = min(last, lower + 1)
      return tones[lower] + Float(position - Double(lower)) * (tones[upper] - tones[lower])
    }
  }

  /// Quantiles are a 64th apart.
  private static let toneSteps = 64
}
