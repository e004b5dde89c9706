internal import Tensors

extension Shape {
  /// The logical axes in the order in which they lie in memory, the outermost first.
  var memoryAxes: [Int] { rank == 4 ? [0, 2, 3, 1] : Array(0..<rank) }

  /// The distance in memory of neighbours along each logical axis.
  var memoryStrides: [Int] {
    var strides = Array(repeating: 1, count: rank)
    var stride = 1
    for axis in memoryAxes.reversed() {
      strides[axis] = stride
      stride *= dimensions[axis]
    }
    return strides
  }
}
