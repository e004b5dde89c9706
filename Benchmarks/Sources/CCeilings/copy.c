#include <stdlib.h>
#include <string.h>

#include "ceilings.h"
#include "clock.h"

double ceiling_copy(void) {
  const size_t bytes = (size_t)256 << 20;
  char *source = malloc(bytes), *target = malloc(bytes);
  double best = 0;
  if (source && target) {
    memset(source, 1, bytes);
    memset(target, 2, bytes);
    for (int attempt = 0; attempt < 7; ++attempt) {
      double start = seconds();
      memcpy(target, source, bytes);
      double found = 2.0 * (double)bytes / (seconds() - start) / 1e9;
      if (found > best) best = found;
      source[attempt] = target[bytes - 1];  // each copy depends on the one before
    }
  }
  free(source);
  free(target);
  return best;
}
