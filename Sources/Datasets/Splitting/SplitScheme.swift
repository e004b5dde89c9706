/// How sources and classes go together in a set.
public enum SplitScheme: String, CaseIterable, Sendable {
  /// Each source has as many images of each class.
  case sourceBalanced = "source-balanced"
  /// Each source has images of one class only, so that the source gives the class away.
  case sourceImbalanced = "source-imbalanced"
  /// One source is tested on and never trained on.
  case leaveSourceOut = "leave-source-out"
  /// All labelled images, whatever their source.
  case random

  /// Whether an image without a source can take part.
  var needsSources: Bool { self != .random }
}

/// A part of a set, as manifests name it in the column `split`.
public enum SplitPart: String, CaseIterable, Sendable {
  /// Images to train on.
  case train
  /// Images to stop by.
  case val
  /// Images to test on.
  case test
}
