/// Why an image is not in a set.
public enum DropReason: String, CaseIterable, Sendable {
  /// Its class is not known.
  case noLabel = "no-label"
  /// Its source is not known, and the scheme needs it.
  case noSource = "no-source"
  /// Its class was not asked for.
  case otherClass = "other-class"
  /// An earlier row names the same image.
  case listedTwice = "listed-twice"
  /// Its source has no image of some class.
  case sourceLacksClass = "source-lacks-class"
  /// Its source gives another class.
  case sourceGivesOtherClass = "source-gives-other-class"
  /// Its source was given no class to give.
  case sourceGivesNothing = "source-gives-nothing"
  /// Its source has fewer images of another class in this split.
  case tooManyOfClass = "too-many-of-class"
  /// The other set has fewer images of this class in this split.
  case matching
  /// It comes from another source, but its patient is tested on in the source left out.
  case patientOfHeldOutSource = "patient-of-held-out-source"
  /// It comes from the source left out, and no other source has its class.
  case classNotTrained = "class-not-trained"
}
