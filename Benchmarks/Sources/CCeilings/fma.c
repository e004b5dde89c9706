// Vector instructions are written in C because Swift emits AVX2 only under flags that SwiftPM
// forbids to dependencies. They are chosen at run time.
#include "ceilings.h"
#include "clock.h"

// Chains of independent multiply-adds: latency (4 or 5 cycles) times units (2) needs 10 of them.
enum { CHAINS = 12 };

typedef float vector8 __attribute__((vector_size(32)));
typedef float vector16 __attribute__((vector_size(64)));
typedef float vector4 __attribute__((vector_size(16)));

// `x · y + z` becomes one instruction where the target has it. The numbers stay near 1.
#define DEFINE_KERNEL(NAME, VECTOR, ATTRIBUTE)                       \
  ATTRIBUTE static float NAME(long rounds) {                        \
    _Pragma("STDC FP_CONTRACT ON")                                  \
    VECTOR sums[CHAINS], factor = {0}, step = {0};                  \
    for (unsigned lane = 0; lane < sizeof(VECTOR) / 4; ++lane) {    \
      factor[lane] = 0.999f;                                        \
      step[lane] = 0.001f;                                          \
    }                                                               \
    for (int chain = 0; chain < CHAINS; ++chain) sums[chain] = step * (float)chain; \
    for (long round = 0; round < rounds; ++round) {                 \
      _Pragma("clang loop unroll(full)")                            \
      for (int chain = 0; chain < CHAINS; ++chain)                  \
        sums[chain] = sums[chain] * factor + step;                  \
    }                                                               \
    float total = 0;                                                \
    for (int chain = 0; chain < CHAINS; ++chain) total += sums[chain][0]; \
    return total;                                                   \
  }

#if defined(__x86_64__)
DEFINE_KERNEL(avx512, vector16, __attribute__((target("avx512f"))))
DEFINE_KERNEL(avx2, vector8, __attribute__((target("avx2,fma"))))
#elif defined(__aarch64__)
DEFINE_KERNEL(neon, vector4, )
#endif

static double rate(float (*kernel)(long), int lanes) {
  const long rounds = 4000000;
  static volatile float sink;  // keeps the loop from being removed
  double best = 0;
  for (int attempt = 0; attempt < 7; ++attempt) {
    double start = seconds();
    sink = kernel(rounds);
    double found = 2.0 * CHAINS * lanes * (double)rounds / (seconds() - start) / 1e9;
    if (found > best) best = found;
  }
  (void)sink;
  return best;
}

double ceiling_fma(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return rate(avx512, 16);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return rate(avx2, 8);
  return 0;
#elif defined(__aarch64__)
  return rate(neon, 4);
#else
  return 0;
#endif
}
