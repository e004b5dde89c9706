import Foundation
import Imaging

/// `image` blurred with a Gaussian of standard deviation `sigma` pixels; edges repeat.
func gaussianBlurred(_ image: GrayImage, sigma: Double) -> GrayImage {
  let reach = Int((3 * sigma).rounded(.up))
  guard sigma > 0, reach > 0 else { return image }
  var weights = (-reach...reach).map { Float(exp(-0.5 * pow(Double($0) / sigma, 2))) }
  let total = weights.reduce(0, +)
  for index in weights.indices { weights[index] /= total }

  var across = image
  for row in 0..<image.height {
    for column in 0..<image.width {
      var sum: Float = 0
      for (index, weight) in weights.enumerated() {
        sum += weight * image[min(image.width - 1, max(0, column + index - reach)), row]
      }
      across[column, row] = sum
    }
  }
  var result = across
  for row in 0..<image.height {
    for column in 0..<image.width {
      var sum: Float = 0
      for (index, weight) in weights.enumerated() {
        sum += weight * across[column, min(image.height - 1, max(0, row + index - reach))]
      }
      result[column, row] = sum
    }
  }
  return result
}
