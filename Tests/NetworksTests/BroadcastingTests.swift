import Networks
import TestSupport
import Tensors
import Testing

@Suite("Broadcasting operators")
struct BroadcastingTests {
  private func scalars(_ operator: any Operator, _ inputs: Float...) -> (Float, [Float?]) {
    let inputs = inputs.map { Tensor([], repeating: $0) }
    let output = `operator`.apply(inputs)
    let gradients = `operator`.pullback(
      Tensor([], repeating: 1), inputs: inputs, output: output,
      wanted: inputs.map { _ in true })
    return (output.logicalElements[0], gradients.map { $0?.logicalElements[0] })
  }

  @Test("equal elements share the gradient of a maximum and a minimum")
  func ties() {
    for extreme in [Maximum() as any Operator, Minimum()] {
      #expect(scalars(extreme, 2, 2) == (2, [0.5, 0.5]))
      #expect(scalars(extreme, .nan, 2).0.isNaN)
      #expect(scalars(extreme, 2, .nan).0.isNaN)
    }
  }

  @Test("powers at their edges, as in PyTorch")
  func power() {
    #expect(scalars(Power(), 0, 0) == (1, [0, 0]))
    #expect(scalars(Power(), 0, 2) == (0, [0, 0]))
    #expect(scalars(Power(), 0, 1) == (0, [1, 0]))
    #expect(scalars(Power(), -2, 3).0 == -8)
    #expect(scalars(Power(), -2, 3).1[0] == 12)
    #expect(scalars(Power(), -2, 0.5).0.isNaN)
  }

  @Test(
    "remainders have the sign of the dividend or of the divisor",
    arguments: [(7, 3), (-7, 3), (7, -3), (-7, -3), (6, 3), (-6, 3)] as [(Float, Float)])
  func modulo(x: Float, y: Float) {
    let truncated = scalars(Modulo(truncates: true), x, y).0
    let floored = scalars(Modulo(truncates: false), x, y).0
    #expect(truncated == x - (x / y).rounded(.towardZero) * y)
    #expect(floored == x - (x / y).rounded(.down) * y)
  }

  @Test("comparisons with NaN do not hold")
  func comparisons() {
    for relation in [Comparison.Relation.equal, .less, .lessOrEqual, .greater, .greaterOrEqual] {
      #expect(scalars(Comparison(relation), .nan, 1) == (0, [0, 0]))
    }
  }

  @Test("truth tables")
  func logic() {
    let x = Tensor([4], logicalOrder: [0, 0, 3, -1])
    let y = Tensor([4], logicalOrder: [0, 2, 0, 1])
    #expect(LogicalCombination(.and).apply([x, y]).logicalElements == [0, 0, 0, 1])
    #expect(LogicalCombination(.or).apply([x, y]).logicalElements == [0, 1, 1, 1])
    #expect(LogicalCombination(.xor).apply([x, y]).logicalElements == [0, 1, 1, 0])
  }

  @Test("what is not selected may be undefined")
  func selection() {
    let condition = Tensor([2], logicalOrder: [1, 0])
    let x = Tensor([2], logicalOrder: [5, .nan])
    let y = Tensor([2], logicalOrder: [.infinity, 6])
    let inputs = [condition, x, y]
    let output = Select().apply(inputs)
    #expect(output.logicalElements == [5, 6])
    let gradients = Select().pullback(
      Tensor([2], repeating: 1), inputs: inputs, output: output, wanted: [true, true, true])
    #expect(gradients.map { $0?.logicalElements } == [[0, 0], [1, 0], [0, 1]])
  }

  @Test("a gradient that is not wanted is not computed")
  func unwanted() {
    let operators: [any Operator] = [
      Add(), Subtract(), Multiply(), Divide(), Power(), Minimum(), Maximum(), PReLU(),
      Modulo(truncates: true), Comparison(.less), LogicalCombination(.or), MatrixMultiplication(),
    ]
    let inputs = [Tensor.random([3, 3], seed: 1), .random([3, 3], seed: 2)]
    for `operator` in operators {
      let output = `operator`.apply(inputs)
      for wanted in [[true, false], [false, true]] {
        let gradients = `operator`.pullback(output, inputs: inputs, output: output, wanted: wanted)
        #expect(gradients.map { $0 != nil } == wanted, "\(`operator`.name)")
      }
    }
  }

  @Test("big maps: a scale for each channel, a gate for each sample and channel, a picture's mask")
  func bigMaps() {
    let shape: Shape = [2, 5, 61, 67]
    let map = Tensor.random(shape)
    let elements = map.logicalElements
    for other: Shape in [[5, 1, 1], [2, 5, 1, 1], [1, 1, 61, 67], [67], []] {
      let factors = Tensor.random(other, seed: 3)
      let numbers = factors.logicalElements
      // The definition: a place for each axis, 0 along those with one element.
      var expected = elements
      for index in elements.indices {
        var rest = index
        var place = 0
        var step = 1
        for axis in shape.dimensions.indices.reversed() {
          let position = rest % shape[axis]
          rest /= shape[axis]
          let own = axis - (shape.rank - other.rank)
          guard own >= 0 else { continue }
          if other[own] != 1 { place += position * step }
          step *= other[own]
        }
        expected[index] *= numbers[place]
      }
      #expect(Multiply().apply([map, factors]).logicalElements == expected)
      #expect(Multiply().apply([factors, map]).logicalElements == expected)
    }
  }
}
