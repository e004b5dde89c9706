/// What the vector loops share: eight lanes, clones for the machine, and a clamp that keeps NaN.
#ifndef VECTOR_H
#define VECTOR_H

#include "CKernels.h"
#include <string.h>

#if defined(__x86_64__) && defined(__ELF__)
#define CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

// Vectors are never passed between functions: with and without AVX they travel differently.
typedef float vec __attribute__((vector_size(32), aligned(4)));
typedef int mask __attribute__((vector_size(32), aligned(4)));

#define LANES 8
#define LOAD(p) (*(const vec *)(p))
#define SPREAD(x) ((x) - (vec){0})
#define CHOOSE(m, yes, no) ((vec)(((m) & (mask)(yes)) | (~(m) & (mask)(no))))
#define CLAMP(x, low, high)                                                                        \
  {                                                                                                \
    x = CHOOSE(x < low, low, x);                                                                   \
    x = CHOOSE(x > high, high, x);                                                                 \
  }
#define CLAMP_ONE(x, low, high)                                                                    \
  {                                                                                                \
    x = x < low ? low : x;                                                                         \
    x = x > high ? high : x;                                                                       \
  }

#endif
