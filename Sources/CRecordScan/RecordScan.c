#include "RecordScan.h"

/* Where bytes of four kinds stand among 64, one bit a byte, the first byte in the lowest bit. */
typedef struct {
  uint64_t delimiters;
  uint64_t quotes;
  uint64_t feeds;
  uint64_t returns;
} masks;

/* ---- Portable ---------------------------------------------------------------------------- */

/* One bit for each of eight bytes that is `byte`, by arithmetic on a whole word. */
static inline uint64_t equal_portable(uint64_t word, uint8_t byte) {
  const uint64_t ones = 0x0101010101010101;
  const uint64_t lows = 0x7F7F7F7F7F7F7F7F;
  const uint64_t differences = word ^ ones * byte;
  /* The high bit of each byte of `others` is set unless the byte is zero. */
  const uint64_t others = ((differences & lows) + lows) | differences;
  const uint64_t equal = (~others >> 7) & ones;
  return equal * 0x0102040810204080 >> 56;
}

static inline masks masks_portable(const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  masks found = {0, 0, 0, 0};
  for (int part = 0; part < 8; part++) {
    uint64_t word = 0;
    for (int index = 7; index >= 0; index--) word = word << 8 | bytes[8 * part + index];
    found.delimiters |= equal_portable(word, delimiter) << (8 * part);
    found.quotes |= equal_portable(word, quote) << (8 * part);
    found.feeds |= equal_portable(word, '\n') << (8 * part);
    found.returns |= equal_portable(word, '\r') << (8 * part);
  }
  return found;
}

static inline uint64_t parity_portable(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

/* Writes in groups of four and may write three entries of no meaning behind the last one. */
static inline __attribute__((always_inline)) uint32_t append_portable(
    uint32_t *entries, uint32_t count, uint64_t bits, uint32_t block) {
  const uint32_t end = count + (uint32_t)__builtin_popcountll(bits);
  while (count < end) {
    for (int step = 0; step < 4; step++) {
      entries[count + step] = block + (bits == 0 ? 0 : (uint32_t)__builtin_ctzll(bits));
      bits &= bits - 1;
    }
    count += 4;
  }
  return end;
}

#define SCAN_NAME scan_portable
#define SCAN_TARGET
#define SCAN_MASKS masks_portable
#define SCAN_PARITY parity_portable
#define SCAN_APPEND append_portable
#include "ScanBody.inc"

/* ---- x86-64: SSE2 is always there, the wider ones are asked for ----------------------------- */

#if defined(__x86_64__)
#include <immintrin.h>

static inline masks masks_sse2(const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  masks found = {0, 0, 0, 0};
  for (int part = 0; part < 4; part++) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
#define FOUND(byte) \
  ((uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)(byte)))) \
   << (16 * part))
    found.delimiters |= FOUND(delimiter);
    found.quotes |= FOUND(quote);
    found.feeds |= FOUND('\n');
    found.returns |= FOUND('\r');
#undef FOUND
  }
  return found;
}

#define SCAN_NAME scan_sse2
#define SCAN_TARGET
#define SCAN_MASKS masks_sse2
#define SCAN_PARITY parity_portable
#define SCAN_APPEND append_portable
#include "ScanBody.inc"

#define TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt,pclmul")))

TARGET_AVX2 static inline masks masks_avx2(
    const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  const __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  const __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
#define HALF(block, byte) \
  ((uint64_t)(uint32_t)_mm256_movemask_epi8( \
      _mm256_cmpeq_epi8(block, _mm256_set1_epi8((char)(byte)))))
#define FOUND(byte) (HALF(low, byte) | HALF(high, byte) << 32)
  return (masks){FOUND(delimiter), FOUND(quote), FOUND('\n'), FOUND('\r')};
#undef FOUND
#undef HALF
}

TARGET_AVX2 static inline uint64_t parity_clmul(uint64_t bits) {
  const __m128i ones = _mm_set1_epi8((char)0xFF);
  return (uint64_t)_mm_cvtsi128_si64(
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), ones, 0));
}

TARGET_AVX2 static inline uint32_t append_bmi(
    uint32_t *entries, uint32_t count, uint64_t bits, uint32_t block) {
  const uint32_t end = count + (uint32_t)_mm_popcnt_u64(bits);
  while (count < end) {
    for (int step = 0; step < 4; step++) {
      entries[count + step] = block + (uint32_t)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    count += 4;
  }
  return end;
}

#define SCAN_NAME scan_avx2
#define SCAN_TARGET TARGET_AVX2
#define SCAN_MASKS masks_avx2
#define SCAN_PARITY parity_clmul
#define SCAN_APPEND append_bmi
#include "ScanBody.inc"

#define TARGET_AVX512 \
  __attribute__((target( \
      "avx512f,avx512bw,avx512vl,avx512vbmi2,avx2,bmi,bmi2,popcnt,pclmul")))

TARGET_AVX512 static inline masks masks_avx512(
    const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  const __m512i block = _mm512_loadu_si512(bytes);
#define FOUND(byte) _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8((char)(byte)))
  return (masks){FOUND(delimiter), FOUND(quote), FOUND('\n'), FOUND('\r')};
#undef FOUND
}

/* Moves the set bits' places together and widens them; writes 16 entries at a time. */
TARGET_AVX512 static inline uint32_t append_avx512(
    uint32_t *entries, uint32_t count, uint64_t bits, uint32_t block) {
  static const uint8_t places[64] __attribute__((aligned(64))) = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
      22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
      44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const uint32_t end = count + (uint32_t)_mm_popcnt_u64(bits);
  const __m512i start = _mm512_set1_epi32((int)block);
  __m512i packed = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(places));
  while (1) {
    _mm512_storeu_si512(
        entries + count,
        _mm512_add_epi32(start, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed))));
    count += 16;
    if (count >= end) return end;
    packed = _mm512_shuffle_i64x2(packed, packed, 0x39);
  }
}

#define SCAN_NAME scan_avx512
#define SCAN_TARGET TARGET_AVX512
#define SCAN_MASKS masks_avx512
#define SCAN_PARITY parity_clmul
#define SCAN_APPEND append_avx512
#include "ScanBody.inc"
#endif

/* ---- arm64: NEON is always there ------------------------------------------------------------ */

#if defined(__aarch64__)
#include <arm_neon.h>

/* Folds 64 bytes of all ones or zeroes, four times 16, into 64 bits. */
static inline uint64_t mask_neon(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t bits = vld1q_u8(weights);
  const uint8x16_t sums = vpaddq_u8(
      vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits)),
      vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits)));
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

static inline masks masks_neon(const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
  const uint8x16_t a = vld1q_u8(bytes);
  const uint8x16_t b = vld1q_u8(bytes + 16);
  const uint8x16_t c = vld1q_u8(bytes + 32);
  const uint8x16_t d = vld1q_u8(bytes + 48);
#define FOUND(byte) \
  mask_neon( \
      vceqq_u8(a, vdupq_n_u8(byte)), vceqq_u8(b, vdupq_n_u8(byte)), \
      vceqq_u8(c, vdupq_n_u8(byte)), vceqq_u8(d, vdupq_n_u8(byte)))
  return (masks){FOUND(delimiter), FOUND(quote), FOUND('\n'), FOUND('\r')};
#undef FOUND
}

#define SCAN_NAME scan_neon
#define SCAN_TARGET
#define SCAN_MASKS masks_neon
#define SCAN_PARITY parity_portable
#define SCAN_APPEND append_portable
#include "ScanBody.inc"
#endif

/* ---- Choosing ------------------------------------------------------------------------------ */

bool adsegments_kind_is_here(adsegments_kind kind) {
  switch (kind) {
    case adsegments_kind_portable: return true;
#if defined(__x86_64__)
    case adsegments_kind_sse2: return true;
    case adsegments_kind_avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
             && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt")
             && __builtin_cpu_supports("pclmul");
    case adsegments_kind_avx512:
      return adsegments_kind_is_here(adsegments_kind_avx2) && __builtin_cpu_supports("avx512f")
             && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
             && __builtin_cpu_supports("avx512vbmi2");
#endif
#if defined(__aarch64__)
    case adsegments_kind_neon: return true;
#endif
    default: return false;
  }
}

adsegments_scan_result adsegments_scan_with(
    adsegments_kind kind, const uint8_t *bytes, uint32_t from, uint32_t limit, uint8_t delimiter,
    uint8_t quote, bool has_quote, adsegments_scan_space space) {
  switch (kind) {
#if defined(__x86_64__)
    case adsegments_kind_sse2:
      return scan_sse2(bytes, from, limit, delimiter, quote, has_quote, space);
    case adsegments_kind_avx2:
      return scan_avx2(bytes, from, limit, delimiter, quote, has_quote, space);
    case adsegments_kind_avx512:
      return scan_avx512(bytes, from, limit, delimiter, quote, has_quote, space);
#endif
#if defined(__aarch64__)
    case adsegments_kind_neon:
      return scan_neon(bytes, from, limit, delimiter, quote, has_quote, space);
#endif
    default: return scan_portable(bytes, from, limit, delimiter, quote, has_quote, space);
  }
}

adsegments_scan_result adsegments_scan(
    const uint8_t *bytes, uint32_t from, uint32_t limit, uint8_t delimiter, uint8_t quote,
    bool has_quote, adsegments_scan_space space) {
  /* Asking costs a few loads: the answers stand in memory since the program started. */
  adsegments_kind kind = adsegments_kind_count;
  while (!adsegments_kind_is_here(--kind)) {
  }
  return adsegments_scan_with(kind, bytes, from, limit, delimiter, quote, has_quote, space);
}

uint32_t adsegments_find_line_end(const uint8_t *bytes, uint32_t from, uint32_t limit) {
#if defined(__x86_64__)
#define MASKS masks_sse2
#elif defined(__aarch64__)
#define MASKS masks_neon
#else
#define MASKS masks_portable
#endif
  for (uint32_t block = from; block < limit; block += 64) {
    const masks found = MASKS(bytes + block, '\n', '\n');
    const uint64_t ends = found.feeds | found.returns;
    if (ends != 0) {
      const uint32_t place = block + (uint32_t)__builtin_ctzll(ends);
      return place < limit ? place : limit;
    }
  }
  return limit;
#undef MASKS
}
