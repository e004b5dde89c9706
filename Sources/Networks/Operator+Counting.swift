internal import Tensors

extension Operator {
  /// The shape of `dimensions`, or an error when one is negative or there are too many elements
  /// to count their bytes.
  func countable(_ dimensions: [Int], _ inputs: [Shape]) throws(ShapeError) -> Shape {
    guard dimensions.allSatisfy({ $0 >= 0 }), isCountable(dimensions) else {
      throw ShapeError(
        self, inputs: inputs, expected: "shapes that make a tensor, not one of \(dimensions)")
    }
    return Shape(dimensions)
  }

  /// Checks that the elements of every input can be counted.
  func requireCountable(_ inputs: [Shape]) throws(ShapeError) {
    for input in inputs { _ = try countable(input.dimensions, inputs) }
  }
}

/// Whether no product of some of `dimensions`, in bytes of Float32, overflows.
private func isCountable(_ dimensions: [Int]) -> Bool {
  var bytes = MemoryLayout<Float>.stride
  for dimension in dimensions {
    let (product, overflows) = bytes.multipliedReportingOverflow(by: max(dimension, 1))
    if overflows { return false }
    bytes = product
  }
  return true
}
