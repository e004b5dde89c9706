public import Diagnostics
public import Tensors

/// A mask that cannot belong to the image it is given for.
public struct MaskSizeError: Diagnosable, Equatable {
  /// The mask's size.
  public let mask: Extent
  /// The size it should have.
  public let expected: Extent
  /// What has that size, such as `radiograph`.
  public let counterpart: String

  /// An error about a mask that should be as large as its counterpart.
  public init(mask: Extent, expected: Extent, of counterpart: String) {
    self.mask = mask
    self.expected = expected
    self.counterpart = counterpart
  }

  /// Both sizes in words.
  public var diagnosis: Diagnosis {
    Diagnosis(
      "the lung mask has \(mask) pixels",
      expected: "\(expected) like the \(counterpart)",
      remedy: "Give the mask drawn on this very image; only another size of the same shape "
        + "can be fitted")
  }
}
