/* Base45 (RFC 9285): bytes as the 45 characters of a QR code's alphanumeric mode.
 *
 * Promises: strict. Two bytes are three characters, a last single byte is two; a character outside
 * the alphabet (lower case too), a length of 3n+1 and a group above 65535 or 255 are refused, so
 * that every byte string has exactly one text. No allocation.
 */
#ifndef BASE_BASE45_H
#define BASE_BASE45_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

/* Characters for n bytes, without a terminator. */
#define BASE45_LENGTH(n) ((n) / 2 * 3 + (n) % 2 * 2)

/* Writes the text and a terminator. False, and out_text untouched, when cap is too small. */
[[nodiscard]] bool base45_encode(const uint8_t *bytes, size_t n, char *out_text, size_t cap);

/* False, and the outputs untouched, when the text is not base45 or needs more than cap bytes. */
[[nodiscard]] bool base45_decode(struct str text, uint8_t *out_bytes, size_t cap, size_t *out_n);

#endif
