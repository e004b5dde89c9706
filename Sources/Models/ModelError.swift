public import Diagnostics
public import Networks
public import Tensors

/// A model whose parts do not go together, or a question that it cannot answer.
public enum ModelError: Diagnosable {
  /// The network cannot take inputs of the specified shape.
  case input(Shape, ShapeError)
  /// The network's output, for one input, is not one row of logits.
  case output(Shape)
  /// Not one name per logit.
  case classCount(names: [String], outputs: Int)
  /// Two classes have this name.
  case duplicateClass(String)
  /// There is no such class.
  case unknownClass(String, names: [String])

  /// What was found and what was expected.
  public var diagnosis: Diagnosis {
    switch self {
    case .input(let shape, let error):
      Diagnosis(
        "the network cannot take an input of shape \(shape): \(error.diagnosis)",
        remedy: "Choose another input size or number of channels.")
    case .output(let shape):
      Diagnosis(
        "the network's output for one picture has shape \(shape)",
        expected: "one row of logits, [1, classes]")
    case .classCount(let names, let outputs):
      Diagnosis(
        "there are \(names.count) class names (\(listed(names)))",
        expected: "\(outputs), one for each output of the network",
        remedy: "Give the names in the order of the outputs.")
    case .duplicateClass(let name):
      Diagnosis(
        "two classes are called '\(name)'", expected: "a name of its own for each class")
    case .unknownClass(let name, let names):
      Diagnosis(
        "there is no class '\(name)'",
        expected: "\(listed(names)), or an index from 0 to \(names.count - 1)",
        remedy: nearestName(to: name, among: names).map { "Did you mean '\($0)'?" })
    }
  }

  /// The first few names.
  private func listed(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }
}
