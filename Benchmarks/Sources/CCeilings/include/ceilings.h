#ifndef CEILINGS_H
#define CEILINGS_H

/// What one core of this machine can do at most. Each function takes the best of several tries of
/// a few hundredths of a second.

/// Billion floating-point operations a second of fused multiply-adds that stay in registers;
/// 0 where we have no vector code for the machine.
double ceiling_fma(void);

/// The same of OpenBLAS's sgemm on 1024 × 1024 matrices, on one thread.
double ceiling_sgemm(void);

/// Billion bytes a second, read and written, of copying a block too large for the caches;
/// 0 where there is no memory for it.
double ceiling_copy(void);

#endif
