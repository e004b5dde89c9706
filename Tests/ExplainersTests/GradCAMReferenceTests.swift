import Explainers
import Networks
import TestSupport
import Tensors
import Testing

/// The maps recorded in architectures.json.
struct GradCAMCase: Decodable, CustomTestStringConvertible, Sendable {
  struct Map: Decodable {
    let layer: String
    let targets: [Int]
    let grid: [Int]
    let signed: [Float]
    let rectified: [Float]
  }

  let architecture: String
  let channels: Int
  let classes: Int
  let inputShape: [Int]
  let input: String
  let logits: [Float]
  let maps: [Map]

  static let all = Fixture.json("Networks/architectures.json", as: [GradCAMCase].self)

  var testDescription: String { "\(architecture) \(inputShape)" }
}

@Suite("Grad-CAM against Captum")
struct GradCAMReferenceTests {
  @Test(
    "maps agree within 1e-4 of the largest, at the default layer and at others",
    arguments: GradCAMCase.all)
  func maps(of reference: GradCAMCase) throws {
    let architecture = try #require(Architecture(rawValue: reference.architecture))
    let network = Network.deterministic(
      architecture.graph(channels: reference.channels, classes: reference.classes))
    let image = Tensor.deterministic(
      reference.input, Shape(reference.inputShape), low: -2, high: 2)
    for (index, expected) in reference.maps.enumerated() {
      let explainer = ActivationMap(layer: index == 0 ? nil : expected.layer)
      let maps = try explainer.explain(
        image, targets: expected.targets.map(Target.index), in: network)
      let name = try #require(maps[0].layer)
      #expect(name == expected.layer || name.hasPrefix(expected.layer + "."))
      #expect(
        maps.allSatisfy {
          $0.grid == Extent(height: expected.grid[0], width: expected.grid[1])
        })
      #expect(relativeError(maps.flatMap(\.values), expected.signed) < 1e-4, "\(name)")
      let scale = expected.signed.map(abs).max() ?? 0
      for (found, wanted) in zip(maps.flatMap(\.definedValues), expected.rectified) {
        #expect(abs(found - wanted) < 1e-4 * scale)
      }
      for (sample, map) in maps.enumerated() {
        #expect(map.target == expected.targets[sample])
        let logit = reference.logits[sample * reference.classes + map.target]
        #expect(abs(map.score - logit) <= 1e-4 * (reference.logits.map(abs).max() ?? 0))
      }
    }
  }
}
