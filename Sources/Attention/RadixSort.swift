/// The words in ascending order, by four passes over eight bits each, the lowest first.
///
/// A saliency map of a radiograph has millions of pixels, so the sort must be linear; with eight
/// bits a pass, the 256 places being written stay in the cache.
func radixSorted(_ words: [UInt32]) -> [UInt32] {
  let shifts: [UInt32] = [0, 8, 16, 24]
  // How often each digit has each value does not depend on the order, so one look is enough.
  var places = [Int](repeating: 0, count: 256 * shifts.count)
  places.withUnsafeMutableBufferPointer { places in
    for word in words {
      places[Int(word & 255)] &+= 1
      places[256 + Int(word >> 8 & 255)] &+= 1
      places[512 + Int(word >> 16 & 255)] &+= 1
      places[768 + Int(word >> 24)] &+= 1
    }
  }
  var source = words
  var target = [UInt32](repeating: 0, count: words.count)
  for (pass, shift) in shifts.enumerated() {
    let digits = 256 * pass..<256 * (pass + 1)
    if places[digits].contains(words.count) { continue }
    var start = 0
    for digit in digits { (places[digit], start) = (start, start + places[digit]) }
    // Checked subscripts cost a third of the time here. Each place stays below the start of the next
    // digit's, hence below `words.count`, since it advances once per word counted above.
    target.withUnsafeMutableBufferPointer { target in
      places.withUnsafeMutableBufferPointer { places in
        for word in source {
          let digit = digits.lowerBound &+ Int(word >> shift & 255)
          target[places[digit]] = word
          places[digit] &+= 1
        }
      }
    }
    swap(&source, &target)
  }
  return source
}
