extension Tensor {
  /// A copy of `[1, C, H, W]` in which the pixels of `region` come from `other`.
  ///
  /// - Precondition: Both have the same shape and the patch lies inside.
  public func replacing(_ region: Region, by other: Tensor) -> Tensor {
    precondition(shape == other.shape && shape.rank == 4 && shape.batch == 1)
    let (width, channels) = (shape.extent.width, shape.channels)
    var result = self
    result.withMutableElements { destination in
      other.withElements { source in
        for row in region.rows {
          let first = (row * width + region.columns.lowerBound) * channels
          for index in first..<first + region.columns.count * channels {
            destination[index] = source[index]
          }
        }
      }
    }
    return result
  }
}
