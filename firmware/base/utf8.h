/* Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * Promises: never reads past the end, never normalises, never guesses another character set.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

/* Takes the next code point off *s. False at the end and at the first byte that is not UTF-8;
 * *s then stands at that byte. */
[[nodiscard]] bool utf8_next(struct str *s, uint32_t *out_code_point);

bool utf8_valid(struct str s);

/* Number of code points; the text must be valid. */
int utf8_count(struct str s);

/* Writes 1..4 bytes, returns how many. The code point must be a scalar value. */
int utf8_put(uint32_t code_point, char out[4]);

#endif
