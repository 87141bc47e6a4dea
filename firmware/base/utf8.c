#include "base/utf8.h"

#include <assert.h>

struct lead {
    int bytes;
    uint32_t bits;
    uint32_t least; /* smallest code point that needs this many bytes */
};

static struct lead lead_of(uint8_t byte)
{
    if (byte < 0x80) {
        return (struct lead){1, byte, 0};
    }
    if ((byte & 0xE0) == 0xC0) {
        return (struct lead){2, byte & 0x1FU, 0x80};
    }
    if ((byte & 0xF0) == 0xE0) {
        return (struct lead){3, byte & 0x0FU, 0x800};
    }
    if ((byte & 0xF8) == 0xF0) {
        return (struct lead){4, byte & 0x07U, 0x10000};
    }
    return (struct lead){0, 0, 0};
}

static bool is_scalar(uint32_t c)
{
    return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

bool utf8_next(struct str *s, uint32_t *out_code_point)
{
    if (s->n == 0) {
        return false;
    }
    struct lead lead = lead_of((uint8_t)s->p[0]);
    if (lead.bytes == 0 || (size_t)lead.bytes > s->n) {
        return false;
    }
    uint32_t c = lead.bits;
    for (int i = 1; i < lead.bytes; i++) {
        uint8_t byte = (uint8_t)s->p[i];
        if ((byte & 0xC0) != 0x80) {
            return false;
        }
        c = c << 6 | (byte & 0x3FU);
    }
    if (c < lead.least || !is_scalar(c)) {
        return false;
    }
    *s = str_skip(*s, (size_t)lead.bytes);
    *out_code_point = c;
    return true;
}

bool utf8_valid(struct str s)
{
    uint32_t c;
    while (utf8_next(&s, &c)) {
    }
    return s.n == 0;
}

int utf8_count(struct str s)
{
    int count = 0;
    uint32_t c;
    while (utf8_next(&s, &c)) {
        count++;
    }
    return count;
}

int utf8_put(uint32_t c, char out[4])
{
    assert(is_scalar(c));
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}
