package import Tensors

/// Separable bilinear resampling of a row-major plane of samples.
package enum Resampling {
  /// The plane stretched to another extent, as PyTorch's
  /// `interpolate(mode: "bilinear", align_corners: False, antialias: antialias)`.
  package static func bilinear(
    _ plane: [Float], from source: Extent, to target: Extent, antialias: Bool
  ) -> [Float] {
    apply(
      rows: ResamplingAxis(from: source.height, to: target.height, antialias: antialias),
      columns: ResamplingAxis(from: source.width, to: target.width, antialias: antialias),
      to: plane)
  }

  /// The plane resampled along both axes.
  ///
  /// - Precondition: `plane.count == rows.sourceCount * columns.sourceCount`.
  package static func apply(
    rows: ResamplingAxis, columns: ResamplingAxis, to plane: [Float]
  ) -> [Float] {
    precondition(plane.count == rows.sourceCount * columns.sourceCount)
    // Vertical work runs along whole rows and vectorises, so it should do the heavy part:
    // before the horizontal step when it shrinks the plane, after it when it enlarges it.
    if rows.outputCount < rows.sourceCount {
      let shorter = vertically(rows, plane, width: columns.sourceCount)
      return horizontally(columns, shorter, height: rows.outputCount)
    }
    let across = horizontally(columns, plane, height: rows.sourceCount)
    return vertically(rows, across, width: columns.outputCount)
  }

  private static func vertically(
    _ axis: ResamplingAxis, _ plane: [Float], width: Int
  ) -> [Float] {
    var result = [Float](repeating: 0, count: axis.outputCount * width)
    result.withUnsafeMutableBufferPointer { result in
      plane.withUnsafeBufferPointer { plane in
        guard let source = plane.baseAddress, let target = result.baseAddress else { return }
        for y in 0..<axis.outputCount {
          let sum = target + y * width
          var row = source + axis.firstCells[y] * width
          for weight in axis.weights[axis.weightStarts[y]..<axis.weightStarts[y + 1]] {
            for x in 0..<width { sum[x] += weight * row[x] }
            row += width
          }
        }
      }
    }
    return result
  }

  private static func horizontally(
    _ axis: ResamplingAxis, _ plane: [Float], height: Int
  ) -> [Float] {
    let width = axis.outputCount
    var result = [Float](repeating: 0, count: height * width)
    result.withUnsafeMutableBufferPointer { result in
      plane.withUnsafeBufferPointer { plane in
        axis.weights.withUnsafeBufferPointer { weights in
          for y in 0..<height {
            for x in 0..<width {
              let start = axis.weightStarts[x]
              let first = y * axis.sourceCount + axis.firstCells[x]
              var sum: Float = 0
              for tap in 0..<axis.weightStarts[x + 1] - start {
                sum += weights[start + tap] * plane[first + tap]
              }
              result[y * width + x] = sum
            }
          }
        }
      }
    }
    return result
  }
}

extension GrayImage {
  /// The picture stretched to another extent; its bit depth stays that of the file.
  package func resized(to target: Extent, antialias: Bool = true) -> GrayImage {
    GrayImage(
      width: target.width, height: target.height,
      samples: Resampling.bilinear(samples, from: extent, to: target, antialias: antialias),
      bitDepth: bitDepth)
  }
}
