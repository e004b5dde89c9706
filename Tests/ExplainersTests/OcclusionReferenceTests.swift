import Explainers
import Networks
import TestSupport
import Tensors
import Testing

/// One line of occlusion.json.
struct OcclusionCase: Decodable, CustomTestStringConvertible, Sendable {
  let architecture: String
  let channels: Int
  let classes: Int
  let inputShape: [Int]
  let input: String
  let window: [Int]
  let stride: [Int]
  let baseline: Float
  let targets: [Int]
  let maps: [Float]

  static let all = Fixture.json("Explainers/occlusion.json", as: [OcclusionCase].self)

  var testDescription: String {
    "\(architecture) \(inputShape), window \(window), stride \(stride), baseline \(baseline)"
  }
}

@Suite("Occlusion against Captum")
struct OcclusionReferenceTests {
  @Test("maps agree within 1e-4 of the largest", arguments: OcclusionCase.all)
  func maps(of reference: OcclusionCase) throws {
    let architecture = try #require(Architecture(rawValue: reference.architecture))
    let network = Network.deterministic(
      architecture.graph(channels: reference.channels, classes: reference.classes))
    let image = Tensor.deterministic(
      reference.input, Shape(reference.inputShape), low: -2, high: 2)
    let explainer = Occlusion(
      window: Extent(height: reference.window[0], width: reference.window[1]),
      stride: Extent(height: reference.stride[0], width: reference.stride[1]),
      baseline: .value(reference.baseline))
    let maps = try explainer.explain(
      image, targets: reference.targets.map(Target.index), in: network)
    #expect(maps.allSatisfy { $0.grid == image.shape.extent && $0.layer == nil })
    #expect(relativeError(maps.flatMap(\.definedValues), reference.maps) < 1e-4)
  }
}
