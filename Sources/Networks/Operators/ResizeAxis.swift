/// How one axis is resized: for each output position, which inputs it reads with which weights.
///
/// The definitions are those of ONNX's `Resize` (operator sets 11 to 19). Beyond its ends, the
/// axis goes on with its first and last element.
public struct ResizeAxis: Hashable, Sendable {
  /// How a value between inputs is made.
  public enum Mode: Hashable, Sendable {
    /// The nearest input.
    case nearest(Rounding)
    /// Linear between two inputs.
    case linear
    /// Keys' cubic convolution of four inputs, with coefficient `a` (Keys 1981).
    case cubic(a: Double)
  }

  /// Which input is the nearest.
  public enum Rounding: Hashable, Sendable {
    /// The nearer one; the lower when both are equally near.
    case preferFloor
    /// The nearer one; the upper when both are equally near.
    case preferCeil
    /// The lower one.
    case floor
    /// The upper one.
    case ceil
  }

  /// Where, on the input's axis, output position `i` lies.
  public enum Coordinates: Hashable, Sendable {
    /// `(i + 0.5) / scale − 0.5`: both axes have the same ends.
    case halfPixel
    /// The same, with the middles of both axes aligned when the output's size was rounded.
    case halfPixelSymmetric
    /// As `halfPixel`, but `-0.5` for an output of one element.
    case pytorchHalfPixel
    /// `i · (input − 1) / (input · scale − 1)`: the middles of the end elements agree.
    case alignCorners
    /// `i / scale`
    case asymmetric
    /// `(i + 0.5) / scale`
    case tfHalfPixelForNN
    /// The part of the axis from `start` to `end`, shares of its length. Positions outside the
    /// input have the value `extrapolation`.
    case tfCropAndResize(start: Double, end: Double, extrapolation: Float)
  }

  /// The number of inputs.
  public let input: Int
  /// The number of outputs.
  public let output: Int
  /// Outputs for each input, which may differ from `output / input` by rounding.
  public let scale: Double
  /// How a value between inputs is made.
  public let mode: Mode
  /// Where outputs lie.
  public let coordinates: Coordinates
  /// Whether the filter of a smaller output is as wide as the outputs are apart.
  public let antialias: Bool
  /// Whether weights of positions beyond the ends are given to those inside.
  public let excludesOutside: Bool

  /// A resizing of `input` elements to `output`.
  public init(
    input: Int, output: Int, scale: Double, mode: Mode, coordinates: Coordinates,
    antialias: Bool = false, excludesOutside: Bool = false
  ) {
    self.input = input
    self.output = output
    self.scale = scale
    self.mode = mode
    self.coordinates = coordinates
    self.antialias = antialias
    self.excludesOutside = excludesOutside
  }

  /// What would have to be otherwise for the axis to have weights; `nil` when it has.
  var problem: String? {
    guard input >= 0, output >= 0, input > 0 || output == 0 else {
      return "at least one element to make \(output) of, not \(input)"
    }
    // Bounds far from any real network's keep the arithmetic finite.
    guard scale >= 1e-9, scale <= 1e9 else {
      return "a scale between 1e-9 and 1e9, not \(scale)"
    }
    if case .tfCropAndResize(let start, let end, _) = coordinates {
      guard abs(start) <= 1e9, abs(end) <= 1e9 else {
        return "a region between -1e9 and 1e9, not from \(start) to \(end)"
      }
    }
    if case .cubic(let a) = mode, !(abs(a) <= 1e9) {
      return "a cubic coefficient between -1e9 and 1e9, not \(a)"
    }
    guard antialias else { return nil }
    if case .nearest = mode { return "no antialiasing for the nearest neighbour" }
    guard abs(scale * Double(input) - Double(output)) <= 1 else {
      return "a scale of about \(output) / \(input) when antialiasing, not \(scale)"
    }
    return nil
  }
}
