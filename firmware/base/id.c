#include "base/id.h"

#include <string.h>

struct id id_make(struct rng *r)
{
    struct id id;
    do {
        for (int half = 0; half < 2; half++) {
            uint64_t x = rng_next(r);
            for (int i = 0; i < 8; i++) {
                id.byte[half * 8 + i] = (uint8_t)(x >> (56 - 8 * i));
            }
        }
    } while (id_is_none(id));
    return id;
}

bool id_equal(struct id a, struct id b)
{
    return memcmp(a.byte, b.byte, ID_BYTES) == 0;
}

bool id_is_none(struct id a)
{
    static const struct id none;
    return id_equal(a, none);
}

void id_text(struct id a, char out[ID_TEXT_SIZE])
{
    struct strbuf b = strbuf_on(out, ID_TEXT_SIZE);
    strbuf_hex(&b, a.byte, ID_BYTES);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool id_parse(struct str text, struct id *out)
{
    if (text.n != 2 * ID_BYTES) {
        return false;
    }
    struct id id;
    for (size_t i = 0; i < ID_BYTES; i++) {
        int high = hex_value(text.p[2 * i]);
        int low = hex_value(text.p[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        id.byte[i] = (uint8_t)(high << 4 | low);
    }
    *out = id;
    return true;
}
