#pragma once
#include <stddef.h>

/* What the program asks of libphonenumber. The functions may be called from several threads at
   once, and no exception leaves them. */

#ifdef __cplusplus
extern "C" {
#endif

/* The longest E.164 text: a plus and fifteen digits, with room to spare for what the library lets
   through. */
enum { ADSEGMENTS_PHONE_BYTES = 32 };

/* Writes the E.164 form of a phone number (`+4930123456`), without its extension.

   text: UTF-8. region: ISO 3166-1 alpha-2 in upper case, where a number without a country calling
   code is dialled, or "ZZ" for nowhere. calling_code: where in the text a country calling code can
   stand that lacks its plus; `count` for nowhere.

   Without its plus a number is read in two ways: as it is dialled in the region, and as one that
   begins with a calling code. The second is taken when there is such a number and, unless the calling
   code is the region's own, the first is none that exists.

   Returns how many bytes were written: 0 when the text is no possible number. */
size_t adsegments_phone_e164(
    const unsigned char *text, size_t count, const char *region, size_t calling_code,
    unsigned char out[ADSEGMENTS_PHONE_BYTES]);

/* What the library knows of the world, as text: a line for each region with its country calling
   code, its national prefix and an example of each type of number, in the order
   of the regions' codes.

   Returns a buffer to be given to `adsegments_phone_free`, or NULL when memory is short. */
char *adsegments_phone_metadata(size_t *count);
void adsegments_phone_free(char *text);

#ifdef __cplusplus
}
#endif
