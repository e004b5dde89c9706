internal import Foundation
internal import Tensors

/// What an occluding patch is filled with, in the network's normalised input units.
public enum OcclusionBaseline: Sendable, Hashable {
  /// A number; 0 is the training set's mean tone when the network normalises by it.
  case value(Float)
  /// The mean of the image itself, channel by channel.
  case mean
  /// The image after a Gaussian blur whose standard deviation is half the patch.
  case blur

  /// The image, `[1, C, H, W]`, that patches are cut from.
  func replacement(for image: Tensor, window: Extent) -> Tensor {
    switch self {
    case .value(let value): return Tensor(image.shape, repeating: value)
    case .mean:
      let area = image.shape.extent.area
      return image.mapPlanes { plane in
        let mean = plane.reduce(0.0) { $0 + Double($1) } / Double(area)
        return Array(repeating: Float(mean), count: area)
      }
    case .blur:
      let extent = image.shape.extent
      return image.mapPlanes { plane in
        let rows = GaussianBlur(deviation: Double(window.width) / 2)
          .alongRows(plane, width: extent.width)
        let columns = GaussianBlur(deviation: Double(window.height) / 2)
          .alongRows(transpose(rows, width: extent.width), width: extent.height)
        return transpose(columns, width: extent.height)
      }
    }
  }
}

/// A Gaussian cut off at three standard deviations; beyond the border the edge value repeats.
private struct GaussianBlur {
  let weights: [Double]

  init(deviation: Double) {
    let radius = Int((3 * deviation).rounded(.up))
    let raw = (-radius...radius).map { exp(-0.5 * pow(Double($0) / deviation, 2)) }
    let sum = raw.reduce(0, +)
    weights = raw.map { $0 / sum }
  }

  func alongRows(_ plane: [Float], width: Int) -> [Float] {
    let radius = weights.count / 2
    return plane.indices.map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: width)
      return Float(
        weights.indices.reduce(0.0) { sum, tap in
          let x = min(max(column + tap - radius, 0), width - 1)
          return sum + weights[tap] * Double(plane[row * width + x])
        })
    }
  }
}

private func transpose(_ plane: [Float], width: Int) -> [Float] {
  let height = plane.count / width
  return plane.indices.map { plane[$0 % height * width + $0 / height] }
}

extension Tensor {
  /// A copy of `[1, C, H, W]` with each channel's plane replaced by what `transform` makes of it.
  fileprivate func mapPlanes(_ transform: ([Float]) -> [Float]) -> Tensor {
    let area = shape.extent.area
    let elements = logicalElements
    return Tensor(
      shape,
      logicalOrder: (0..<shape.channels).flatMap {
        transform(Array(elements[$0 * area..<($0 + 1) * area]))
      })
  }
}
