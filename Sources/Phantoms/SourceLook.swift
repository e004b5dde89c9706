import Foundation
package import Imaging
package import Tensors

/// How the radiographs of one hospital look: film, detector, collimation and burnt-in letters.
///
/// None of it says anything about the patient. Where a look goes with a label it is a shortcut
/// that a network can learn instead of the disease.
public struct SourceLook: Sendable, Equatable {
  /// The hospital's name, as it appears in a manifest.
  public let name: String
  /// Exponent of the tone curve; below 1 is brighter.
  let gamma: Double
  /// Slope of the tone curve around middle grey.
  let contrast: Double
  /// Standard deviation of the detector's noise, in units of the full range.
  let noise: Double
  /// Standard deviation of the blur, in short sides of the picture.
  let blur: Double
  /// Width of the collimation frame in short sides, and its tone.
  let border: (width: Double, tone: Double)
  /// The letters burnt into each picture.
  let markers: [BurntInMarker]

  /// Equal when all parts are.
  public static func == (a: SourceLook, b: SourceLook) -> Bool {
    a.name == b.name && a.gamma == b.gamma && a.contrast == b.contrast && a.noise == b.noise
      && a.blur == b.blur && a.border == b.border && a.markers == b.markers
  }

  /// The same hospital before it began to burn letters into its pictures.
  package var withoutMarkers: SourceLook {
    SourceLook(
      name: name, gamma: gamma, contrast: contrast, noise: noise, blur: blur, border: border,
      markers: [])
  }

  /// The picture as this hospital would have stored it, with the pixels its letters changed.
  package func applied(to radiograph: GrayImage, from generator: inout RandomGenerator) -> (
    image: GrayImage, markerMask: [Bool]
  ) {
    let frame = PictureFrame(width: radiograph.width, height: radiograph.height)
    // Each exposure differs a little, or the tone alone would name the source.
    let exponent = gamma * exp(generator.uniform(in: -0.16...0.16))
    let slope = contrast * exp(generator.uniform(in: -0.10...0.10))
    let grain = noise * generator.uniform(in: 0.6...1.4)
    let width = border.width * generator.uniform(in: 0.4...1.6) * frame.shortSide
    let softness = blur * generator.uniform(in: 0.7...1.3) * frame.shortSide

    var image = radiograph.blurred(sigma: softness)
    for index in image.samples.indices {
      let curved = 0.5 + slope * (pow(Double(image.samples[index]), exponent) - 0.5)
      image.samples[index] = Float(curved + grain * generator.normal())
    }
    paintBorder(on: &image, width: width)
    var mask = [Bool](repeating: false, count: image.samples.count)
    // Drawn last: the rest of the picture is the same with and without letters.
    for marker in markers {
      marker.placed(on: frame, from: &generator).burn(into: &image, mask: &mask)
    }
    for index in image.samples.indices {
      image.samples[index] = (min(1, max(0, image.samples[index])) * 255).rounded() / 255
    }
    return (image, mask)
  }

  private func paintBorder(on image: inout GrayImage, width: Double) {
    let whole = Int(width.rounded())
    for row in 0..<image.height {
      for column in 0..<image.width {
        let edge = min(min(column, image.width - 1 - column), min(row, image.height - 1 - row))
        if edge < whole { image[column, row] = Float(border.tone) }
      }
    }
  }
}
