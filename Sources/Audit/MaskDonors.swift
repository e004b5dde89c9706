public import Tables
internal import Tensors

/// For each case, the mask of another patient: what a map would score on lungs that are not those
/// of its image.
public struct MaskDonors: Sendable {
  private let masks: [String: String]

  /// Donors among `cases`, drawn from `seed`.
  ///
  /// The cases with a mask are put in random order, and each takes the mask of the next that is
  /// another patient's; an image without a patient stands for one of its own. So each mask serves
  /// about once, and the choice does not depend on the order of work.
  public init(among cases: [Case], seed: UInt64) {
    var generator = RandomGenerator(seed: seed, 0x6D61_736B)
    let order = generator.shuffled(cases.filter { $0.maskPath != nil })
    var masks: [String: String] = [:]
    for (place, subject) in order.enumerated() {
      let donor = (1..<max(1, order.count)).lazy.map { order[(place + $0) % order.count] }.first {
        $0.isOfAnotherPatient(than: subject)
      }
      masks[subject.image] = donor?.maskPath
    }
    self.masks = masks
  }

  /// The path of the mask lent to a case; `nil` where no other patient has one.
  public subscript(subject: Case) -> String? { masks[subject.image] }
}
