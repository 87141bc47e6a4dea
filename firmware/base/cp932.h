/* Strict CP932 (Windows-31J): the Shift_JIS of Japanese certificates, by its structure.
 *
 * Promises: one or two bytes a character, never reads past the end, never guesses another character
 * set, never repairs. Which characters exist is judged by row: JIS X 0208, the NEC and IBM
 * extensions and the half-width kana; user-defined rows (F0 to F9) are refused, since no two
 * machines agree on them. No translation to Unicode: nobody here shows foreign text.
 * Source: Microsoft code page 932, JIS X 0208:1997 appendix 1.
 */
#ifndef BASE_CP932_H
#define BASE_CP932_H

#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

/* Takes the next character off *s: its byte, or lead byte times 256 plus the second. False at the
 * end and at the first byte that begins no character; *s then stands at that byte. */
[[nodiscard]] bool cp932_next(struct str *s, uint16_t *out_character);

bool cp932_valid(struct str s);

#endif
