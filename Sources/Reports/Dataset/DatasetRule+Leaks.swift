internal import Datasets
internal import Tables

extension DatasetRule {
  /// What is in the set more than once.
  static let leaks = [
    DatasetRule(
      name: "patient-in-several-splits",
      statement: "A patient has images in more than one split.", grade: .unfit,
      remedy: "Split by patient: lung-attention split --group patient."
    ) { audit in
      guard audit.splits.count > 1 else { return (nil, "The manifest names no splits.") }
      let unknown = audit.cases.count { $0.patient == nil }
      guard unknown < audit.cases.count else {
        return (nil, "No image names its patient, so this cannot be checked.")
      }
      let shared = audit.sharedPatients
      let caution =
        unknown > 0 ? " \(countText(unknown, "image")) without a patient not checked." : ""
      guard !shared.isEmpty else { return (false, "None.\(caution)") }
      let images = shared.reduce(0) { $0 + $1.count }
      return (
        true,
        "\(countText(shared.count, "patient")) with \(countText(images, "image")): "
          + list(shared.map { "\($0.patient) in \($0.splits.joined(separator: " and "))" })
          + ".\(caution)"
      )
    },
    copies(
      name: "copies-across-splits",
      statement: "The same picture is in more than one split.", grade: .unfit,
      remedy: "Keep one image of each group, or give the group one patient and split again."
    ) { Set($0.map(\.split)).count > 1 },
    copies(
      name: "copies-of-other-class",
      statement: "The same picture is there with different classes.", grade: .warnings,
      remedy: "Find out which class is right, or leave the group out."
    ) { Set($0.compactMap(\.label)).count > 1 },
    copies(
      name: "copies-across-sources",
      statement: "The same picture comes from more than one source.", grade: .warnings,
      remedy: "One source has taken it from another: keep it under its first source."
    ) { Set($0.compactMap(\.source)).count > 1 },
    copies(
      name: "copies",
      statement: "The same picture is more than once in one split of one source.",
      grade: .warnings, remedy: "Keep one image of each group; the others count twice."
    ) { images in
      Set(images.map { [$0.split ?? "", $0.source ?? ""] }).count < images.count
    },
  ]

  private static func copies(
    name: String, statement: String, grade: DatasetVerdict.Grade, remedy: String,
    _ isProblem: @escaping @Sendable ([Case]) -> Bool
  ) -> DatasetRule {
    DatasetRule(name: name, statement: statement, grade: grade, remedy: remedy) { audit in
      let groups = audit.duplicates.filter { isProblem($0.cases(in: audit)) }
      guard !groups.isEmpty else { return (false, "None.") }
      let exact = groups.count(where: \.isExact)
      return (
        true,
        "\(countText(groups.count, "group")) of the same picture, \(exact) of them with the same "
          + "pixels: "
          + list(
            groups.map { $0.cases(in: audit).prefix(2).map(\.image).joined(separator: " = ") })
          + "."
      )
    }
  }
}
