#pragma once
#include <stdlib.h>
#include <unicase.h>
#include <uninorm.h>

/* The normalisation forms are variables of an incomplete type, which Swift cannot name. Each
   function gives back a buffer from malloc, or NULL when memory is short. */

static inline unsigned char *adsegments_casefold_nfkc(
    const unsigned char *text, size_t count, size_t *resultCount) {
  return u8_casefold(text, count, NULL, UNINORM_NFKC, NULL, resultCount);
}

static inline unsigned char *adsegments_decompose(
    const unsigned char *text, size_t count, size_t *resultCount) {
  return u8_normalize(UNINORM_NFD, text, count, NULL, resultCount);
}

static inline unsigned char *adsegments_compose(
    const unsigned char *text, size_t count, size_t *resultCount) {
  return u8_normalize(UNINORM_NFC, text, count, NULL, resultCount);
}
