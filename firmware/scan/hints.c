#include "scan/hints.h"

enum {
    DIM_MEAN = 40,
    COVERED_SPREAD = 6, /* gray levels between the darkest and the brightest sample */
    SAMPLE_STEP_PX = 8,
};

const char *scan_hint_name(enum scan_hint hint)
{
    static const char *const names[SCAN_HINT_COUNT] = {
#define X(name) #name,
        SCAN_HINT_LIST(X)
#undef X
    };
    return hint >= 0 && hint < SCAN_HINT_COUNT ? names[hint] : "?";
}

enum scan_hint hint_for(const struct plane *picture, const struct scan_result *result)
{
    if (result->code_count > 1) {
        return SCAN_HINT_SEVERAL_CODES;
    }
    if (result->code_count == 1) {
        return SCAN_HINT_NONE;
    }
    uint64_t sum = 0;
    uint64_t count = 0;
    int low = 255;
    int high = 0;
    for (int y = 0; y < picture->height; y += SAMPLE_STEP_PX) {
        const uint8_t *row = picture->px + (size_t)y * (size_t)picture->width;
        for (int x = 0; x < picture->width; x += SAMPLE_STEP_PX) {
            sum += row[x];
            count++;
            low = row[x] < low ? row[x] : low;
            high = row[x] > high ? row[x] : high;
        }
    }
    uint64_t mean = sum / count;
    if (high - low <= COVERED_SPREAD) {
        return SCAN_HINT_COVERED;
    }
    return mean < DIM_MEAN ? SCAN_HINT_DIM : SCAN_HINT_NOTHING;
}
