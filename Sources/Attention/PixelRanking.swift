internal import Imaging

/// The pixels of a map in order of saliency, each knowing whether it is lung.
///
/// Positive saliency is kept as one sorted word per pixel: the Float's bits, which order positive
/// Floats as integers and leave the sign bit free, shifted up, and a last bit that says "lung".
/// All pixels without positive saliency are tied below them and only counted.
struct PixelRanking {
  private let ascending: [UInt32]
  private let unsalient: (inside: Int, outside: Int)

  init(of map: PixelMap, in mask: LungMask) {
    var words: [UInt32] = []
    words.reserveCapacity(map.values.count)
    var (inside, outside) = (0, 0)
    for (value, isLung) in zip(map.values, mask.pixels) {
      if value > 0 {
        words.append(value.bitPattern << 1 | (isLung ? 1 : 0))
      } else if isLung {
        inside += 1
      } else {
        outside += 1
      }
    }
    ascending = radixSorted(words)
    unsalient = (inside, outside)
  }

  /// Chance that a random pixel inside ranks above a random one outside, ties counting half.
  ///
  /// Counted in integers, hence the same for any order of the pixels. Needs pixels on both sides.
  var areaUnderCurve: Double {
    var below = unsalient.outside
    var insideSeen = unsalient.inside
    var doubledWins = unsalient.inside * unsalient.outside
    var (level, tiedInside, tiedOutside) = (UInt32(0), 0, 0)
    func closeTies() {
      doubledWins += tiedInside * (2 * below + tiedOutside)
      insideSeen += tiedInside
      below += tiedOutside
      (tiedInside, tiedOutside) = (0, 0)
    }
    for word in ascending {
      if word >> 1 != level {
        closeTies()
        level = word >> 1
      }
      let lung = Int(word & 1)
      tiedInside += lung
      tiedOutside += 1 - lung
    }
    closeTies()
    return Double(doubledWins) / (2 * Double(insideSeen) * Double(below))
  }

  /// Share of pixels inside among the `count` highest, where pixels tied for the last places
  /// share them evenly; `count` is at least 1 and at most the number of pixels.
  func insideShare(ofTop count: Int) -> Double {
    var (aboveInside, above) = (0, 0)
    var (tiedInside, tied) = (unsalient.inside, unsalient.inside + unsalient.outside)
    if count <= ascending.count {
      let last = ascending[ascending.count - count] >> 1
      (tiedInside, tied) = (0, 0)
      for word in ascending.reversed() {
        guard word >> 1 >= last else { break }
        if word >> 1 > last {
          above += 1
          aboveInside += Int(word & 1)
        } else {
          tied += 1
          tiedInside += Int(word & 1)
        }
      }
    } else {
      above = ascending.count
      aboveInside = ascending.count { $0 & 1 == 1 }
    }
    let shared = Double(count - above) * Double(tiedInside) / Double(tied)
    return (Double(aboveInside) + shared) / Double(count)
  }
}
