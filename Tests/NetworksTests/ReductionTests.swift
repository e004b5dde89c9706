import Foundation
import Networks
import TestSupport
import Tensors
import Testing

@Suite("Reductions")
struct ReductionTests {
  @Test(
    "over no elements they are neutral",
    arguments: [
      (Reduction.Kind.sum, Float(0)), (.product, 1), (.max, -.infinity), (.min, .infinity),
      (.l1, 0), (.l2, 0), (.sumOfSquares, 0), (.logSum, -.infinity), (.logSumExp, -.infinity),
    ])
  func neutral(kind: Reduction.Kind, expected: Float) throws {
    for (shape, axes) in [([2, 0] as Shape, [1]), ([2, 3, 0, 4], [2, 3]), ([0], [0])] {
      let reduction = Reduction(kind, axes: axes, keepsDimensions: true)
      let output = reduction.apply([Tensor(shape)])
      #expect(try output.shape == reduction.outputShape(for: [shape]))
      #expect(output.logicalElements.allSatisfy { $0 == expected } && output.count > 0)
      let gradient = reduction.pullback(
        output, inputs: [Tensor(shape)], output: output, wanted: [true])[0]
      #expect(gradient?.shape == shape)
    }
  }

  @Test("a mean of nothing is undefined")
  func emptyMean() {
    let mean = Reduction(.mean, axes: [0], keepsDimensions: false).apply([Tensor([0])])
    #expect(mean.logicalElements[0].isNaN)
  }

  private func gradient(_ kind: Reduction.Kind, _ x: [Float]) -> [Float]? {
    let x = Tensor([x.count], logicalOrder: x)
    let reduction = Reduction(kind, axes: [0], keepsDimensions: false)
    return reduction.pullback(
      Tensor([], repeating: 6), inputs: [x], output: reduction.apply([x]), wanted: [true])[0]?
      .logicalElements
  }

  @Test("equal extremes share the gradient")
  func ties() {
    #expect(gradient(.max, [1, 3, 3, 3]) == [0, 2, 2, 2])
    #expect(gradient(.min, [1, 3, 1, 3]) == [3, 0, 3, 0])
  }

  @Test("a product's gradient with zeros is the product of the others")
  func zeros() {
    #expect(gradient(.product, [2, 0, 3]) == [0, 36, 0])
    #expect(gradient(.product, [2, 0, 0]) == [0, 0, 0])
    #expect(gradient(.product, [2, -1, 3]) == [-18, 36, -12])
    #expect(gradient(.l2, [0, 0]) == [0, 0])
    #expect(gradient(.l1, [0, -2, 2]) == [0, -6, 6])
  }

  @Test("NaN and infinities")
  func undefined() {
    func reduced(_ kind: Reduction.Kind, _ x: Float...) -> Float {
      Reduction(kind, axes: [0], keepsDimensions: false)
        .apply([Tensor([x.count], logicalOrder: x)]).logicalElements[0]
    }
    #expect(reduced(.max, 1, .nan, 2).isNaN && reduced(.min, .nan, 1, 2).isNaN)
    #expect(reduced(.logSumExp, -.infinity, -.infinity) == -.infinity)
    #expect(reduced(.logSumExp, .infinity, 1) == .infinity)
    #expect(reduced(.logSumExp, 1000, 1000) == Float(1000 + log(2.0)))
    #expect(reduced(.sum, 1e8, 1, -1e8) == 1)
  }

  @Test("a million small numbers on a large one are not lost", arguments: [[2, 3], [0, 1, 2, 3]])
  func accuracy(axes: [Int]) {
    let x = Tensor([1, 1, 1000, 1000], repeating: 0.1)
    let sum = Reduction(.sum, axes: axes, keepsDimensions: false).apply([x])
    #expect(sum.logicalElements == [Float(1e6 * Double(Float(0.1)))])
  }

  @Test("softmax of large numbers, and its logarithm where it rounds to 0")
  func softmax() {
    let x = Tensor([1, 3], logicalOrder: [1000, 1000, 0])
    #expect(Softmax(axis: 1).apply([x]).logicalElements == [0.5, 0.5, 0])
    let logarithms: [Double] = [-log(2), -log(2), -1000 - log(2)]
    #expect(LogSoftmax(axis: 1).apply([x]).logicalElements == logarithms.map { Float($0) })
  }

  @Test("a bright, nearly flat input keeps its variance when normalised")
  func brightNormalization() {
    let x = Tensor([1, 4], logicalOrder: [10000, 10001, 10002, 10003])
    let one = Tensor([], repeating: 1)
    let output = LayerNormalization(axes: [1], epsilon: 0).apply([x, one]).logicalElements
    let deviation = Float(1.25).squareRoot()
    #expect(relativeError(output, [-1.5, -0.5, 0.5, 1.5].map { $0 / deviation }) < 1e-6)
  }

  @Test("products in tiles: more rows and columns than a tile has")
  func tiles() {
    let (a, b) = (Tensor.random([2, 261, 5], seed: 1), Tensor.random([5, 270], seed: 2))
    let (left, right) = (a.logicalElements, b.logicalElements)
    let expected: [Float] = (0..<2 * 261 * 270).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: 270)
      var sum: Float = 0
      for term in 0..<5 { sum += left[row * 5 + term] * right[term * 270 + column] }
      return sum
    }
    let product = MatrixMultiplication().apply([a, b])
    #expect(relativeError(product.logicalElements, expected) < 1e-6)
  }

  @Test("do not change with the number of threads")
  func threads() {
    let map = Tensor.random([2, 7, 101, 103])
    let norm = LayerNormalization(axes: [2, 3])
    let inputs = [map, Tensor.random([7, 1, 1], seed: 2), .random([7, 1, 1], seed: 3)]
    let runs = [1, 2, 4].map { threads in
      ParallelLoop.$threads.withValue(threads) {
        let outputs =
          [[2, 3], [1], [0, 2, 3], [3], [0, 1, 2, 3], [1, 2]].map {
            Reduction(.sum, axes: $0, keepsDimensions: true).apply([map])
          } + [norm.apply(inputs)]
        let gradients = norm.pullback(
          map, inputs: inputs, output: map, wanted: [true, true, true])
        return (outputs + gradients.compactMap(\.self)).map(\.logicalElements)
      }
    }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
  }
}
