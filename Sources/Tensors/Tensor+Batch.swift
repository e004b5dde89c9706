extension Tensor {
  /// The samples `range` of the first axis.
  public func samples(_ range: Range<Int>) -> Tensor {
    precondition(0 <= range.lowerBound && range.upperBound <= shape.batch)
    let size = shape.batch == 0 ? 0 : count / shape.batch
    return Tensor(shape.withBatch(range.count)) { destination in
      withElements {
        let slice = $0[range.lowerBound * size..<range.upperBound * size]
        _ = destination.initialize(from: slice)
      }
    }
  }

  /// The tensors one after another along the first axis; all other axes must agree.
  public init(concatenating parts: [Tensor]) {
    precondition(!parts.isEmpty, "nothing to concatenate")
    let total = parts.reduce(0) { $0 + $1.shape.batch }
    self.init(parts[0].shape.withBatch(total)) { destination in
      var offset = 0
      for part in parts {
        precondition(part.shape.withBatch(0) == parts[0].shape.withBatch(0))
        part.withElements {
          _ = UnsafeMutableBufferPointer(rebasing: destination[offset...]).initialize(from: $0)
        }
        offset += part.count
      }
    }
  }
}
