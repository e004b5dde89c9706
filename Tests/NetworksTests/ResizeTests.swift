import Networks
import TestSupport
import Tensors
import Testing

@Suite("Resize")
struct ResizeTests {
  private func doubled(_ mode: ResizeAxis.Mode, _ coordinates: ResizeAxis.Coordinates) -> [Float] {
    let axis = ResizeAxis(input: 3, output: 6, scale: 2, mode: mode, coordinates: coordinates)
    return Resize(axes: [axis]).apply([Tensor([3], logicalOrder: [1, 3, 7])]).logicalElements
  }

  @Test("TensorFlow's nearest neighbour takes the pixel that holds the middle")
  func tfHalfPixel() {
    #expect(doubled(.nearest(.floor), .tfHalfPixelForNN) == [1, 1, 3, 3, 7, 7])
  }

  @Test("by half pixels, a linear picture of twice the size repeats its ends")
  func linear() {
    #expect(doubled(.linear, .halfPixel) == [1, 1.5, 2.5, 4, 6, 7])
  }

  @Test(
    "a flat image stays flat, whatever the filter",
    arguments: [1, 3, 5, 16], [ResizeAxis.Mode.linear, .cubic(a: -0.75), .nearest(.preferFloor)])
  func flat(output: Int, mode: ResizeAxis.Mode) {
    let antialias = if case .nearest = mode { false } else { true }
    let axis = ResizeAxis(
      input: 7, output: output, scale: Double(output) / 7, mode: mode, coordinates: .halfPixel,
      antialias: antialias)
    let result = Resize(axes: [nil, nil, axis, axis]).apply([Tensor([1, 2, 7, 7], repeating: 3)])
    #expect(result.shape == [1, 2, output, output])
    #expect(result.logicalElements.allSatisfy { abs($0 - 3) < 1e-5 })
  }

  @Test("an axis that does not fit, or has no meaning, is refused")
  func refused() throws {
    let axis = ResizeAxis(
      input: 4, output: 8, scale: 2, mode: .linear, coordinates: .halfPixel)
    let error = try #require(
      #expect(throws: ShapeError.self) {
        try Resize(axes: [nil, axis]).outputShape(for: [[2, 5]])
      })
    #expect("\(error)".contains("[any, 4]"))
    let nearest = ResizeAxis(
      input: 4, output: 2, scale: 0.5, mode: .nearest(.floor), coordinates: .halfPixel,
      antialias: true)
    #expect(throws: ShapeError.self) { try Resize(axes: [nearest]).outputShape(for: [[4]]) }
  }
}
