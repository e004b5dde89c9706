internal import Foundation
internal import Tensors

/// The softmax over channels, shifted by the largest so that it cannot overflow.
func softmaxChannels(_ x: Tensor) -> Tensor {
  let layout = ChannelRows(x.shape)
  return Tensor(x.shape) { result in
    x.withElements { x in
      for row in 0..<layout.rows {
        let range = row * layout.channels..<(row + 1) * layout.channels
        let largest = x[range].max() ?? 0
        var sum = 0.0
        for index in range {
          let value = exp(Double(x[index] - largest))
          result[index] = Float(value)
          sum += value
        }
        for index in range { result[index] = Float(Double(result[index]) / sum) }
      }
    }
  }
}

/// `y · (g − Σ g·y)`: the gradient of the softmax with output `y` for the cotangent `g`.
func softmaxChannelsGradient(_ cotangent: Tensor, output: Tensor) -> Tensor {
  let layout = ChannelRows(output.shape)
  return Tensor(output.shape) { result in
    cotangent.withElements { cotangent in
      output.withElements { output in
        for row in 0..<layout.rows {
          let range = row * layout.channels..<(row + 1) * layout.channels
          let sum = range.reduce(0.0) { $0 + Double(cotangent[$1]) * Double(output[$1]) }
          for index in range { result[index] = output[index] * (cotangent[index] - Float(sum)) }
        }
      }
    }
  }
}
