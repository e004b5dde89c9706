public import Explainers
public import Models

/// The class to explain, as the user says it: the same words for every model of an audit.
public enum ExplainedClass: Sendable, Hashable {
  /// The class that the model predicts for the image.
  case predicted
  /// A class by its name or its index.
  case named(String)

  /// The target for a model.
  ///
  /// - Throws: ``ModelError`` when the model has no such class.
  public func target(in model: Model) throws -> Target {
    switch self {
    case .predicted: .predicted
    case .named(let name): .index(try model.index(ofClass: name))
    }
  }
}
