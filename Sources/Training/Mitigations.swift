/// What is done against shortcuts while training; nothing by default.
///
/// All of it changes what is learnt from, never what the finished network sees: the checkpoint is
/// used like any other, on whole images.
public struct Mitigations: Sendable, Equatable {
  /// Whether each epoch draws images of all pairs of source and class equally often, so that the
  /// source says nothing about the class. A class that a source has no image of cannot be drawn.
  public var balancesSources: Bool
  /// The step size of group DRO (Sagawa et al. 2020), by which those pairs of source and class
  /// count more that have the higher loss; `nil` for none. The authors' is 0.01.
  public var groupStep: Double?
  /// The share of the training images that are seen, each time anew, in the thorax of an image of
  /// a random source. Needs masks.
  public var backgroundShare: Double
  /// The share of the training images that are seen, each time anew, cut to the box of their lungs
  /// and enlarged. Needs masks. At 1 a network never sees a whole image, and is at a loss with one.
  public var cropShare: Double
  /// Whether burnt-in text is painted over in the training images.
  public var removesMarkers: Bool

  /// Mitigations; by default none.
  public init(
    balancesSources: Bool = false, groupStep: Double? = nil, backgroundShare: Double = 0,
    cropShare: Double = 0, removesMarkers: Bool = false
  ) {
    self.balancesSources = balancesSources
    self.groupStep = groupStep
    self.backgroundShare = backgroundShare
    self.cropShare = cropShare
    self.removesMarkers = removesMarkers
  }

  /// Nothing.
  public static let none = Mitigations()

  /// Whether the sources of the images must be known.
  var needsSources: Bool { balancesSources || groupStep != nil || backgroundShare > 0 }

  /// Whether images must be prepared differently from those that the network is used on.
  var needsViews: Bool { needsMasks || removesMarkers }

  /// Whether the lungs of the training images must be known.
  var needsMasks: Bool { backgroundShare > 0 || cropShare > 0 }
}
