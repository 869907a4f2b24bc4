/* Compares the scanner's kinds of instructions that this processor has with the portable one, on
   bytes made up from seeds: of few values but delimiters, quotes and line ends, at all alignments,
   of all lengths around 64, with arrays that fill up. scripts/check-arm64 builds and runs it.

   Prints how much was compared, and one number made of all answers: it is the same on every
   processor. Exits 1 at the first difference. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "RecordScan.h"

enum { rounds = 40, longest = 330, most = 4096, slack = 80, padding = 64 };

typedef struct {
  uint32_t field_ends[most + slack];
  uint32_t record_ends[most + slack];
  uint32_t inner_lines[most + slack];
  adsegments_scan_result found;
} answer;

static const char *const names[adsegments_kind_count] = {
    "portable", "SSE2", "AVX2", "AVX-512", "NEON"};

/* SplitMix64: the same numbers from the same seed on every machine. */
static uint64_t random_state;

static uint64_t next_random(void) {
  uint64_t mixed = random_state += 0x9E3779B97F4A7C15;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

static uint32_t below(uint32_t bound) { return (uint32_t)(next_random() >> 33) % bound; }

/* Text and separators; a quoted field now and then, and a stray quote in some rounds. */
static void invent(
    uint8_t *bytes, uint32_t count, uint8_t delimiter, uint8_t quote, bool is_noisy) {
  const uint8_t shaping[8] = {delimiter, delimiter, '\n', '\r', 'x', 'x', 'x', 0};
  bool quoted = false;
  for (uint32_t place = 0; place < count; place++) {
    bytes[place] = shaping[below(8)];
    if (bytes[place] == 0) bytes[place] = (uint8_t)below(256);
    if (bytes[place] == quote) bytes[place] = 'y';
    const uint8_t before = place == 0 ? '\n' : bytes[place - 1];
    if (is_noisy) {
      if (below(12) == 0) bytes[place] = quote;
    } else if (quoted) {
      if (below(8) == 0) {
        bytes[place] = quote;
        quoted = false;
        if (place + 1 < count) bytes[++place] = shaping[below(4)];
      }
    } else if ((before == delimiter || before == '\n' || before == '\r') && below(3) == 0) {
      bytes[place] = quote;
      quoted = true;
    }
  }
}

static void scan(
    adsegments_kind kind, answer *result, const uint8_t *bytes, uint32_t from, uint32_t limit,
    uint8_t delimiter, uint8_t quote, bool has_quote, const uint32_t capacities[3]) {
  const adsegments_scan_space space = {
      result->field_ends, capacities[0], result->record_ends, capacities[1],
      result->inner_lines, capacities[2]};
  result->found =
      adsegments_scan_with(kind, bytes, from, limit, delimiter, quote, has_quote, space);
}

static bool is_same(const answer *one, const answer *other) {
  return one->found.field_count == other->found.field_count
         && one->found.record_count == other->found.record_count
         && one->found.inner_count == other->found.inner_count
         && one->found.stop == other->found.stop
         && one->found.is_quoted == other->found.is_quoted
         && memcmp(one->field_ends, other->field_ends, 4 * one->found.field_count) == 0
         && memcmp(one->record_ends, other->record_ends, 4 * one->found.record_count) == 0
         && memcmp(one->inner_lines, other->inner_lines, 4 * one->found.inner_count) == 0;
}

/* Folds numbers into one (FNV-1a, a number at a time). */
static void fold(uint64_t *sum, const uint32_t *numbers, uint32_t count) {
  for (uint32_t place = 0; place < count; place++) {
    *sum = (*sum ^ numbers[place]) * 0x100000001B3;
  }
}

static void fold_answer(uint64_t *sum, const answer *result) {
  const adsegments_scan_result found = result->found;
  fold(
      sum,
      (uint32_t[]){
          found.field_count, found.record_count, found.inner_count, found.stop, found.is_quoted},
      5);
  fold(sum, result->field_ends, found.field_count);
  fold(sum, result->record_ends, found.record_count);
  fold(sum, result->inner_lines, found.inner_count);
}

int main(void) {
  static _Alignas(64) uint8_t memory[64 + longest + padding];
  static answer portable, other;
  static const uint8_t delimiters[4] = {',', '\t', ';', 0xFE};
  uint64_t sum = 0xCBF29CE484222325;
  unsigned long scans = 0;
  unsigned long stops[3] = {0, 0, 0};
  for (uint32_t round = 0; round < rounds; round++) {
    for (uint32_t count = 0; count <= longest; count++) {
      random_state = (uint64_t)round << 32 | count;
      const uint8_t delimiter = delimiters[round % 4];
      const uint8_t quote = round % 8 < 6 ? '"' : 0x80;
      const bool has_quote = round % 5 != 0;
      const uint32_t full = round % 3 == 0 ? below(80) : most;
      const uint32_t capacities[3] = {
          round % 9 == 0 ? full : most, round % 9 == 3 ? full : most,
          round % 9 == 6 ? full : most};
      uint8_t *bytes = memory + below(64);
      /* What stands at and behind the limit looks the same and has no say. */
      invent(bytes, count + padding, delimiter, quote, round % 2 == 0);
      const uint32_t from = round % 4 == 1 ? below(count + 1) : 0;
      scan(
          adsegments_kind_portable, &portable, bytes, from, count, delimiter, quote, has_quote,
          capacities);
      fold_answer(&sum, &portable);
      stops[portable.found.stop]++;
      scans++;
      for (adsegments_kind kind = 1; kind < adsegments_kind_count; kind++) {
        if (!adsegments_kind_is_here(kind)) continue;
        scan(kind, &other, bytes, from, count, delimiter, quote, has_quote, capacities);
        if (!is_same(&portable, &other)) {
          printf("%s differs in round %" PRIu32 " at length %" PRIu32 "\n", names[kind], round,
                 count);
          return EXIT_FAILURE;
        }
      }
      uint32_t line_end = from;
      while (line_end < count && bytes[line_end] != '\n' && bytes[line_end] != '\r') line_end++;
      if (adsegments_find_line_end(bytes, from, count) != line_end) {
        printf("the line end differs in round %" PRIu32 " at length %" PRIu32 "\n", round, count);
        return EXIT_FAILURE;
      }
    }
  }
  printf("kinds:");
  for (adsegments_kind kind = 0; kind < adsegments_kind_count; kind++) {
    if (adsegments_kind_is_here(kind)) printf(" %s", names[kind]);
  }
  printf(
      "\nscans: %lu each, of which %lu to the limit, %lu until an array was full, %lu until an "
      "irregular quote\nall answers: %016" PRIx64 "\n",
      scans, stops[adsegments_scan_limit], stops[adsegments_scan_full],
      stops[adsegments_scan_irregular], sum);
  return EXIT_SUCCESS;
}
