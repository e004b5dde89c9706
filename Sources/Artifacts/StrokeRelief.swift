/// How far each pixel stands out above what surrounds it: the white top-hat, which keeps bright
/// structures narrower than a stroke of large text and removes everything else (Meyer 1979).
struct StrokeRelief {
  /// Row-major heights above the surroundings, of the picture's size.
  let heights: [UInt8]

  /// The widest stroke in longer sides of the picture.
  private static let widestStroke = 0.03

  init(_ picture: WorkingPicture) {
    let (width, height) = (picture.width, picture.height)
    let radius = max(2, Int((Double(picture.length) * Self.widestStroke / 2).rounded()))
    // Smoothed, since a minimum would follow the darkest grain of the noise.
    let ground = Opening.opened(
      Self.smoothed(picture), width: width, height: height, radius: radius)
    let tones = picture.tones
    heights = [UInt8](unsafeUninitializedCapacity: tones.count) { heights, count in
      for index in tones.indices {
        heights[index] = tones[index] - min(tones[index], ground[index])
      }
      count = tones.count
    }
  }

  /// The mean of each 3 × 3 pixels.
  private static func smoothed(_ picture: WorkingPicture) -> [UInt8] {
    let (width, height) = (picture.width, picture.height)
    guard width > 2, height > 2 else { return picture.tones }
    var result = picture.tones
    picture.tones.withUnsafeBufferPointer { tones in
      result.withUnsafeMutableBufferPointer { result in
        var columns = [UInt16](repeating: 0, count: width)
        columns.withUnsafeMutableBufferPointer { columns in
          // Nothing overflows: nine tones are at most 2295, and a mean is a tone.
          for y in 1..<height - 1 {
            let row = y * width
            for x in 0..<width {
              columns[x] =
                UInt16(tones[row - width + x]) &+ UInt16(tones[row + x])
                &+ UInt16(tones[row + width + x])
            }
            for x in 1..<width - 1 {
              let sum = UInt32(columns[x - 1] &+ columns[x] &+ columns[x + 1])
              // 7282 / 65536 is 1 / 9 to within less than half a tone.
              result[row + x] = UInt8(truncatingIfNeeded: (sum &* 7282 &+ 32768) >> 16)
            }
          }
        }
      }
    }
    return result
  }
}
