#include "app/scan_answer.h"

#include <math.h>
#include <string.h>

/* A bool that is neither 0 nor 1 must not even be read as one. */
static bool is_truth(const bool *value)
{
    unsigned char byte;
    memcpy(&byte, value, sizeof byte);
    return byte <= 1;
}

static bool is_place(const struct point_f corner[4])
{
    for (int i = 0; i < 4; i++) {
        if (!isfinite(corner[i].x) || !isfinite(corner[i].y)) {
            return false;
        }
    }
    return true;
}

static bool is_code(const struct scan_code *c)
{
    bool part = c->symbology == SCAN_QR_PART;
    return (unsigned)c->symbology <= SCAN_BARCODE && c->length <= SCAN_PAYLOAD_MAX &&
           c->version <= SCAN_VERSION_MAX && c->quality <= 100 &&
           (!part || c->part_count == 0 || c->part_index < c->part_count) && is_place(c->corner);
}

bool scan_answer_is_sane(const struct scan_answer *answer)
{
    const struct scan_result *r = &answer->result;
    if (r->code_count < 0 || r->code_count > SCAN_CODES_MAX ||
        (unsigned)r->hint >= SCAN_HINT_COUNT || (unsigned)r->carrier >= SCAN_CARRIER_COUNT ||
        !is_truth(&r->finder_seen) || !is_place(r->corner)) {
        return false;
    }
    for (int i = 0; i < r->code_count; i++) {
        if (!is_code(&r->code[i])) {
            return false;
        }
    }
    return true;
}
