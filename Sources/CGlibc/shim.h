#include <malloc.h>

/* As fcntl.h has them, which declares them with _GNU_SOURCE alone; Linux's own number. */
int sync_file_range(int descriptor, long offset, long count, unsigned int flags);
enum { SYNC_RANGE_WRITE = 2 };
