package import Models
package import Tables
internal import Tensors

/// The tones of each source of a study, as a network sees them: the mean of the quantiles of many
/// of its images.
///
/// One image's tones say little about its source's, for exposures differ. Means do, and hardly
/// differ between sources that do not.
package struct SourceTones: Sendable {
  /// What makes the tones of one source those of another, and, for comparison, those of one random
  /// half of its patients those of the other half.
  package struct Curves: Sendable, Equatable {
    /// To the other source.
    package let other: ToneMapping
    /// Within the source; `nil` where it has fewer than two other patients.
    package let same: ToneMapping?
  }

  /// The quantiles of one image.
  package struct Sample: Sendable {
    package let subject: Case
    package let quantiles: [Float]

    /// The quantiles of an image, in ascending order; of all images as many.
    package init(of subject: Case, quantiles: [Float]) {
      self.subject = subject
      self.quantiles = quantiles
    }
  }

  /// At most so many images stand for a source: more would hardly change a mean.
  package static let mostImages = 200

  private let samples: [String: [Sample]]
  private let seed: UInt64

  /// The tones that samples show.
  ///
  /// - Parameter seed: Draws the halves.
  package init(_ samples: [Sample], seed: UInt64) {
    self.samples = Dictionary(grouping: samples) { $0.subject.source ?? "" }
    self.seed = seed
  }

  /// The tones of those of `cases` with a mask and a source; an image that cannot be read counts
  /// for nothing. Nothing is read where there is only one source.
  ///
  /// - Parameters:
  ///   - input: How the network sees images.
  ///   - seed: Also decides which images stand for a source that has more than ``mostImages``.
  package init(among cases: [Case], input: InputSpecification, seed: UInt64) {
    let lenders = Dictionary(grouping: cases.filter { $0.maskPath != nil && $0.source != nil }) {
      $0.source ?? ""
    }
    var generator = RandomGenerator(seed: seed, 0x746F_6E65)
    let chosen = lenders.keys.sorted().flatMap { source in
      generator.shuffled(lenders[source] ?? []).prefix(Self.mostImages)
    }
    let samples = ParallelLoop.map(lenders.count > 1 ? chosen : []) { subject in
      NetworkView(of: subject, input: input)?.toneQuantiles.map {
        Sample(of: subject, quantiles: $0)
      }
    }
    self.init(samples.compactMap(\.self), seed: seed)
  }

  /// The curves for an image, from means without its own patient.
  ///
  /// - Returns: `nil` unless both sources have images of other patients.
  package func curves(for subject: Case, to other: String) -> Curves? {
    func others(_ source: String) -> [Sample] {
      (samples[source] ?? []).filter { $0.subject.isOfAnotherPatient(than: subject) }
    }
    guard let source = subject.source, let to = Self.mean(others(other)) else { return nil }
    let own = others(source)
    guard let from = Self.mean(own) else { return nil }
    let (first, second) = halves(of: own, for: subject)
    let same = Self.mean(first).flatMap { from in
      Self.mean(second).map { ToneMapping(from: from, to: $0) }
    }
    return Curves(other: ToneMapping(from: from, to: to), same: same)
  }

  /// Halves by patient, drawn anew for each image, so that no single draw decides a study.
  private func halves(of samples: [Sample], for subject: Case) -> ([Sample], [Sample]) {
    func patient(_ sample: Sample) -> String { sample.subject.patient ?? sample.subject.image }
    var generator = RandomGenerator(seed: seed, 0x6861_6C66, subject.image.stableHash)
    let patients = generator.shuffled(Set(samples.map(patient)).sorted())
    let first = Set(patients.prefix(patients.count / 2))
    return (
      samples.filter { first.contains(patient($0)) },
      samples.filter { !first.contains(patient($0)) }
    )
  }

  private static func mean(_ samples: [Sample]) -> [Float]? {
    guard var sum = samples.first?.quantiles else { return nil }
    for sample in samples.dropFirst() {
      for index in sum.indices { sum[index] += sample.quantiles[index] }
    }
    return sum.map { $0 / Float(samples.count) }
  }
}
