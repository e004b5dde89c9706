/// The words in ascending order, by three passes over 11 bits each, the lowest first.
///
/// A saliency map of a radiograph has millions of pixels; a comparison sort takes ten times as long.
func radixSorted(_ words: [UInt32]) -> [UInt32] {
  var source = words
  var target = [UInt32](repeating: 0, count: words.count)
  for shift: UInt32 in [0, 11, 22] {
    var places = [Int](repeating: 0, count: 2048)
    for word in source { places[Int(word >> shift & 2047)] += 1 }
    if places.contains(words.count) { continue }
    var start = 0
    for digit in places.indices { (places[digit], start) = (start, start + places[digit]) }
    for word in source {
      let digit = Int(word >> shift & 2047)
      target[places[digit]] = word
      places[digit] += 1
    }
    swap(&source, &target)
  }
  return source
}
