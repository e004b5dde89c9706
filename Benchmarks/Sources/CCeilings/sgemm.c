#include <cblas.h>
#include <stdlib.h>

#include "ceilings.h"
#include "clock.h"

double ceiling_sgemm(void) {
  const int size = 1024;
  const size_t count = (size_t)size * (size_t)size;
  float *matrices = malloc(3 * count * sizeof(float));
  if (!matrices) return 0;
  for (size_t index = 0; index < 3 * count; ++index) matrices[index] = (float)(index % 7) - 3;
  openblas_set_num_threads(1);
  double best = 0;
  for (int attempt = 0; attempt < 7; ++attempt) {
    double start = seconds();
    cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, matrices, size,
        matrices + count, size, 0, matrices + 2 * count, size);
    double found = 2.0 * size * (double)count / (seconds() - start) / 1e9;
    if (found > best) best = found;
  }
  free(matrices);
  return best;
}
