#include "sim/star_grammar.h"

#include <string.h>

static enum star_command raster_command(const uint8_t *c, int n)
{
    if (n < 4 || (c[2] != 'r')) {
        return n >= 3 && c[2] != 'r' ? STAR_UNKNOWN : STAR_MORE;
    }
    switch (c[3]) {
    case 'A':
        return STAR_RASTER_ON;
    case 'B':
        return STAR_RASTER_OFF;
    case 'C':
        return STAR_IGNORED;
    case 'E':
        return n > 4 && c[n - 1] == 0 ? STAR_END_MODE : STAR_MORE;
    case 'P':
    case 'F':
    case 'Q':
        return n > 4 && c[n - 1] == 0 ? STAR_IGNORED : STAR_MORE;
    case 'Y':
        return n > 4 && c[n - 1] == 0 ? STAR_FEED : STAR_MORE;
    default:
        return STAR_UNKNOWN;
    }
}

static enum star_command rs_command(const uint8_t *c, int n)
{
    if (n < 4) {
        return STAR_MORE;
    }
    return c[2] == 'a' ? STAR_STATUS_MODE : c[2] == 'E' ? STAR_COUNTER_ZERO : STAR_UNKNOWN;
}

static enum star_command esc_command(const uint8_t *c, int n)
{
    if (n < 2) {
        return STAR_MORE;
    }
    switch (c[1]) {
    case '@':
        return STAR_INITIALIZE;
    case '*':
        return raster_command(c, n);
    case 0x1E:
        return rs_command(c, n);
    case 0x06:
        return n < 3 ? STAR_MORE : c[2] == 1 ? STAR_ASK : STAR_UNKNOWN;
    case 'd':
        return n < 3 ? STAR_MORE : STAR_CUT;
    case 0x0C:
        return n < 3 ? STAR_MORE : STAR_PAGE_END;
    default:
        return STAR_UNKNOWN;
    }
}

enum star_command star_command_of(const uint8_t *c, int n, bool is_raster)
{
    switch (c[0]) {
    case 0x1B:
        return esc_command(c, n);
    case 'b':
        return !is_raster ? STAR_UNKNOWN : n < 3 ? STAR_MORE : STAR_ROW;
    case 0x17:
        return STAR_COUNT;
    case 0x18:
        return STAR_CANCEL;
    case 0:
        return STAR_IGNORED;
    default:
        return STAR_UNKNOWN;
    }
}

int star_number(const uint8_t *c)
{
    int value = 0;
    for (int i = 4; c[i] >= '0' && c[i] <= '9' && value < 10000; i++) {
        value = value * 10 + (c[i] - '0');
    }
    return value;
}

void star_status(const struct star_state *s, uint8_t out[STAR_STATUS_BYTES])
{
    memset(out, 0, STAR_STATUS_BYTES);
    out[0] = 0x23; /* nine bytes */
    out[1] = 0x06;
    out[2] = (uint8_t)((s->is_cover_open ? 0x20 : 0) | (s->is_standing ? 0x08 : 0));
    out[3] = (uint8_t)((s->has_cutter_error ? 0x08 : 0) | (s->is_jammed ? 0x04 : 0));
    out[5] = (uint8_t)((s->is_out ? 0x08 : 0) | (s->is_near_end || s->is_out ? 0x04 : 0));
    out[7] = (uint8_t)((s->counter & 0x18) << 2 | (s->counter & 0x07) << 1);
}
