#include <zlib.h>
// Swift's own module of the C library leaves out malloc_trim.
#include <malloc.h>
