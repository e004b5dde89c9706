/// The sizes of the 4-connected components of a mask, largest first.
func componentSizes(of mask: [Bool], width: Int) -> [Int] {
  var rest = mask
  var sizes: [Int] = []
  for start in rest.indices where rest[start] {
    var size = 0
    var open = [start]
    rest[start] = false
    while let index = open.popLast() {
      size += 1
      let column = index % width
      var neighbours = [index - width, index + width]
      if column > 0 { neighbours.append(index - 1) }
      if column < width - 1 { neighbours.append(index + 1) }
      for next in neighbours where rest.indices.contains(next) && rest[next] {
        rest[next] = false
        open.append(next)
      }
    }
    sizes.append(size)
  }
  return sizes.sorted(by: >)
}

/// Whether a mask touches the picture's border.
func touchesBorder(_ mask: [Bool], width: Int) -> Bool {
  let height = mask.count / width
  return mask.indices.contains { index in
    let (row, column) = index.quotientAndRemainder(dividingBy: width)
    return mask[index] && (row == 0 || column == 0 || row == height - 1 || column == width - 1)
  }
}

/// The mean of the samples a mask selects.
func mean(of samples: [Float], where mask: [Bool]) -> Float {
  let chosen = zip(samples, mask).filter(\.1).map(\.0)
  return chosen.reduce(0, +) / Float(chosen.count)
}
