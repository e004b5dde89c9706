import Networks
import TestSupport
import Tensors
import Testing

/// A convolution, how it is computed, and what is done with its sums.
struct AlgorithmCase: CustomTestStringConvertible, Sendable {
  var name: String
  var batch = 2
  var size: Extent
  var channels: Int
  var outputs: Int
  var window: Window
  var groups = 1
  var ending = Ending()

  /// What is done with the sums.
  struct Ending: Sendable {
    var addsResidual = false
    var bounds: ClosedRange<Float> = -.infinity ... .infinity
  }

  var testDescription: String {
    "\(name), \(channels) to \(outputs) channels of \(size), \(ending)"
  }

  static let sizes = [(5, 4), (13, 18), (17, 16)].map { Extent(height: $0.0, width: $0.1) }
  static let endings = [
    Ending(), Ending(bounds: 0 ... .infinity), Ending(addsResidual: true, bounds: -5...90),
  ]

  static func all(_ make: (Extent, Ending) -> [AlgorithmCase]) -> [AlgorithmCase] {
    sizes.flatMap { size in endings.flatMap { make(size, $0) } }
  }
}

@Suite("Each way to compute a convolution against Float64")
struct ConvolutionAlgorithmTests {
  @Test(
    "Winograd tiles", arguments: [WinogradTile.two, .four],
    AlgorithmCase.all { size, ending in
      [(3, 5), (16, 16), (24, 40), (35, 33)].map {
        AlgorithmCase(
          name: "3×3", size: size, channels: $0.0, outputs: $0.1,
          window: .square(3, padding: 1), ending: ending)
      }
    })
  func winograd(tile: WinogradTile, geometry: AlgorithmCase) {
    #expect(error(of: geometry, by: .winograd(tile)) < (tile == .two ? 1e-6 : 3e-6))
  }

  @Test(
    "matrix products over pixels and over copied windows",
    arguments: AlgorithmCase.all { size, ending in
      [
        AlgorithmCase(
          name: "1×1", size: size, channels: 37, outputs: 50, window: .square(1),
          ending: ending),
        AlgorithmCase(
          name: "5×3 by 2", size: size, channels: 7, outputs: 33,
          window: Window(
            kernel: Extent(height: 5, width: 3), stride: Extent(height: 2, width: 1),
            padding: .init(top: 2, left: 0, bottom: 1, right: 2)), ending: ending),
        AlgorithmCase(
          name: "dilated, grouped", size: size, channels: 64, outputs: 96,
          window: .square(3, padding: 2, dilation: 2), groups: 2, ending: ending),
      ]
    })
  func products(geometry: AlgorithmCase) {
    let isPointwise = geometry.window == .square(1)
    #expect(error(of: geometry, by: isPointwise ? .pointwise : .windowed) < 1e-6)
  }

  @Test(
    "single channels",
    arguments: AlgorithmCase.all { size, ending in
      ending.addsResidual
        ? []
        : [5, 16, 39].map {
          AlgorithmCase(
            name: "depthwise", size: size, channels: $0, outputs: $0,
            window: .square(3, stride: 2, padding: 1), groups: $0, ending: ending)
        }
    })
  func depthwise(geometry: AlgorithmCase) {
    #expect(error(of: geometry, by: .depthwise) < 1e-6)
  }

  @Test("an image has the same bits in every batch of at least four, and for any threads")
  func batches() throws {
    let network = Network.deterministic(Architecture.resnet18.graph(channels: 1, classes: 3))
    let images = Tensor.random([7, 1, 64, 48], seed: 5)
    let all = try network.output(for: images)
    for threads in 1...3 {
      let four = try ParallelLoop.$threads.withValue(threads) {
        try network.output(for: images.samples(2..<6))
      }
      #expect(four.logicalElements == all.samples(2..<6).logicalElements)
    }
  }

  /// The largest error against double precision, as a share of the largest output.
  private func error(of geometry: AlgorithmCase, by algorithm: ConvolutionAlgorithm) -> Float {
    let window = geometry.window
    let x = Tensor.random(
      [geometry.batch, geometry.channels, geometry.size.height, geometry.size.width], seed: 1)
    let weight = Tensor.random(
      [
        geometry.outputs, geometry.channels / geometry.groups, window.kernel.height,
        window.kernel.width,
      ], seed: 2)
    let bias = Tensor.random([geometry.outputs], seed: 3)
    let extent = window.outputExtent(for: geometry.size) ?? .square(0)
    let shape: Shape = [geometry.batch, geometry.outputs, extent.height, extent.width]
    let residual = Tensor.random(shape, seed: 4)
    let found = Convolution(window: window, groups: geometry.groups).output(
      for: x, weight: weight, bias: bias, residual: geometry.ending.addsResidual ? residual : nil,
      bounds: geometry.ending.bounds, by: algorithm)
    return relativeError(
      found.logicalElements,
      definition(geometry, shape, x, weight, bias.logicalElements, residual))
  }

  private func definition(
    _ geometry: AlgorithmCase, _ shape: Shape, _ x: Tensor, _ weight: Tensor, _ bias: [Float],
    _ residual: Tensor
  ) -> [Float] {
    let window = geometry.window
    let (x, w, r) = (x.logicalElements, weight.logicalElements, residual.logicalElements)
    let inputs = geometry.channels / geometry.groups
    let outputs = geometry.outputs / geometry.groups
    return (0..<shape.count).map { index in
      let column = index % shape.extent.width
      let row = index / shape.extent.width % shape.extent.height
      let output = index / shape.extent.area % shape.channels
      let sample = index / shape.extent.area / shape.channels
      var sum = Double(bias[output])
      for input in 0..<inputs {
        let channel = output / outputs * inputs + input
        for tapRow in 0..<window.kernel.height {
          for tapColumn in 0..<window.kernel.width {
            let y =
              row * window.stride.height - window.padding.top
              + tapRow * window.dilation.height
            let z =
              column * window.stride.width - window.padding.left
              + tapColumn * window.dilation.width
            guard (0..<geometry.size.height).contains(y), (0..<geometry.size.width).contains(z)
            else { continue }
            let place =
              ((sample * geometry.channels + channel) * geometry.size.height + y)
              * geometry.size.width + z
            let tap =
              ((output * inputs + input) * window.kernel.height + tapRow)
              * window.kernel.width + tapColumn
            sum += Double(x[place]) * Double(w[tap])
          }
        }
      }
      if geometry.ending.addsResidual { sum += Double(r[index]) }
      return Float(
        min(
          max(sum, Double(geometry.ending.bounds.lowerBound)),
          Double(geometry.ending.bounds.upperBound)))
    }
  }
}
