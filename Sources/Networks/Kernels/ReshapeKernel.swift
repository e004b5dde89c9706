internal import Tensors

/// The elements of `x`, in the same logical order, under another shape.
///
/// - Precondition: `shape` has as many elements.
/// - Complexity: O(1) when the memory orders agree, otherwise one copy for each shape that is
///   stored channels-last.
func reshape(_ x: Tensor, to shape: Shape) -> Tensor {
  if x.shape == shape { return x }
  let flat =
    x.shape.isReordered
    ? AxisTables(
      zip(x.shape.dimensions, x.shape.memoryStrides).map { .init(count: $0, stride: $1) }
    ).copy(x, shape: [x.count])
    : x.reshaped(to: [x.count])
  guard shape.isReordered else { return flat.reshaped(to: shape) }
  let plane = shape.extent.area
  let strides = [shape.channels * plane, plane, shape.extent.width, 1]
  return AxisTables(shape.memoryAxes.map { .init(count: shape[$0], stride: strides[$0]) })
    .copy(flat, shape: shape)
}
