internal import Tensors

/// A function of an element and the numbers `a` and `b` that two reductions gave for its place.
protocol Combination: Sendable {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double
}

/// A combination for each element of `x`.
///
/// - Parameters:
///   - axes: What was reduced over.
///   - a: A number for each place on the other axes, in the order in which ``reduce`` returns them.
///   - b: The same.
func combine<Combining: Combination>(
  _ x: Tensor, over axes: [Int], _ a: [Double], _ b: [Double], by combination: Combining.Type
) -> Tensor {
  let loop = BroadcastLoop(over: x.shape, x.shape, x.shape.reduced(over: axes))
  return Tensor(x.shape) { result in
    x.withElements { x in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          nonisolated(unsafe) let (x, a, b, result) = (x, a, b, result)
          ParallelLoop.run(loop.count, inBlocksOf: elementwiseBlock) { range in
            loop.forEach(in: range) { index, _, place in
              result[index] = Float(Combining.value(Double(x[index]), a[place], b[place]))
            }
          }
        }
      }
    }
  }
}

/// A combination that reads one reduction, for each element of `x`.
func combine<Combining: Combination>(
  _ x: Tensor, over axes: [Int], _ a: [Double], by combination: Combining.Type
) -> Tensor {
  combine(x, over: axes, a, a, by: combination)
}

/// `a`, whatever the element.
enum Repeated: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { a }
}

/// `x · a`
enum Scaled: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { x * a }
}

/// `x / a`
enum Divided: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { x / a }
}

/// `x − a`
enum Shifted: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { x - a }
}

/// `(x − a) · b`
enum Standardized: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { (x - a) * b }
}

/// `e^(x − a)`
enum ShiftedPower: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { exponential(x - a) }
}

/// `e^(x − a) · b`
enum ScaledPower: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { exponential(x - a) * b }
}

/// `a` with the sign of `x`; 0 for 0.
enum Signed: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { x > 0 ? a : x < 0 ? -a : 0 }
}

/// 1 where the element is `a`, else 0.
enum Match: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { x == a ? 1 : 0 }
}

/// `b` where the element is `a`, else 0.
enum MatchShare: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { x == a ? b : 0 }
}

/// `a / x`, and `b` where the element is 0.
enum Cofactor: Combination {
  static func value(_ x: Double, _ a: Double, _ b: Double) -> Double { x == 0 ? b : a / x }
}
