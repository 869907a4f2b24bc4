#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stretch of a file as it lies in the page cache, without a copy.

   Where a page cannot be read, because the file was cut short meanwhile or its disk failed, the
   system sends SIGBUS to the thread that looks. A handler puts a page of zeroes there instead and
   notes it, so whoever reads goes on, and asks `adsegments_is_broken` before trusting what it saw.
   A SIGBUS at any other address is left to whoever handled it before. */
typedef struct {
  /* The byte of the file that was asked for; NULL when the stretch could not be mapped. */
  const uint8_t *bytes;
  /* What `adsegments_unmap` needs. */
  void *start;
  size_t length;
  int32_t slot;
} adsegments_mapping;

/* Maps `count` bytes of a file from `offset` on. It is no error when that cannot be done: the file
   system does not map files, memory is short, or too many stretches are mapped at once. */
adsegments_mapping adsegments_map(int descriptor, int64_t offset, size_t count);

/* Whether a page of it could not be read. Right for the calling thread's own reads so far. */
bool adsegments_is_broken(adsegments_mapping mapping);

void adsegments_unmap(adsegments_mapping mapping);
