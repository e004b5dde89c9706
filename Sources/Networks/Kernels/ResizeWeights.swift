internal import Foundation

/// A sparse matrix: for each output of an axis, the inputs it reads and their weights.
struct ResizeWeights {
  /// An input and its weight.
  struct Term {
    var input: Int
    var weight: Float
  }

  /// The terms of all outputs, one after another.
  private(set) var terms: [Term] = []
  /// Where the terms of each output start, and where the last ones end.
  private(set) var starts = [0]
  /// For each output, what is added to its sum: 0, except for extrapolated ones.
  private(set) var offsets: [Float] = []

  /// The weights of an axis.
  ///
  /// - Precondition: The axis has no problem.
  init(_ axis: ResizeAxis) {
    let isCropped = if case .tfCropAndResize = axis.coordinates { true } else { false }
    for output in 0..<axis.output {
      let position = axis.position(of: output)
      if case .tfCropAndResize(_, _, let value) = axis.coordinates, isCropped,
        position < 0 || position > Double(axis.input - 1)
      {
        offsets.append(value)
      } else {
        offsets.append(0)
        terms += axis.terms(at: position)
      }
      starts.append(terms.count)
    }
  }

  /// The transposed matrix of one of `inputs` columns, without offsets.
  func transposed(inputs: Int) -> ResizeWeights {
    var lists: [[Term]] = Array(repeating: [], count: inputs)
    for output in offsets.indices {
      for term in terms[starts[output]..<starts[output + 1]] {
        lists[term.input].append(Term(input: output, weight: term.weight))
      }
    }
    var result = self
    result.terms = lists.flatMap(\.self)
    result.starts = lists.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    result.offsets = Array(repeating: 0, count: inputs)
    return result
  }
}

extension ResizeAxis {
  /// Where `output` lies on the input's axis, far outside at most.
  fileprivate func position(of output: Int) -> Double {
    let (index, size) = (Double(output), Double(input))
    let length = scale * size
    let position: Double =
      switch coordinates {
      case .halfPixel: (index + 0.5) / scale - 0.5
      case .halfPixelSymmetric:
        size / 2 * (1 - Double(self.output) / length) + (index + 0.5) / scale - 0.5
      case .pytorchHalfPixel: length == 1 ? -0.5 : (index + 0.5) / scale - 0.5
      case .alignCorners: length == 1 ? 0 : index * (size - 1) / (length - 1)
      case .asymmetric: index / scale
      case .tfHalfPixelForNN: (index + 0.5) / scale
      case .tfCropAndResize(let start, let end, _):
        (length == 1
          ? (end - start) * (size - 1) / 2 : index * (end - start) * (size - 1) / (length - 1))
          + start * (size - 1)
      }
    return min(max(position, -0x1p50), 0x1p50)
  }

  /// The inputs around `position` with their weights, as ONNX's reference implementation.
  ///
  /// `ratio`, in `(0, 1]`, is the distance from the input on the left; a position on an input is
  /// at distance 1 from the one before.
  fileprivate func terms(at position: Double) -> [ResizeWeights.Term] {
    let left = Int(position.rounded(.up)) - 1
    let ratio = position - Double(left)
    var weights = weights(at: ratio)
    let first = left - (weights.count / 2 - 1)
    if excludesOutside {
      for index in weights.indices where !(0..<input ~= first + index) { weights[index] = 0 }
      let sum = weights.reduce(0, +)
      if sum != 0 { weights = weights.map { $0 / sum } }
    }
    return weights.enumerated().compactMap { index, weight in
      weight == 0
        ? nil
        : .init(input: min(max(first + index, 0), input - 1), weight: Float(weight))
    }
  }

  /// The weights of an even number of neighbours, half of them on the left of the position.
  private func weights(at ratio: Double) -> [Double] {
    switch mode {
    case .nearest(let rounding):
      let isUpper: Bool =
        switch rounding {
        case .preferFloor: ratio > 0.5
        case .preferCeil: ratio >= 0.5
        case .floor: ratio == 1
        case .ceil: true
        }
      return isUpper ? [0, 1] : [1, 0]
    case .linear: return filter(reach: 1, at: ratio) { max(0, 1 - $0) }
    case .cubic(let a):
      return filter(reach: 2, at: ratio) { x in
        if x <= 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
      }
    }
  }

  /// The values of `kernel` at the distances of the neighbours; when antialiasing, the kernel is
  /// stretched by the distance of the outputs and the values sum to 1.
  private func filter(
    reach: Double, at ratio: Double, _ kernel: (Double) -> Double
  ) -> [Double] {
    let shrink = antialias ? min(scale, 1) : 1
    let first = Int((-reach / shrink).rounded(.down)) + 1
    let values = (first..<2 - first).map { kernel(abs(Double($0) - ratio) * shrink) }
    guard antialias else { return values }
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }
}
