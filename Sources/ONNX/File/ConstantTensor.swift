internal import Tensors

/// A tensor of the graph that does not depend on the image: a weight, or a step of shape
/// arithmetic.
struct ConstantTensor {
  /// Numbers in the tensor's logical order.
  enum Elements {
    case reals(Tensor)
    case integers([Int64])
  }

  /// The name in the file, for a tensor that is stored there unchanged.
  var name: String?
  let type: ElementType
  let shape: Shape
  let elements: Probed<Elements>

  init(
    name: String? = nil, type: ElementType, shape: Shape, elements: Probed<Elements>
  ) {
    self.name = name
    self.type = type
    self.shape = shape
    self.elements = elements
  }

  /// Whole numbers.
  init(_ integers: [Int64], shape: Shape, type: ElementType = .int64) {
    self.init(type: type, shape: shape, elements: .fixed(.integers(integers)))
  }

  /// A list of sizes, as `Shape` gives it.
  init(sizes: [Probed<Int>]) {
    let pairs = sizes.map(\.pair)
    let isFixed = sizes.allSatisfy { $0.fixed != nil }
    let first = Elements.integers(pairs.map { Int64($0.0) })
    self.init(
      type: .int64, shape: [sizes.count],
      elements: isFixed ? .fixed(first) : .varying(first, .integers(pairs.map { Int64($0.1) })))
  }

  /// Real numbers.
  init(_ tensor: Tensor, name: String? = nil) {
    self.init(name: name, type: .float, shape: tensor.shape, elements: .fixed(.reals(tensor)))
  }

  /// The integers, in logical order, if these are any.
  var integers: Probed<[Int64]>? {
    guard type.family == .integer else { return nil }
    return elements.map { $0.integers }
  }

  /// The numbers as a tensor, if all are exact in Float32 and independent of the batch size.
  var tensor: Tensor? { elements.fixed?.tensor(shape: shape) }

  /// The same numbers under another name.
  func named(_ name: String?) -> ConstantTensor {
    var result = self
    result.name = name
    return result
  }
}

extension ConstantTensor.Elements {
  /// Whether the numbers are integers.
  var areIntegers: Bool { if case .integers = self { true } else { false } }

  /// The numbers as integers, reals rounded towards zero.
  var integers: [Int64] {
    switch self {
    case .integers(let values): values
    case .reals(let tensor): tensor.logicalElements.map { Int64(clamping: $0) }
    }
  }

  /// The numbers as a tensor, unless an integer is too large to be exact in Float32.
  func tensor(shape: Shape) -> Tensor? {
    switch self {
    case .reals(let tensor): return tensor
    case .integers(let values):
      // Up to 2²⁴ every integer is a Float.
      guard values.allSatisfy({ $0.magnitude <= 1 << 24 }) else { return nil }
      return Tensor(shape, logicalOrder: values.map(Float.init))
    }
  }
}

extension Int64 {
  /// The integer towards zero, the nearest bound for what is too large, 0 for NaN.
  init(clamping value: Float) {
    if let exact = Int64(exactly: value.rounded(.towardZero)) {
      self = exact
    } else {
      self = value.isNaN ? 0 : value < 0 ? .min : .max
    }
  }
}
