#define _GNU_SOURCE
#include "FileMapping.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

/* More stretches are not mapped at once; a thread has one or two. */
enum { SLOT_COUNT = 1024 };

/* A slot is free when `end` is 0, and taken but not in use when it is 1. `start` is written before
   `end`, so the handler, which reads `end` first, sees both of a mapping or none. */
static struct slot {
  _Atomic uintptr_t start;
  _Atomic uintptr_t end;
  _Atomic bool is_broken;
} slots[SLOT_COUNT];

static struct sigaction earlier;
static uintptr_t page_size;

/* Calls nothing but mmap, which is one system call here, and leaves errno alone. */
static void replace_page(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)context;
  const uintptr_t address = (uintptr_t)info->si_addr;
  for (int i = 0; i < SLOT_COUNT; i++) {
    const uintptr_t end = atomic_load(&slots[i].end);
    if (address >= end || address < atomic_load(&slots[i].start)) continue;
    atomic_store(&slots[i].is_broken, true);
    void *page = mmap(
        (void *)(address & ~(page_size - 1)), page_size, PROT_READ,
        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (page != MAP_FAILED) return;
    break;
  }
  /* The access is tried again when this returns, and its signal goes where it went before. */
  sigaction(SIGBUS, &earlier, NULL);
}

static void install(void) {
  page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {0};
  action.sa_sigaction = replace_page;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &earlier);
}

static int32_t take_slot(void) {
  for (int32_t i = 0; i < SLOT_COUNT; i++) {
    uintptr_t free = 0;
    if (atomic_compare_exchange_strong(&slots[i].end, &free, 1)) return i;
  }
  return -1;
}

adsegments_mapping adsegments_map(int descriptor, int64_t offset, size_t count) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  const adsegments_mapping none = {NULL, NULL, 0, -1};
  const size_t before = (size_t)offset & (page_size - 1);
  const size_t length = before + count;
  const int32_t slot = take_slot();
  if (slot < 0) return none;
  void *start = mmap(
      NULL, length, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor,
      (off_t)(offset - (int64_t)before));
  if (start == MAP_FAILED) {
    atomic_store(&slots[slot].end, 0);
    return none;
  }
  atomic_store(&slots[slot].is_broken, false);
  atomic_store(&slots[slot].start, (uintptr_t)start);
  atomic_store(&slots[slot].end, (uintptr_t)start + length);
  return (adsegments_mapping){(const uint8_t *)start + before, start, length, slot};
}

bool adsegments_is_broken(adsegments_mapping mapping) {
  return mapping.bytes != NULL && atomic_load(&slots[mapping.slot].is_broken);
}

void adsegments_unmap(adsegments_mapping mapping) {
  if (mapping.bytes == NULL) return;
  /* Out of use first: another thread may map the same addresses at once. */
  atomic_store(&slots[mapping.slot].end, 1);
  munmap(mapping.start, mapping.length);
  atomic_store(&slots[mapping.slot].end, 0);
}
