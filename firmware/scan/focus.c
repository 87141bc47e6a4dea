#include "scan/focus.h"

enum {
    SIDE_MIN_PX = 64,
    ROW_STEP = 2,
    CONTRAST_MIN = 48, /* gray levels between the darkest and the lightest hundredth */
    GRAYS = 256,
};

/* The value that `share` thousandths of the counted samples lie at or below. */
static int value_at(const uint32_t *count, int share)
{
    uint64_t total = 0, seen = 0;
    for (int i = 0; i < GRAYS; i++) {
        total += count[i];
    }
    for (int i = 0; i < GRAYS; i++) {
        seen += count[i];
        if (seen * 1000 >= total * (uint64_t)share) {
            return i;
        }
    }
    return GRAYS - 1;
}

int focus_percent(const struct image_gray *frame)
{
    uint32_t gray[GRAYS] = {0}, step[GRAYS] = {0};
    if (frame->width_px < SIDE_MIN_PX || frame->height_px < SIDE_MIN_PX) {
        return FOCUS_UNKNOWN;
    }
    int left = frame->width_px / 4, right = frame->width_px * 3 / 4;
    for (int y = frame->height_px / 4; y < frame->height_px * 3 / 4; y += ROW_STEP) {
        const uint8_t *row = frame->pixels + (ptrdiff_t)y * frame->stride;
        for (int x = left; x < right; x++) {
            int d = row[x + 1] - row[x];
            gray[row[x]]++;
            step[d < 0 ? -d : d]++;
        }
    }
    int contrast = value_at(gray, 990) - value_at(gray, 10);
    if (contrast < CONTRAST_MIN) {
        return FOCUS_UNKNOWN;
    }
    int percent = value_at(step, 995) * 100 / contrast;
    return percent < 100 ? percent : 100;
}
