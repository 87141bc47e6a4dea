/* Base64 (RFC 4648 section 4): the alphabet with + and /, padded with =.
 *
 * Promises: strict. Missing or surplus padding, blanks, line breaks, the URL alphabet and unused
 * bits that are not zero are refused, so that every byte string has exactly one text. No
 * allocation.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

/* Characters for n bytes, without a terminator. */
#define BASE64_LENGTH(n) (((n) + 2) / 3 * 4)

/* Writes the text and a terminator. False, and out_text untouched, when cap is too small. */
[[nodiscard]] bool base64_encode(const uint8_t *bytes, size_t n, char *out_text, size_t cap);

/* False, and the outputs untouched, when the text is not base64 or needs more than cap bytes. */
[[nodiscard]] bool base64_decode(struct str text, uint8_t *out_bytes, size_t cap, size_t *out_n);

#endif
