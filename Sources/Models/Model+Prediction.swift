public import Imaging
internal import Networks
public import Tensors

extension Model {
  /// The answer for one picture of any size.
  ///
  /// - Throws: ``PredictionError`` when the network's output is not finite.
  public func predict(_ image: GrayImage) throws -> Prediction {
    try predictions(for: input.prepare(image).input)[0]
  }

  /// The answers for pictures of any sizes, in their order.
  ///
  /// - Parameter batchSize: How many pictures are in memory as network inputs at a time.
  /// - Throws: ``PredictionError`` when the network's output for a picture is not finite.
  public func predict(_ images: [GrayImage], batchSize: Int = 16) throws -> [Prediction] {
    precondition(batchSize > 0)
    return try stride(from: 0, to: images.count, by: batchSize).flatMap { start in
      let batch = images[start..<min(start + batchSize, images.count)]
      return try predictions(for: Tensor(concatenating: batch.map { input.prepare($0).input }))
    }
  }

  /// The answers for prepared inputs, `[N, C, H, W]`.
  public func predictions(for inputs: Tensor) throws -> [Prediction] {
    let logits = try network.output(for: inputs).logicalElements
    let width = classNames.count
    return try (0..<inputs.shape.batch).map { row in
      try Prediction(
        logits: Array(logits[row * width..<(row + 1) * width]), activation: activation)
    }
  }
}
