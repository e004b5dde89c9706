/// The threshold that best parts the values in two classes (Otsu 1979).
///
/// The values' histogram has 256 equal bins over `range`; the threshold is the centre of the bin
/// after which a cut makes the variance between the two classes greatest, the first such bin of
/// several: scikit-image's `threshold_otsu`. The upper class is what lies above the threshold.
///
/// - Parameters:
///   - values: At least one, all finite.
///   - range: Its ends differ. Values outside count as the nearer end.
func otsuThreshold(of values: [Float], clampedTo range: ClosedRange<Float>) -> Double {
  let bins = 256
  let lowest = Double(range.lowerBound)
  let binWidth = (Double(range.upperBound) - lowest) / Double(bins)
  var counts = [Int](repeating: 0, count: bins)
  for value in values {
    let clamped = Double(min(max(value, range.lowerBound), range.upperBound))
    counts[min(Int((clamped - lowest) / binWidth), bins - 1)] += 1
  }

  // With positions in units of bins, the sums of both classes are exact integers.
  let total = zip(0..., counts).reduce(0) { $0 + $1.0 * $1.1 }
  var (lowerCount, lowerSum) = (0, 0)
  var (best, greatest) = (0, -1.0)
  for bin in 0..<bins - 1 {
    lowerCount += counts[bin]
    lowerSum += bin * counts[bin]
    let upperCount = values.count - lowerCount
    guard lowerCount > 0, upperCount > 0 else { continue }
    let distance =
      Double(total - lowerSum) / Double(upperCount) - Double(lowerSum) / Double(lowerCount)
    let variance = Double(lowerCount) * Double(upperCount) * distance * distance
    if variance > greatest { (best, greatest) = (bin, variance) }
  }
  return lowest + (Double(best) + 0.5) * binWidth
}
