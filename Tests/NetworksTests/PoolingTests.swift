import Networks
import TestSupport
import Tensors
import Testing

@Suite("Pooling")
struct PoolingTests {
  @Test("among equal maxima the first gets the gradient")
  func ties() throws {
    let pool = MaxPool(window: .square(2, stride: 2))
    let x = Tensor([1, 1, 2, 4], logicalOrder: [3, 3, 0, 5, 3, 1, 5, 5])
    let output = pool.apply([x])
    #expect(output.logicalElements == [3, 5])
    let cotangent = Tensor(output.shape, logicalOrder: [7, 11])
    let gradient = try #require(
      pool.pullback(cotangent, inputs: [x], output: output, wanted: [true])[0])
    #expect(gradient.logicalElements == [7, 0, 0, 11, 0, 0, 0, 0])
  }

  @Test("a negative image keeps its maxima at the border: padding is never the largest")
  func negativeBorder() {
    let pool = MaxPool(window: .square(3, stride: 2, padding: 1))
    let x = Tensor([1, 2, 3, 3], repeating: -4)
    #expect(pool.apply([x]).logicalElements.allSatisfy { $0 == -4 })
  }

  @Test("not-a-number is not hidden by a maximum")
  func notANumber() {
    let pool = MaxPool(window: .square(2, stride: 2))
    let x = Tensor([1, 1, 2, 2], logicalOrder: [1, .nan, 3, 2])
    #expect(pool.apply([x]).logicalElements[0].isNaN)
  }

  @Test("averaging a flat image without counting padding leaves it flat")
  func flat() {
    let x = Tensor([2, 3, 5, 4], repeating: 1.5)
    let pool = AveragePool(window: .square(3, stride: 2, padding: 1), countsPadding: false)
    #expect(relativeError(pool.apply([x]).logicalElements, Array(repeating: 1.5, count: 36)) < 1e-6)
  }

  @Test("a window in the padding has no maximum, no place and mean 0")
  func emptyWindow() throws {
    let x = Tensor([1, 1, 2, 2], logicalOrder: [1, 2, 3, 4])
    let window = Window(
      kernel: .square(1), stride: .square(2), padding: .init(top: 1, left: 1, bottom: 1, right: 1))
    #expect(try MaxPool(window: window).outputShape(for: [x.shape]) == [1, 1, 2, 2])
    #expect(
      MaxPool(window: window).apply([x]).logicalElements == [-.infinity, -.infinity, -.infinity, 4])
    #expect(MaxPoolIndices(window: window).apply([x]).logicalElements == [-1, -1, -1, 3])
    for countsPadding in [false, true] {
      let pool = AveragePool(window: window, countsPadding: countsPadding)
      #expect(pool.apply([x]).logicalElements == [0, 0, 0, 4])
    }
  }

  @Test("the place of a maximum that is not a number")
  func placeOfNaN() {
    let pool = MaxPoolIndices(window: .square(2, stride: 2))
    let x = Tensor([1, 1, 2, 2], logicalOrder: [1, .nan, 3, 2])
    #expect(pool.apply([x]).logicalElements == [1])
  }
}
