/* Any gray picture: the search for position patterns ends and every place it names is in the
 * picture.
 *
 * Four bytes choose width, height, threshold and row step; the rest are runs of gray (level,
 * length), row by row, so that stripes and rings are a few bytes away.
 */
#include <assert.h>
#include <math.h>
#include <string.h>
#include "scan/triple.h"

enum { SIDE_MAX = 160, BLOCKS = 20 * 20, RADIUS_MAX = 7, FLAT_MAX = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void paint_runs(const uint8_t *data, size_t size, uint8_t *px, int count)
{
    size_t at = 0;
    for (int i = 0; i < count;) {
        int level = data[at % size], length = 1 + data[(at + 1) % size] % 64;
        at += 2;
        for (; length > 0 && i < count; length--) {
            px[i++] = (uint8_t)level;
        }
    }
}

static void check_cuts(const struct scene *s, const struct finder_list *found)
{
    for (int i = 0; i < found->count; i++) {
        const struct finder *f = &found->item[i];
        assert(f->x >= 0 && f->x <= (float)s->picture->width);
        assert(f->y >= 0 && f->y <= (float)s->picture->height);
        assert(f->module_px > 0 && f->quality <= FINDER_QUALITY_MAX);
        struct finder_cut cut;
        if (finder_cut(s, f, 0.6F, 0.8F, &cut)) {
            assert(isfinite(cut.minus_px) && isfinite(cut.plus_px));
        }
    }
}

static void check_triples(const struct finder_list *found)
{
    struct triple triples[TRIPLES_MAX];
    int n = triple_rank(found, FINDERS_MAX, triples);
    assert(n >= 0 && n <= TRIPLES_MAX);
    for (int i = 0; i < n; i++) {
        assert(triples[i].top_left < found->count && triples[i].top_right < found->count &&
               triples[i].bottom_left < found->count);
        assert(i == 0 || triples[i].cost >= triples[i - 1].cost);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t px[SIDE_MAX * SIDE_MAX], level[BLOCKS], mean[BLOCKS], range[BLOCKS];
    static struct finder_list found;
    if (size < 6) {
        return 0;
    }
    struct plane picture = {px, 16 + data[0] % (SIDE_MAX - 15), 16 + data[1] % (SIDE_MAX - 15)};
    paint_runs(data + 4, size - 4, px, picture.width * picture.height);
    struct threshold threshold = {level, mean, range, 0, 0};
    int radius = 1 + data[2] % RADIUS_MAX;
    if ((data[2] & 0x80) != 0) {
        threshold_make_faint(&threshold, &picture, radius);
    } else {
        threshold_make(&threshold, &picture, radius, data[3] % FLAT_MAX);
    }
    const struct scene s = {&picture, &threshold};
    finder_search(&s, 1 + data[3] / FLAT_MAX % 3, &found);
    assert(found.count >= 0 && found.count <= FINDERS_MAX);
    check_cuts(&s, &found);
    check_triples(&found);
    return 0;
}
