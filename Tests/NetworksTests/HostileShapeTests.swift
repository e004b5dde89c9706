import Networks
import Tensors
import Testing

@Suite("Absurd numbers are refused and do not trap")
struct HostileShapeTests {
  private static let numbers = [Int.min, -2, -1, 0, 1, 3, 1 << 31, 1 << 40, 1 << 62, Int.max]

  /// Shapes of several ranks, with sizes that overflow when multiplied.
  private static let shapes: [Shape] = [
    [], [0], [4], [2, 3], [2, 3, 4], [1, 4, 6, 6], [1, 0, 6, 6], [0, 4, 6, 6], [1, 4, 0, 6],
    [1 << 40, 1 << 40], [1 << 40, 1 << 40, 0], [1, 4, 1 << 31, 1 << 32], [1, 1 << 62, 6, 6],
    [Int.max, Int.max, Int.max, Int.max], [1, 2, 3, 4, 5],
  ]

  /// Asks for the output of every shape, with `others`; an accepted one has a countable size.
  private func ask(_ operator: any Operator, others: [Shape] = []) {
    for shape in Self.shapes {
      guard let output = try? `operator`.outputShape(for: [shape] + others) else { continue }
      let bytes = output.dimensions.reduce((4, false)) { total, size in
        let (product, overflows) = total.0.multipliedReportingOverflow(by: max(size, 1))
        return (product, total.1 || overflows)
      }
      #expect(!bytes.1, "\(`operator`) of \(shape) is \(output)")
    }
  }

  @Test("windows", arguments: numbers)
  func windows(number: Int) {
    for other in Self.numbers {
      let square = Extent.square(number)
      for roundsUp in [false, true] {
        for window in [
          Window(kernel: square, padding: .square(other), roundsUp: roundsUp),
          Window(kernel: square, stride: .square(other), roundsUp: roundsUp),
          Window(kernel: .square(3), stride: square, padding: .square(other), roundsUp: roundsUp),
          Window(kernel: .square(3), padding: .square(other), dilation: square),
          Window(kernel: .square(1), padding: .square(other), dilation: square),
          Window(
            kernel: square, padding: .init(top: other, left: 0, bottom: Int.max, right: 1)),
        ] {
          ask(MaxPool(window: window))
          let kernel = max(window.kernel.height, 0)
          let weight: Shape = [4, 4, kernel, kernel]
          ask(Convolution(window: window), others: [weight])
          ask(
            TransposedConvolution(window: window, outputPadding: .square(other)),
            others: [weight])
        }
      }
    }
    for weight: Shape in [[4, 1, 3, 3], [0, 1, 3, 3], [4, 0, 3, 3], [4, Int.max, 3, 3]] {
      ask(Convolution(window: .square(3), groups: number), others: [weight])
      ask(TransposedConvolution(window: .square(3), groups: number), others: [weight])
    }
    ask(AdaptiveAveragePool(to: .square(number)))
  }

  @Test("data movement", arguments: numbers)
  func movement(number: Int) {
    for rank in 0...5 {
      let same = Array(repeating: number, count: rank)
      ask(Transpose(permutation: same))
      ask(Tile(repeats: same))
      ask(Reshape(to: same))
      ask(Reshape(to: same + [-1]))
      ask(Expand(to: same))
      for other in Self.numbers {
        ask(
          Slice(
            ranges: Array(
              repeating: .init(start: 1, count: number, step: other), count: rank)))
        ask(
          Slice(
            ranges: Array(
              repeating: .init(start: number, count: 2, step: other), count: rank)))
        let others = Array(repeating: other, count: rank)
        for mode in [Pad.Mode.constant(0), .reflect, .edge, .wrap] {
          ask(Pad(before: same, after: others, mode: mode))
        }
        ask(Gather(axis: number, indices: [other], indexShape: []))
        ask(Gather(axis: rank, indices: [0, other], indexShape: [2, number]))
      }
    }
    ask(Expand(to: [number, nil]))
    ask(Expand(to: [nil, number]), others: [[2]])
    ask(Flatten(axis: number))
    ask(Concatenation(axis: number))
    for shape in Self.shapes { ask(Concatenation(axis: 0), others: [shape]) }
    ask(DepthToSpace(blockSize: number))
    ask(SpaceToDepth(blockSize: number))
    ask(LocalResponseNormalization(size: number))
  }

  @Test(
    "resizing",
    arguments: numbers,
    [0, -1, .leastNonzeroMagnitude, 1e-9, 0.5, 2, 1e9, 1e300, .infinity, .nan] as [Double])
  func resizing(number: Int, scale: Double) {
    for coordinates: ResizeAxis.Coordinates in [
      .halfPixel, .alignCorners,
      .tfCropAndResize(start: scale, end: -scale, extrapolation: 0),
    ] {
      for (input, output) in [(4, number), (number, 4), (6, 3)] {
        let axis = ResizeAxis(
          input: input, output: output, scale: scale, mode: .cubic(a: scale),
          coordinates: coordinates, antialias: true, excludesOutside: true)
        for rank in 1...5 {
          ask(Resize(axes: [axis] + Array(repeating: nil, count: rank - 1)))
          ask(Resize(axes: Array(repeating: nil, count: rank - 1) + [axis]))
        }
      }
    }
  }

  @Test("empty tensors pass through every operator and back")
  func emptyTensors() throws {
    let axis = ResizeAxis(
      input: 2, output: 4, scale: 2, mode: .linear, coordinates: .halfPixel)
    let window = Window.square(2, padding: 1)
    let operators: [(any Operator, weight: Shape?)] = [
      (MaxPool(window: window), nil), (AveragePool(window: window), nil),
      (MaxPoolIndices(window: window), nil), (Convolution(window: window), [4, 4, 2, 2]),
      (Convolution(window: window), [0, 4, 2, 2]), (Convolution(window: window), [3, 0, 2, 2]),
      (Convolution(window: window, groups: 4), [4, 1, 2, 2]),
      (Convolution(window: .square(1)), [3, 0, 1, 1]),
      (TransposedConvolution(window: window), [4, 3, 2, 2]),
      (TransposedConvolution(window: window), [0, 3, 2, 2]),
      (TransposedConvolution(window: window), [4, 0, 2, 2]),
      (Concatenation(), nil), (Concatenation(axis: 3), nil),
      (Transpose(permutation: [3, 1, 0, 2]), nil), (Tile(repeats: [1, 0, 2, 1]), nil),
      (Tile(repeats: [1, 1, 2, 3]), nil), (Reshape(to: [-1, 2]), nil), (Flatten(axis: 2), nil),
      (Pad(before: [0, 0, 1, 0], after: [0, 0, 0, 1], mode: .constant(1)), nil),
      (Pad(before: [0, 0, -1, 0], after: [0, 0, -1, 0], mode: .edge), nil),
      (Gather(axis: 3, indices: [], indexShape: [0, 2]), nil),
      (Gather(axis: 3, indices: [1], indexShape: []), nil),
      (Expand(to: [3, 1, 1, 1, 1]), nil), (Expand(to: [0, 1, 1, 1]), nil),
      (Slice(ranges: Array(repeating: .init(start: 0, count: 0), count: 4)), nil),
      (Resize(axes: [nil, nil, axis, axis]), nil), (LocalResponseNormalization(size: 3), nil),
      (DepthToSpace(blockSize: 2), nil), (SpaceToDepth(blockSize: 2), nil),
    ]
    var accepted = 0
    for (`operator`, weight) in operators {
      for shape: Shape in [
        [1, 4, 2, 2], [0, 4, 2, 2], [1, 0, 2, 2], [1, 4, 0, 2], [1, 4, 2, 0],
      ] {
        let shapes = [shape] + (weight.map { [$0] } ?? [])
        guard let expected = try? `operator`.outputShape(for: shapes) else { continue }
        accepted += 1
        let inputs = shapes.map { Tensor($0, repeating: 1) }
        let output = `operator`.apply(inputs)
        #expect(output.shape == expected)
        let gradients = `operator`.pullback(
          output, inputs: inputs, output: output, wanted: inputs.map { _ in true })
        #expect(gradients.map { $0?.shape } == shapes)
      }
    }
    #expect(accepted > 80)
  }

  @Test("extreme but accepted resizing runs")
  func resizedFar() throws {
    let x = Tensor([5], logicalOrder: [1, 2, 3, 4, 5])
    for scale in [1e-9, 1e9] {
      for coordinates: ResizeAxis.Coordinates in [
        .halfPixel, .halfPixelSymmetric, .alignCorners, .asymmetric, .tfHalfPixelForNN,
        .tfCropAndResize(start: -1e9, end: 1e9, extrapolation: 0),
      ] {
        for mode: ResizeAxis.Mode in [.nearest(.ceil), .linear, .cubic(a: -0.75)] {
          let resize = Resize(
            axes: [
              .init(
                input: 5, output: 3, scale: scale, mode: mode, coordinates: coordinates,
                excludesOutside: true)
            ])
          #expect(try resize.outputShape(for: [x.shape]) == [3])
          #expect(resize.apply([x]).logicalElements.allSatisfy { $0.isFinite })
        }
      }
    }
  }
}
