#include "base/cp932.h"

static bool is_single(uint8_t byte)
{
    return byte < 0x80 || (byte >= 0xA1 && byte <= 0xDF); /* ASCII, half-width kana */
}

/* Lead bytes of rows with characters in them: 85 and 86 have none, nor have EB and EC, nor EF; F0
 * to F9 are everybody's own. */
static bool is_lead(uint8_t byte)
{
    return (byte >= 0x81 && byte <= 0x84) || (byte >= 0x87 && byte <= 0x9F) ||
           (byte >= 0xE0 && byte <= 0xEA) || byte == 0xED || byte == 0xEE ||
           (byte >= 0xFA && byte <= 0xFC);
}

static bool is_second(uint8_t byte)
{
    return byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
}

bool cp932_next(struct str *s, uint16_t *out_character)
{
    if (s->n == 0) {
        return false;
    }
    uint8_t lead = (uint8_t)s->p[0];
    if (is_single(lead)) {
        *out_character = lead;
        *s = str_skip(*s, 1);
        return true;
    }
    if (!is_lead(lead) || s->n < 2 || !is_second((uint8_t)s->p[1])) {
        return false;
    }
    *out_character = (uint16_t)(lead << 8 | (uint8_t)s->p[1]);
    *s = str_skip(*s, 2);
    return true;
}

bool cp932_valid(struct str s)
{
    uint16_t character;
    while (cp932_next(&s, &character)) {
    }
    return s.n == 0;
}
