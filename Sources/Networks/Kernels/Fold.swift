/// A way to make one number of many, in parts and in any grouping.
protocol Fold: Sendable {
  /// Neutral: what is made of no numbers.
  static var initial: Double { get }

  /// What is made of those before, and one more.
  static func step(_ fold: Double, _ x: Double) -> Double

  /// What is made of two parts.
  static func merge(_ a: Double, _ b: Double) -> Double
}

/// `Σ x`
enum Sum: SumFold {
  static func term(_ x: Double) -> Double { x }
}

/// `Σ |x|`
enum SumOfMagnitudes: SumFold {
  static func term(_ x: Double) -> Double { x.magnitude }
}

/// `Σ x²`
enum SumOfSquares: SumFold {
  static func term(_ x: Double) -> Double { x * x }
}

/// How many are 0.
enum CountOfZeros: SumFold {
  static func term(_ x: Double) -> Double { x == 0 ? 1 : 0 }
}

/// `Π x`
enum WholeProduct: ProductFold {
  static func factor(_ x: Double) -> Double { x }
}

/// `Π x` without the zeros.
enum ProductOfNonzeros: ProductFold {
  static func factor(_ x: Double) -> Double { x == 0 ? 1 : x }
}

/// The greatest; NaN if one is.
enum Greatest: ExtremeFold {
  static var initial: Double { -.infinity }
  static func step(_ a: Double, _ b: Double) -> Double { b > a || b.isNaN ? b : a }
}

/// The least; NaN if one is.
enum Least: ExtremeFold {
  static var initial: Double { .infinity }
  static func step(_ a: Double, _ b: Double) -> Double { b < a || b.isNaN ? b : a }
}

/// A sum of terms.
protocol SumFold: Fold {
  static func term(_ x: Double) -> Double
}

extension SumFold {
  static var initial: Double { 0 }
  static func step(_ fold: Double, _ x: Double) -> Double { fold + term(x) }
  static func merge(_ a: Double, _ b: Double) -> Double { a + b }
}

/// A product of factors.
protocol ProductFold: Fold {
  static func factor(_ x: Double) -> Double
}

extension ProductFold {
  static var initial: Double { 1 }
  static func step(_ fold: Double, _ x: Double) -> Double { fold * factor(x) }
  static func merge(_ a: Double, _ b: Double) -> Double { a * b }
}

/// A choice of one number, which parts are merged by as well.
protocol ExtremeFold: Fold {}

extension ExtremeFold {
  static func merge(_ a: Double, _ b: Double) -> Double { step(a, b) }
}
