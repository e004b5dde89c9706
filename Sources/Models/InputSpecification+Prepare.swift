public import Imaging
public import Tensors

extension InputSpecification {
  /// The network's input for a picture as its file has it, with the geometry that leads back to
  /// its pixels.
  ///
  /// - Returns: `[1, C, H, W]`: windowed, fitted, brought into the range, and
  ///   `(x − mean) / standardDeviation` in each channel. Nothing is rounded to 8 bits on the way.
  public func prepare(_ image: GrayImage) -> (input: Tensor, geometry: Geometry) {
    prepare(windowed: window.apply(to: image))
  }

  /// The input for a picture to whose tones the window has been applied.
  public func prepare(windowed image: GrayImage) -> (input: Tensor, geometry: Geometry) {
    let geometry = Geometry(original: image.extent, network: size, fit: fit)
    return (normalize(geometry.prepare(image, antialias: antialias)), geometry)
  }

  /// The input for a windowed picture that has the network's size already, `[1, C, H, W]`.
  ///
  /// - Precondition: `image.extent == size`.
  public func normalize(_ image: GrayImage) -> Tensor {
    precondition(image.extent == size)
    return Tensor(shape) { values in
      image.samples.withUnsafeBufferPointer { samples in
        let (lower, width) = (range.lowerBound, range.upperBound - range.lowerBound)
        for channel in 0..<channels {
          let (mean, deviation) = (mean[channel], standardDeviation[channel])
          for (index, sample) in samples.enumerated() {
            values[index * channels + channel] = (lower + width * sample - mean) / deviation
          }
        }
      }
    }
  }

  /// What a sample in `0...1` becomes in each channel.
  public func normalize(_ sample: Float) -> [Float] {
    let value = range.lowerBound + (range.upperBound - range.lowerBound) * sample
    return zip(mean, standardDeviation).map { (value - $0) / $1 }
  }
}
