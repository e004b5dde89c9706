import Networks
import Tensors
import Testing

@Suite("Which layers are feature maps")
struct FeatureMapTests {
  private var graph = Graph()
  private var last: Graph.NodeID

  init() {
    last = graph.input
    let weight = graph.add(Parameter("w", [6, 1, 3, 3], .weight(fanIn: 9)))
    last = graph.add(
      Convolution(window: .square(3)), to: [last, weight], name: "conv")
  }

  /// The names of the feature maps for a 10×12 image.
  private func maps() throws -> [String] {
    let shapes = try graph.shapes(forInput: [2, 1, 10, 12])
    return graph.featureMaps(shapes: shapes).sorted().map { graph[$0].name }
  }

  private mutating func add(_ operator: any Operator, _ name: String) {
    last = graph.add(`operator`, to: [last], name: name)
  }

  @Test("what is computed element by element from one is one")
  mutating func elementwise() throws {
    add(ReLU(), "relu")
    #expect(try maps() == ["input", "conv", "relu"])
  }

  @Test("channels brought last are none until they are brought back")
  mutating func channelsLast() throws {
    add(Transpose(permutation: [0, 2, 3, 1]), "last")
    add(ReLU(), "relu")
    add(Transpose(permutation: [0, 3, 1, 2]), "first")
    #expect(try maps() == ["input", "conv", "first"])
  }

  @Test("channels cut into groups and shuffled are one again")
  mutating func shuffle() throws {
    add(Reshape(to: [-1, 2, 3, 8, 10]), "cut")
    add(Transpose(permutation: [0, 2, 1, 3, 4]), "exchange")
    add(Reshape(to: [-1, 6, 8, 10]), "joined")
    #expect(try maps() == ["input", "conv", "joined"])
  }

  @Test("an image cut into windows is none")
  mutating func windows() throws {
    add(Reshape(to: [-1, 6, 4, 20]), "windows")
    add(ReLU(), "relu")
    #expect(try maps() == ["input", "conv"])
  }
}
