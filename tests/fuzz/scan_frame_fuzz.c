/* Frames: any pixels in any shape are scanned within bounds. Small, because all passes run.
 *
 * Two bytes choose the shape, one how the rest is spread (as pixels, or as modules of a drawn
 * symbol with true position patterns, so that grids and corrections are reached), the rest is the
 * picture.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "scan/engine.h"
#include "scan/qr_layout.h"

enum { SIDE_MAX = 80, MODULE_PX = 2, VERSION_MAX = 4, MARGIN = 10 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct scan_engine *the_engine(void)
{
    static struct scan_engine *engine;
    if (engine == NULL && failed(scan_open(&engine))) {
        abort();
    }
    return engine;
}

static void draw_symbol(const uint8_t *data, size_t size, int version, struct image_gray *frame,
                        uint8_t *px)
{
    static struct qr_layout layout;
    qr_layout_make(&layout, version);
    int side = layout.side * MODULE_PX + 2 * MARGIN;
    memset(px, 220, (size_t)side * (size_t)side);
    for (int y = 0; y < layout.side * MODULE_PX; y++) {
        for (int x = 0; x < layout.side * MODULE_PX; x++) {
            int at = y / MODULE_PX * layout.side + x / MODULE_PX;
            size_t bit = (size_t)at % (size * 8);
            bool dark = layout.module[at] == QR_DARK ||
                        (layout.module[at] != QR_LIGHT && (data[bit / 8] >> bit % 8 & 1) != 0);
            px[(y + MARGIN) * side + x + MARGIN] = dark ? 30 : 220;
        }
    }
    *frame = (struct image_gray){px, side, side, side};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4) {
        return 0;
    }
    enum { SYMBOL_SIDE = (17 + 4 * VERSION_MAX) * MODULE_PX + 2 * MARGIN };
    static_assert(SYMBOL_SIDE >= SIDE_MAX, "px holds both kinds of frame");
    static uint8_t px[SYMBOL_SIDE * SYMBOL_SIDE];
    static struct scan_result result;
    struct image_gray frame;
    if ((data[2] & 1) == 0) {
        int width = 1 + data[0] % SIDE_MAX;
        int height = 1 + data[1] % SIDE_MAX;
        for (int i = 0; i < width * height; i++) {
            px[i] = data[3 + (size_t)i % (size - 3)];
        }
        frame = (struct image_gray){px, width, height, width};
    } else {
        draw_symbol(data + 3, size - 3, 1 + data[0] % VERSION_MAX, &frame, px);
    }
    static const enum scan_effort efforts[4] = {SCAN_EFFORT_FRAME, SCAN_EFFORT_FRAME,
                                                SCAN_EFFORT_FIRST, SCAN_EFFORT_STILL};
    enum scan_effort effort = efforts[data[2] >> 1 & 3];
    struct err e = scan_frame(the_engine(), &frame, effort, &result);
    assert(!failed(e));
    assert(result.code_count >= 0 && result.code_count <= SCAN_CODES_MAX);
    for (int i = 0; i < result.code_count; i++) {
        assert(result.code[i].length <= SCAN_PAYLOAD_MAX);
        assert(result.code[i].version <= QR_VERSION_MAX);
    }
    return 0;
}
