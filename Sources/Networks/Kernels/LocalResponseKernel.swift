internal import Foundation
internal import Tensors

/// `x · (bias + factor · Σ x²)^(−beta)`, with the sum over neighbouring channels, and its
/// gradient. Sums and powers are taken in Double.
struct LocalResponseKernel {
  let shape: Shape
  /// How many channels before and after its own a sum reaches.
  let before: Int
  let after: Int
  let factor: Double
  let beta: Double
  let bias: Double

  func forward(_ x: Tensor) -> Tensor {
    Tensor(shape) { result in
      x.withElements { x in
        nonisolated(unsafe) let (x, result) = (x, result)
        forEachPosition(buffers: 1) { first, stride, squares in
          for channel in 0..<channels {
            squares[channel] =
              Double(x[first + channel * stride]) * Double(x[first + channel * stride])
          }
          for channel in 0..<channels {
            let index = first + channel * stride
            let scale = bias + factor * sum(squares, from: channel - before, to: channel + after)
            result[index] = Float(Double(x[index]) * pow(scale, -beta))
          }
        }
      }
    }
  }

  /// `gᵢ · sᵢ^(−beta) − 2 · factor · beta · xᵢ · Σⱼ gⱼ · xⱼ · sⱼ^(−beta − 1)`, where `s` is what
  /// is raised to a power and `j` runs over the channels whose sum reaches `i`.
  func gradient(_ cotangent: Tensor, x: Tensor) -> Tensor {
    Tensor(shape) { result in
      x.withElements { x in
        cotangent.withElements { cotangent in
          nonisolated(unsafe) let (x, cotangent, result) = (x, cotangent, result)
          forEachPosition(buffers: 3) { first, stride, buffer in
            let squares = buffer
            let (scales, terms) = (buffer + channels, buffer + 2 * channels)
            for channel in 0..<channels {
              let value = Double(x[first + channel * stride])
              squares[channel] = value * value
            }
            for channel in 0..<channels {
              let index = first + channel * stride
              let scale = bias + factor * sum(squares, from: channel - before, to: channel + after)
              scales[channel] = pow(scale, -beta)
              terms[channel] =
                Double(cotangent[index]) * Double(x[index]) * scales[channel] / scale
            }
            for channel in 0..<channels {
              let index = first + channel * stride
              let sum = sum(terms, from: channel - after, to: channel + before)
              result[index] = Float(
                Double(cotangent[index]) * scales[channel]
                  - 2 * factor * beta * Double(x[index]) * sum)
            }
          }
        }
      }
    }
  }

  private var channels: Int { shape.channels }

  private func sum(_ values: UnsafeMutablePointer<Double>, from first: Int, to last: Int) -> Double
  {
    var sum = 0.0
    for channel in max(0, first)...min(channels - 1, last) { sum += values[channel] }
    return sum
  }

  /// Calls `body` in parallel with the memory offset of channel 0 at each position, the distance
  /// of channels, and room for `buffers` numbers for each channel.
  private func forEachPosition(
    buffers: Int, _ body: @Sendable (Int, Int, UnsafeMutablePointer<Double>) -> Void
  ) {
    guard shape.count > 0 else { return }
    let stride = shape.memoryStrides[1]
    ParallelLoop.run(shape.count / channels, inBlocksOf: max(1, (1 << 13) / channels)) { block in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: buffers * channels) { buffer in
        guard let buffer = buffer.baseAddress else { return }
        for position in block {
          let (outer, inner) = position.quotientAndRemainder(dividingBy: stride)
          body(outer * channels * stride + inner, stride, buffer)
        }
      }
    }
  }
}
