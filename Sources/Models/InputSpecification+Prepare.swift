public import Imaging
public import Tensors

extension InputSpecification {
  /// The network's input for a picture, with the geometry that leads back to its pixels.
  ///
  /// - Returns: `[1, C, H, W]`: the fitted picture, `(x − mean) / standardDeviation` in each
  ///   channel.
  public func prepare(_ image: GrayImage) -> (input: Tensor, geometry: Geometry) {
    let geometry = Geometry(original: image.extent, network: size, fit: fit)
    return (normalize(geometry.prepare(image, antialias: antialias)), geometry)
  }

  /// The input for a picture that has the network's size already, `[1, C, H, W]`.
  ///
  /// - Precondition: `image.extent == size`.
  public func normalize(_ image: GrayImage) -> Tensor {
    precondition(image.extent == size)
    return Tensor(shape) { values in
      image.samples.withUnsafeBufferPointer { samples in
        for channel in 0..<channels {
          let (mean, deviation) = (mean[channel], standardDeviation[channel])
          for (index, sample) in samples.enumerated() {
            values[index * channels + channel] = (sample - mean) / deviation
          }
        }
      }
    }
  }

  /// What a sample in `0...1` becomes in each channel.
  public func normalize(_ sample: Float) -> [Float] {
    zip(mean, standardDeviation).map { (sample - $0) / $1 }
  }
}
