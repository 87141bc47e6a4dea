/* Sampled modules of any version: the check ends, writes nothing outside, and what it fills in
 * passes without patience. */
#include <assert.h>
#include <string.h>
#include "scan/qr_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct qr_layout layout;
    static struct qr_modules modules;
    static struct qr_check_room room;
    struct qr_verdict verdict;
    if (size < 3) {
        return 0;
    }
    int version = 1 + data[0] % QR_VERSION_MAX;
    if (layout.version != version) {
        qr_layout_make(&layout, version);
    }
    modules.version = version;
    modules.side = layout.side;
    for (int i = 0; i < layout.side * layout.side; i++) {
        modules.level[i] = data[1 + (size_t)i % (size - 1)];
    }
    if (qr_check(&modules, &layout, &room, true, &verdict)) {
        assert(verdict.mask >= 0 && verdict.mask < QR_MASKS);
        bool again = qr_check(&modules, &layout, &room, true, &verdict);
        assert(again);
    }
    qr_transpose(&modules);
    (void)qr_format_misses(&modules);
    return 0;
}
