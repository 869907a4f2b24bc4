#pragma once
#include <stdbool.h>
#include <stdint.h>

/* Finds where the fields and records of a CSV end, 64 bytes at a time.

   A scan starts at the start of a record and takes records as long as each quote opens a whole
   field or closes one: before an opening quote stands a separator (a delimiter, a line end, the
   scan's start), behind a closing one too. A doubled quote, a quote in the middle of a field and
   white space beside a quote are for libcsv: the scan stops before their record.

   Offsets are counted from `bytes`, which need no alignment. Up to 64 bytes at and behind `limit`
   are read and have no say, so they must be readable; nothing behind those is touched. Line ends
   are LF, CR and CR LF, which is one line end at its CR. What ends at the limit ends as at a
   separator: a quote before it closes a field, a CR before it is a line end. */

/* What a scan writes to. An array is full when it holds more entries than its capacity says, which
   is looked at before each 64 bytes from `from` on. So there can be up to 64 more, and some of no
   meaning behind those: the arrays need room for 80 more entries than their capacity says. */
typedef struct {
  /* The offset at which each field ends: that of the separator behind it. */
  uint32_t *field_ends;
  uint32_t field_capacity;
  /* For each record that ends, how many entries of `field_ends` there are up to its last field. */
  uint32_t *record_ends;
  uint32_t record_capacity;
  /* The offsets of the line ends inside quotes. */
  uint32_t *inner_lines;
  uint32_t inner_capacity;
} adsegments_scan_space;

typedef enum {
  /* Everything below the limit was looked at; the last record may have begun. */
  adsegments_scan_limit,
  /* One of the arrays is full. */
  adsegments_scan_full,
  /* A quote that the scan leaves to libcsv stands in the record that comes next. What of that
     record stands before the quote is in the arrays, behind the entries of whole records. */
  adsegments_scan_irregular
} adsegments_scan_stop;

typedef struct {
  uint32_t field_count;
  uint32_t record_count;
  uint32_t inner_count;
  adsegments_scan_stop stop;
  /* Whether the bytes that were looked at end inside quotes. Says nothing at an irregular quote. */
  bool is_quoted;
} adsegments_scan_result;

/* Scans from `from` to `limit`.

   Without `has_quote` no byte quotes. Uses the widest vectors the processor has. */
adsegments_scan_result adsegments_scan(
    const uint8_t *bytes, uint32_t from, uint32_t limit, uint8_t delimiter, uint8_t quote,
    bool has_quote, adsegments_scan_space space);

/* The offset of the first line end from `from` on, or `limit`. */
uint32_t adsegments_find_line_end(const uint8_t *bytes, uint32_t from, uint32_t limit);

/* The same scan with one kind of instructions, for tests: each must answer as the portable one. */
typedef enum {
  adsegments_kind_portable,
  adsegments_kind_sse2,
  adsegments_kind_avx2,
  adsegments_kind_avx512,
  adsegments_kind_neon,
  adsegments_kind_count
} adsegments_kind;

/* Whether this processor, and this build, has the instructions. */
bool adsegments_kind_is_here(adsegments_kind kind);

/* A kind that is of another processor's build scans in the portable way; one that this processor
   has not ends the process. */
adsegments_scan_result adsegments_scan_with(
    adsegments_kind kind, const uint8_t *bytes, uint32_t from, uint32_t limit, uint8_t delimiter,
    uint8_t quote, bool has_quote, adsegments_scan_space space);

/* 32 bytes of which the first so many, 0 to 32, have all bits set and the others none. */
static inline const uint8_t *adsegments_first_bytes(uint32_t count) {
  static const uint8_t bytes[64] = {
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  return bytes + 32 - count;
}

/* Asks the processor to bring a place of memory near, and waits for nothing. */
static inline void adsegments_prefetch(const void *place) { __builtin_prefetch(place, 0, 3); }
