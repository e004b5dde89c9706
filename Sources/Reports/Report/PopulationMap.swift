/// The mean map of a group, each image brought into a common frame by its lungs.
public struct PopulationMap: Sendable {
  /// Whose maps; by source and class, or all.
  public let group: ReportGroup
  /// How many maps were averaged: those with saliency and a mask.
  public let count: Int
  /// The mean share of an image's saliency in each cell of the frame, row-major from the upper
  /// left, ``ThoraxFrame/side`` × ``ThoraxFrame/side``. The sum is 1 less what lies beyond the frame.
  public let saliency: [Float]
  /// The mean share of each cell that is lung, 0…1; its contour at 0.5 is the mean lung.
  public let lungs: [Float]

  /// The mean share of saliency that lies outside the frame.
  public var beyond: Double { max(0, 1 - saliency.reduce(0) { $0 + Double($1) }) }
}
