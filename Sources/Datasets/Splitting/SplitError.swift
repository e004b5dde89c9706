public import Diagnostics

/// Why a set cannot be made.
public enum SplitError: Diagnosable, Equatable {
  /// A classifier needs two classes.
  case fewerThanTwoClasses(found: [String])
  /// What a scheme leaves out takes all but one class, or all of them.
  case tooFewClassesLeft([String])
  /// A scheme about sources needs two of them.
  case fewerThanTwoSources(found: [String])
  /// Every source lacks some class.
  case noSourceHasEveryClass([String])
  /// The classes cannot each come from a source of their own.
  case fewerSourcesThanClasses(sources: [String], classes: [String])
  /// Nobody gives this class.
  case classNotGiven(String, classOfSource: [String: String])
  /// A part has no image, or none of a class.
  case emptyPart(SplitPart, label: String?)
  /// There is no such column.
  case unknownColumn(String, known: [String])
  /// There is no such source.
  case unknownSource(String, known: [String])
  /// There is no such class.
  case unknownClass(String, known: [String])
  /// The shares leave nothing to train on, or are negative.
  case badShares(validation: Double, test: Double)

  /// What is wrong and what to do.
  public var diagnosis: Diagnosis {
    switch self {
    case .fewerThanTwoClasses(let found):
      Diagnosis(
        found.isEmpty ? "has no labelled image" : "has only images of the class '\(found[0])'",
        expected: "two classes or more", remedy: "Name the classes in the column 'label'.")
    case .tooFewClassesLeft(let left):
      Diagnosis(
        left.isEmpty
          ? "leaves no image to train on"
          : "leaves only images of the class '\(left[0])' to train on",
        expected: "two classes or more",
        remedy:
          "A patient with images on both sides is left out whole: look at the column 'patient'.")
    case .fewerThanTwoSources(let found):
      Diagnosis(
        found.isEmpty
          ? "has no image with a source" : "has only images of the source '\(found[0])'",
        expected: "two sources or more",
        remedy: "Name the sources in the column 'source', or use the scheme 'random'.")
    case .noSourceHasEveryClass(let classes):
      Diagnosis(
        "has no source with images of each of the classes \(classes.joined(separator: ", "))",
        expected: "a source that has them all",
        remedy: "Choose classes that occur together in a source.")
    case .fewerSourcesThanClasses(let sources, let classes):
      Diagnosis(
        "cannot give each of the classes \(classes.joined(separator: ", ")) from another of the "
          + "sources \(sources.joined(separator: ", "))",
        expected: "a source for each class", remedy: "Choose fewer classes.")
    case .classNotGiven(let name, let classOfSource):
      Diagnosis(
        "has no source that gives the class '\(name)'; given are "
          + classOfSource.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
          .joined(separator: ","),
        expected: "a source for each class",
        remedy: "Let a source with images of '\(name)' give it, or choose fewer classes.")
    case .emptyPart(let part, let label):
      Diagnosis(
        "leaves no image\(label.map { " of the class '\($0)'" } ?? "") in the split '\(part)'",
        expected: "some in each split",
        remedy: "Give the split a larger share or another seed, or add images.")
    case .unknownColumn(let name, let known):
      Self.unknown("column", name, known)
    case .unknownSource(let name, let known):
      Self.unknown("source", name, known)
    case .unknownClass(let name, let known):
      Self.unknown("class", name, known)
    case .badShares(let validation, let test):
      Diagnosis(
        "cannot have a share of \(validation) to validate and \(test) to test",
        expected: "shares from 0 whose sum is below 1")
    }
  }

  private static func unknown(_ kind: String, _ name: String, _ known: [String]) -> Diagnosis {
    Diagnosis(
      "has no \(kind) '\(name)'", expected: "one of \(known.joined(separator: ", "))",
      remedy: nearestName(to: name, among: known).map { "Did you mean '\($0)'?" })
  }
}
