import TestSupport
import Tensors
import Testing

@Suite("Tensor")
struct TensorTests {
  @Test("elements come back in logical order whatever the memory order")
  func logicalOrder() {
    let elements = (0..<24).map(Float.init)
    for shape: Shape in [[24], [2, 12], [2, 3, 4], [2, 3, 2, 2], [1, 1, 4, 6], [24, 1, 1, 1]] {
      #expect(Tensor(shape, logicalOrder: elements).logicalElements == elements)
    }
  }

  @Test("rank 4 is channels-last in memory")
  func channelsLast() {
    let tensor = Tensor([1, 2, 1, 3], logicalOrder: [0, 1, 2, 10, 11, 12])
    #expect(tensor.withElements(Array.init) == [0, 10, 1, 11, 2, 12])
  }

  @Test("reshape keeps the logical order")
  func reshape() {
    let tensor = Tensor.random([2, 3, 4, 5])
    #expect(tensor.reshaped(to: [2, 60]).logicalElements == tensor.logicalElements)
    #expect(
      tensor.reshaped(to: [2, 60]).reshaped(to: [2, 5, 3, 4]).logicalElements
        == tensor.logicalElements)
  }

  @Test("a changed copy leaves the original alone")
  func valueSemantics() {
    let original = Tensor([3], logicalOrder: [1, 2, 3])
    var copy = original
    copy += original
    #expect(original.logicalElements == [1, 2, 3])
    #expect(copy.logicalElements == [2, 4, 6])
  }

  @Test("samples and concatenation are inverse")
  func batch() {
    let tensor = Tensor.random([5, 2, 3, 3])
    let parts = [tensor.samples(0..<2), tensor.samples(2..<5)]
    #expect(Tensor(concatenating: parts).logicalElements == tensor.logicalElements)
  }
}
