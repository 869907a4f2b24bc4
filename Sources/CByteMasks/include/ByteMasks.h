#pragma once
#include <stdint.h>

/* Finds the bytes that shape a CSV record, 64 at a time.

   Each function reads exactly 64 bytes from `bytes`, which need no alignment, and answers with one
   bit per byte, the first byte in the lowest bit. x86-64 (SSE2) and arm64 (NEON) have their own
   instructions, both part of the base architecture; anything else takes the portable loop. */

#if defined(__SSE2__)
#include <emmintrin.h>

static inline uint64_t adsegments_structural_mask(
    const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  const __m128i delimiters = _mm_set1_epi8((char)delimiter);
  const __m128i quotes = _mm_set1_epi8((char)quote);
  const __m128i lineFeeds = _mm_set1_epi8('\n');
  const __m128i carriageReturns = _mm_set1_epi8('\r');
  uint64_t mask = 0;
  for (int part = 0; part < 4; part++) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
    const __m128i found = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(block, delimiters), _mm_cmpeq_epi8(block, quotes)),
        _mm_or_si128(_mm_cmpeq_epi8(block, lineFeeds), _mm_cmpeq_epi8(block, carriageReturns)));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * part);
  }
  return mask;
}

#elif defined(__aarch64__)
#include <arm_neon.h>

static inline uint64_t adsegments_structural_mask(
    const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t bits = vld1q_u8(weights);
  uint8x16_t parts[4];
  for (int part = 0; part < 4; part++) {
    const uint8x16_t block = vld1q_u8(bytes + 16 * part);
    const uint8x16_t found = vorrq_u8(
        vorrq_u8(vceqq_u8(block, vdupq_n_u8(delimiter)), vceqq_u8(block, vdupq_n_u8(quote))),
        vorrq_u8(vceqq_u8(block, vdupq_n_u8('\n')), vceqq_u8(block, vdupq_n_u8('\r'))));
    parts[part] = vandq_u8(found, bits);
  }
  /* Three pairwise additions fold 64 weighted bytes into 8 bytes of 8 bits each. */
  const uint8x16_t sums =
      vpaddq_u8(vpaddq_u8(parts[0], parts[1]), vpaddq_u8(parts[2], parts[3]));
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

#else

static inline uint64_t adsegments_structural_mask(
    const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  uint64_t mask = 0;
  for (int index = 0; index < 64; index++) {
    const uint8_t byte = bytes[index];
    const uint64_t found = byte == delimiter || byte == quote || byte == '\n' || byte == '\r';
    mask |= found << index;
  }
  return mask;
}

#endif
