import CCeilings
import LungAttention

/// What one core can do at most, measured in this run.
struct Ceilings {
  /// Fused multiply-adds in registers, GFLOP/s.
  let fma = ceiling_fma()
  /// The same on every core at once, in all: less than their number times one where cores share
  /// units, or with other machines.
  let fmaOfAll = ParallelLoop.map(Array(0..<ParallelLoop.threads)) { _ in ceiling_fma() }
    .reduce(0, +)
  /// OpenBLAS's sgemm at 1024³, GFLOP/s.
  let sgemm = ceiling_sgemm()
  /// Copying memory, GB/s read and written.
  let copy = ceiling_copy()
}
