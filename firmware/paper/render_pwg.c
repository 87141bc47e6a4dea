#include "paper/pwg.h"
#include "paper/render.h"

#include <stdlib.h>

struct err paper_render_pwg(struct typeset *ts, const struct document *d, paper_write_fn *write,
                            void *context)
{
    struct paper_size size;
    TRY(page_admit(ts, d, 0, PWG_DPI, &size));
    if (size.width != PAPER_A4_WIDTH || size.height != PAPER_A4_HEIGHT) {
        return FAIL(UNSUPPORTED);
    }
    size_t capacity =
        (size_t)page_dots(size.width, PWG_DPI) * (size_t)page_dots(size.height, PWG_DPI);
    uint8_t *pixels = malloc(capacity);
    if (pixels == NULL) {
        return FAIL(NO_MEMORY);
    }
    struct err e = pwg_begin(write, context);
    for (int i = 0; i < size.page_count && !failed(e); i++) {
        struct image_gray page;
        e = paper_render_gray(ts, d, i, PWG_DPI, pixels, capacity, &page);
        if (!failed(e)) {
            e = pwg_page(&page, size.page_count, write, context);
        }
    }
    free(pixels);
    return e;
}
