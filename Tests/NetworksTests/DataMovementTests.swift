import Networks
import TestSupport
import Tensors
import Testing

@Suite("Data movement")
struct DataMovementTests {
  @Test("a size may be that of the batch")
  func batchSize() throws {
    let token = Tensor([1, 1, 3], logicalOrder: [1, 2, 3])
    let batch = Tensor([4, 5], repeating: 0)
    let expand = Expand(to: [nil, 1, 3])
    #expect(try expand.outputShape(for: [token.shape, batch.shape]) == [4, 1, 3])
    let output = expand.apply([token, batch])
    #expect(output.logicalElements == [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3])
    let gradients = expand.pullback(
      output, inputs: [token, batch], output: output, wanted: [true, false])
    #expect(gradients.count == 2 && gradients[1] == nil)
    #expect(gradients[0]?.logicalElements == [4, 8, 12])
    #expect(throws: ShapeError.self) { try expand.outputShape(for: [token.shape]) }
  }

  @Test("padding an empty axis: with a number, but not by repeating what is not there")
  func emptyPadding() throws {
    let empty = Tensor([2, 0], repeating: 0)
    let constant = Pad(before: [0, 1], after: [0, 2], mode: .constant(5))
    #expect(try constant.outputShape(for: [empty.shape]) == [2, 3])
    #expect(constant.apply([empty]).logicalElements == Array(repeating: 5, count: 6))
    #expect(throws: ShapeError.self) {
      try Pad(before: [0, 1], after: [0, 2], mode: .edge).outputShape(for: [empty.shape])
    }
  }

  /// Tensors large enough for several parallel blocks, tiles with rests and merged axes.
  @Test(
    "a permutation and its inverse give back every element",
    arguments: [
      ([1, 64, 57, 43], [0, 2, 3, 1]), ([1, 57, 43, 64], [0, 3, 1, 2]), ([3, 70, 41], [1, 2, 0]),
      ([2, 4, 33, 3, 35], [4, 0, 2, 1, 3]), ([90_000, 2], [1, 0]), ([2, 90_000], [1, 0]),
    ] as [([Int], [Int])])
  func inverse(sizes: [Int], permutation: [Int]) {
    let x = Tensor.deterministic("inverse", Shape(sizes))
    let transpose = Transpose(permutation: permutation)
    let output = transpose.apply([x])
    let back = transpose.pullback(output, inputs: [x], output: output, wanted: [true])
    #expect(back[0]?.logicalElements == x.logicalElements)
    // The last element of the last row of every plane, found by its index.
    let (elements, moved) = (x.logicalElements, output.logicalElements)
    func strides(_ sizes: [Int]) -> [Int] {
      sizes.indices.map { sizes[($0 + 1)...].reduce(1, *) }
    }
    let (from, to) = (strides(sizes), strides(permutation.map { sizes[$0] }))
    for index in stride(from: 0, to: x.count, by: 997) {
      let place = permutation.indices.reduce(0) {
        $0 + index / from[permutation[$1]] % sizes[permutation[$1]] * to[$1]
      }
      #expect(moved[place] == elements[index])
    }
  }

  @Test("the gradient of repeated elements is their sum, on any number of threads")
  func repeated() throws {
    let x = Tensor.random([1, 40, 50, 30])
    let operators: [any Operator] = [
      Gather(
        axis: 1, indices: (0..<80).map { $0 * 7 % 40 }, indexShape: [80]),
      Tile(repeats: [2, 1, 2, 3]), Pad(before: [0, 0, 9, 4], after: [0, 0, 3, 8], mode: .reflect),
      Expand(to: [3, 40, 50, 30]),
    ]
    for `operator` in operators {
      let output = `operator`.apply([x])
      let gradients = [1, 2, 4].map { threads in
        ParallelLoop.$threads.withValue(threads) {
          `operator`.pullback(output, inputs: [x], output: output, wanted: [true])[0]?
            .logicalElements ?? []
        }
      }
      #expect(gradients[1] == gradients[0] && gradients[2] == gradients[0])
      // A copy is linear: ⟨y, A·x⟩ = ⟨Aᵀ·y, x⟩.
      let gradient = Tensor(x.shape, logicalOrder: gradients[0])
      #expect(abs(dot(gradient, x) - dot(output, output)) < 1e-5 * dot(output, output))
    }
  }

  @Test("an operator that only moves data is not the layer to explain")
  func thinning() {
    var graph = Graph()
    let features = graph.add(ReLU(), to: [graph.input], name: "features")
    let padded = graph.add(
      Pad(before: [0, 0, 1, 1], after: [0, 0, 1, 1], mode: .edge), to: [features], name: "pad")
    let moved = graph.add(Transpose(permutation: [0, 1, 3, 2]), to: [padded], name: "moved")
    _ = graph.add(Flatten(), to: [moved], name: "flat")
    let shapes = try? graph.shapes(forInput: [1, 3, 4, 4])
    #expect(graph.defaultExplanationLayer(shapes: shapes ?? [:]) == features)
  }
}
