#include "CMemory.h"

#ifdef __linux__
#include <malloc.h>
#endif

void memory_keep_what_is_given_back(void) {
#ifdef __GLIBC__
  // The largest threshold that glibc takes: from here on a block is mapped for itself.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  mallopt(M_TOP_PAD, 16 << 20);
#endif
}
