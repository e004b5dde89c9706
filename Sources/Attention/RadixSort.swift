/// The words in ascending order, by four passes over eight bits each, the lowest first.
///
/// A saliency map of a radiograph has millions of pixels, so the sort must be linear; with eight
/// bits a pass, the 256 places being written stay in the cache.
func radixSorted(_ words: [UInt32]) -> [UInt32] {
  var source = words
  var target = [UInt32](repeating: 0, count: words.count)
  for shift: UInt32 in [0, 8, 16, 24] {
    var places = [Int](repeating: 0, count: 256)
    for word in source { places[Int(word >> shift & 255)] += 1 }
    if places.contains(words.count) { continue }
    var start = 0
    for digit in places.indices { (places[digit], start) = (start, start + places[digit]) }
    // Checked subscripts cost a third of the time here. Each place stays below the start of the next
    // digit's, hence below `words.count`, since it advances once per word counted above.
    target.withUnsafeMutableBufferPointer { target in
      places.withUnsafeMutableBufferPointer { places in
        for word in source {
          let digit = Int(word >> shift & 255)
          target[places[digit]] = word
          places[digit] &+= 1
        }
      }
    }
    swap(&source, &target)
  }
  return source
}
