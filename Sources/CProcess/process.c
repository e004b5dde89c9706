#include "CProcess.h"

#include <errno.h>
#include <stdio.h>

#ifdef __linux__
#include <malloc.h>
#endif

void process_keep_memory(void) {
#ifdef __GLIBC__
  // The largest threshold that glibc takes: from here on a block is mapped for itself.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  mallopt(M_TOP_PAD, 16 << 20);
#endif
}

int process_finish_output(void) {
  errno = 0;
  if (fflush(stdout) == 0 && !ferror(stdout)) return 0;
  return errno != 0 ? errno : EIO;
}
