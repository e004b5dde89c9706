internal import COpenBLAS

/// A row-major matrix in memory: where it starts, how far apart its rows are, and whether it is
/// to be read transposed.
package struct MatrixView {
  let start: UnsafePointer<Float>
  let rowStride: Int
  let isTransposed: Bool

  /// A matrix whose rows begin every `rowStride` elements from `start`.
  package init(_ start: UnsafePointer<Float>, rowStride: Int, transposed: Bool = false) {
    self.start = start
    self.rowStride = rowStride
    isTransposed = transposed
  }
}

/// `C ← A · B + beta · C` through OpenBLAS, on the calling thread only.
///
/// OpenBLAS sums in another order when it uses more threads, so it is pinned to one; work is
/// spread by ``ParallelLoop`` over tiles whose size does not depend on the number of cores.
///
/// - Parameters:
///   - a: `rows × depth` once transposed as its view says.
///   - b: `depth × columns` once transposed as its view says.
///   - c: `rows × columns`, rows `rowStride` apart.
package func multiply(
  _ a: MatrixView, _ b: MatrixView, into c: UnsafeMutablePointer<Float>, rowStride: Int,
  rows: Int, columns: Int, depth: Int, beta: Float = 0
) {
  guard rows > 0, columns > 0 else { return }
  _ = singleThreadedBLAS
  cblas_sgemm(
    CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
    b.isTransposed ? CblasTrans : CblasNoTrans,
    blasint(rows), blasint(columns), blasint(depth),
    1, a.start, blasint(a.rowStride), b.start, blasint(b.rowStride),
    beta, c, blasint(rowStride))
}

private let singleThreadedBLAS: Void = openblas_set_num_threads(1)
