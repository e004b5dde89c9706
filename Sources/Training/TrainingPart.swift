internal import Tables

/// What a case is for, by its split.
enum TrainingPart {
  case training
  case validation
  case test

  /// The part that a split names, in upper or lower case; a case without split is for training.
  ///
  /// - Throws: ``TrainingDataError`` for any other name: who is tested must not be trained on by a
  ///   slip of the pen.
  init(ofSplit split: String?) throws(TrainingDataError) {
    switch split?.lowercased() {
    case nil, "train", "training": self = .training
    case "val", "valid", "validation": self = .validation
    case "test", "testing": self = .test
    default: throw .unknownSplit(split ?? "")
    }
  }
}

extension Case {
  /// Whether the manifest sets the image aside to decide when to stop.
  var isForValidation: Bool { (try? TrainingPart(ofSplit: split)) == .validation }

  /// Whether the manifest keeps the image from training.
  package var isForTest: Bool { (try? TrainingPart(ofSplit: split)) == .test }
}
