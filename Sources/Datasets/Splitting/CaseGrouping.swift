internal import Tables

/// Which images stay together, because they come from one patient.
struct CaseGrouping {
  private let column: String

  /// Images with the same value in `column` stay together.
  init(column: String, of cases: [Case]) throws(SplitError) {
    self.column = column
    let further = Set(cases.flatMap(\.other.keys)).sorted()
    guard ["patient", "image"].contains(column) || further.contains(column) else {
      throw .unknownColumn(column, known: ["patient", "image"] + further)
    }
  }

  /// The group of an image; one without a value has its own.
  func group(of subject: Case) -> CaseGroup {
    let value =
      switch column {
      case "patient": subject.patient
      case "image": subject.image
      default: subject.other[column].flatMap { $0.isEmpty ? nil : $0 }
      }
    return value.map { .shared($0) } ?? .alone(image: subject.imagePath)
  }
}

/// A patient, or an image of which none is known.
enum CaseGroup: Hashable, Comparable {
  case alone(image: String)
  case shared(String)
}
