extension Tensor {
  /// Adds `other`, of the same shape, element by element.
  public static func += (left: inout Tensor, right: Tensor) {
    precondition(left.shape == right.shape, "cannot add \(right.shape) to \(left.shape)")
    left.withMutableElements { sum in
      right.withElements { addend in
        for index in 0..<sum.count { sum[index] += addend[index] }
      }
    }
  }
}
