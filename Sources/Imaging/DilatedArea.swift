extension DistanceTransform {
  /// `area` grown by a disc of radius `pixels`; shrunk by one when negative.
  ///
  /// What lies beyond the picture does not shrink it.
  package static func area(_ area: [Bool], width: Int, grownBy pixels: Int) -> [Bool] {
    guard pixels != 0 else { return area }
    let radius = pixels.magnitude.multipliedReportingOverflow(by: pixels.magnitude)
    // Less than the distance to an empty set, which is not reached however far one grows.
    let square = radius.overflow ? Int.max - 1 : min(.max - 1, Int(clamping: radius.partialValue))
    let height = area.count / width
    if pixels > 0 {
      return squaredDistances(to: area, width: width, height: height).map { $0 <= square }
    }
    return squaredDistances(to: area.map(!), width: width, height: height).map { $0 > square }
  }
}
