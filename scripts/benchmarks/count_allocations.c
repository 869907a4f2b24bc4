/* Counts a process's heap allocations: loaded before the C library's malloc with LD_PRELOAD, it
   adds up calls and bytes and writes "calls bytes" to the file that ALLOCATIONS_FILE names when the
   process exits, by way of its destructors or straight with _exit. A realloc is a call; what it
   asks for counts whole. For glibc, which has the __libc names. */

#define _GNU_SOURCE
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static atomic_ulong calls, bytes;

static void add(size_t size) {
  atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&bytes, size, memory_order_relaxed);
}

void *malloc(size_t size) {
  add(size);
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  add(count * size);
  return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  add(size);
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  add(size);
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) || !alignment || alignment & (alignment - 1)) return EINVAL;
  void *made = memalign(alignment, size);
  if (!made) return ENOMEM;
  *result = made;
  return 0;
}

__attribute__((destructor)) static void tell(void) {
  static atomic_flag told = ATOMIC_FLAG_INIT;
  if (atomic_flag_test_and_set(&told)) return;
  const char *path = getenv("ALLOCATIONS_FILE");
  unsigned long counted_calls = calls, counted_bytes = bytes;
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%lu %lu\n", counted_calls, counted_bytes);
  fclose(file);
}

void _exit(int code) {
  tell();
  for (;;) syscall(SYS_exit_group, code);
}
