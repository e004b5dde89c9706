package import Tensors

/// How a convolution is computed; chosen from its shape by an estimate of the time.
package enum ConvolutionAlgorithm: Hashable, Sendable {
  /// Each channel alone.
  case depthwise
  /// One product over all pixels.
  case pointwise
  /// Products over copied windows.
  case windowed
  /// Fewer products over transformed tiles.
  case winograd(WinogradTile)

  /// The algorithm for outputs `[N, O, H′, W′]` from `inputs` channels.
  ///
  /// One image and many are told apart, because one alone uses each weight so seldom that reading
  /// the weights decides; how many makes no difference, so that the same image gives the same
  /// bits in every batch of at least four.
  ///
  /// - Parameter isLocalToTheBit: Whether parts of the map will be computed anew, so that an
  ///   output's bits must depend only on the inputs in its window. Those of 2×2 tiles do: each is
  ///   a sum of transformed inputs that lie in its own window. In a 4×4 tile a change anywhere
  ///   changes the rounding of all outputs; it is used only on maps so small that they are
  ///   computed anew as a whole. And what is computed anew is computed many times.
  init(
    window: Window, groups: Int, inputs: Int, output: Shape, isLocalToTheBit: Bool = false
  ) {
    if groups > 1, groups == inputs, output.channels == inputs {
      self = .depthwise
    } else if window.isPointwise, groups == 1 {
      self = .pointwise
    } else if groups == 1, window.kernel == .square(3), window.stride == .square(1),
      window.dilation == .square(1), !window.roundsUp, min(inputs, output.channels) >= 16
    {
      let batch = output.batch < 4 && !isLocalToTheBit ? 1 : 16
      func cost(_ algorithm: ConvolutionAlgorithm) -> Double {
        algorithm.cost(inputs: inputs, output: output.withBatch(batch))
      }
      let candidates: [ConvolutionAlgorithm] =
        (isLocalToTheBit && max(output.extent.height, output.extent.width) > 8
          ? [] : [.winograd(.four)]) + [.winograd(.two), .windowed]
      self = candidates.min { cost($0) < cost($1) } ?? .windowed
    } else {
      self = .windowed
    }
  }

  /// An estimate, in nanoseconds, for a 3×3 convolution on two cores of about 90 GFLOP/s each that
  /// read 15 bytes from memory and 40 from the cache in a nanosecond.
  private func cost(inputs: Int, output: Shape) -> Double {
    let (extent, outputs) = (output.extent, output.channels)
    let weights = Double(inputs * outputs)
    guard case .winograd(let tile) = self else {
      let products = 9 * weights * Double(output.batch * extent.area)
      return products * 2 / 180 + 9 * weights * 4 / 15
    }
    let side = tile.rawValue
    let tiles =
      output.batch * ((extent.height + side - 1) / side) * ((extent.width + side - 1) / side)
    let products = Double(tile.products)
    return products * weights * Double(tiles) * 2 / 180 + products * weights * 4 / 15
      + products * Double(tiles * (inputs + outputs)) * 8 / 80
  }
}

extension Convolution {
  /// The filters' responses plus the bias and a residual, kept within bounds and computed in a
  /// stated way, to compare the ways with each other.
  ///
  /// - Precondition: The way suits the shapes.
  package func output(
    for x: Tensor, weight: Tensor, bias: Tensor, residual: Tensor? = nil,
    bounds: ClosedRange<Float> = -.infinity ... .infinity, by algorithm: ConvolutionAlgorithm
  ) -> Tensor {
    let geometry = geometry(x.shape, weight.shape)
    let epilogue = Epilogue(
      addsResidual: residual != nil, lower: bounds.lowerBound, upper: bounds.upperBound)
    return geometry.kernel(weight: weight, bias: bias, epilogue: epilogue, by: algorithm)
      .run([x] + (residual.map { [$0] } ?? []), to: geometry.output)
  }
}
