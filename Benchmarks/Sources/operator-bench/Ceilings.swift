import CCeilings

/// What one core can do at most, measured in this run.
struct Ceilings {
  /// Fused multiply-adds in registers, GFLOP/s.
  let fma = ceiling_fma()
  /// OpenBLAS's sgemm at 1024³, GFLOP/s.
  let sgemm = ceiling_sgemm()
  /// Copying memory, GB/s read and written.
  let copy = ceiling_copy()
}
