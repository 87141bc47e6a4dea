/* What once drove ZBar out of bounds: shapes of CVE-2023-40889 (position patterns beyond what its
 * QR reader matches) and CVE-2023-40890 (DataBar, which is switched off here). */
#include "tests/kit/kit.h"

#include <zbar.h>
#include "scan/engine.h"
#include "scan/zbar_reader.h"
#include "tests/unit/scan/qr_picture.h"

static struct scan_result result;

static bool is_on(void *scanner, zbar_symbol_type_t type)
{
    int value = -1;
    assert_int_equal(zbar_image_scanner_get_config(scanner, type, ZBAR_CFG_ENABLE, &value), 0);
    return value != 0;
}

static void only_what_is_asked_for_is_on(void **state)
{
    (void)state;
    static const zbar_symbol_type_t never[] = {ZBAR_DATABAR, ZBAR_DATABAR_EXP, ZBAR_CODABAR,
                                               ZBAR_CODE39,  ZBAR_CODE93,      ZBAR_I25,
                                               ZBAR_SQCODE};
    struct zbar_reader r;
    assert_ok(zbar_reader_open(&r));
    for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
        assert_false(is_on(r.qr, never[i]));
        assert_false(is_on(r.bars, never[i]));
    }
    assert_true(is_on(r.qr, ZBAR_QRCODE));
    assert_false(is_on(r.bars, ZBAR_QRCODE));
    assert_false(is_on(r.qr, ZBAR_EAN13));
    assert_false(is_on(r.qr, ZBAR_CODE128));
    zbar_reader_close(&r);
}

/* Bars and spaces of these widths from the left edge, over the whole height. */
static void bars(struct picture *p, const int *width, size_t count, int module)
{
    int x = 4 * module;
    for (size_t i = 0; i < count; i++) {
        for (int k = 0; k < width[i] * module && x < p->width; k++, x++) {
            for (int y = 0; y < p->height && i % 2 == 1; y++) {
                p->px[y * p->width + x] = 10;
            }
        }
    }
}

/* DataBar Expanded: finder patterns of 15 modules (GS1 General Specifications 5.5.2) between
 * characters of 17, in sequences no segment table has, longer than the eleven pairs it knows. */
static void databar_sequences(void **state)
{
    (void)state;
    static const int finder[6][5] = {{1, 8, 4, 1, 1}, {3, 6, 4, 1, 1}, {3, 4, 6, 1, 1},
                                     {3, 2, 8, 1, 1}, {2, 6, 5, 1, 1}, {2, 2, 9, 1, 1}};
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct rng rng;
        rng_init(&rng, seed);
        int width[2 + 24 * 13];
        size_t n = 0;
        width[n++] = 1;
        width[n++] = 1;
        for (int pair = 0; pair < 24; pair++) {
            const int *f = finder[rng_below(&rng, 6)];
            for (int i = 0; i < 5; i++) {
                width[n++] = pair % 2 == 0 ? f[i] : f[4 - i];
            }
            for (int i = 0; i < 8; i++) {
                width[n++] = i == 7 ? 3 : 2;
            }
        }
        struct picture p = picture_new(900, 60, 230);
        bars(&p, width, n, 1 + (int)(seed % 2));
        struct image_gray frame = picture_view(&p);
        assert_ok(scan_frame(e, &frame, SCAN_EFFORT_STILL, &result));
        assert_int_equal(result.code_count, 0);
        free(p.px);
    }
    scan_close(e);
}

static void ring(struct picture *p, float cx, float cy, float module)
{
    for (int i = 0; i < p->width * p->height; i++) {
        float dx = fabsf((float)(i % p->width) + 0.5F - cx) / module;
        float dy = fabsf((float)(i / p->width) + 0.5F - cy) / module;
        float reach = fmaxf(dx, dy);
        if (reach < 4.5F) {
            p->px[i] = reach < 1.5F || (reach >= 2.5F && reach < 3.5F) ? 20 : 235;
        }
    }
}

/* Many patterns of one size, some in line, some on top of each other: every triple a candidate. */
static void clusters_of_patterns(void **state)
{
    (void)state;
    struct zbar_reader r;
    struct scan_engine *e = NULL;
    assert_ok(zbar_reader_open(&r));
    assert_ok(scan_open(&e));
    for (uint64_t seed = 0; seed < 4; seed++) {
        struct rng rng;
        rng_init(&rng, seed);
        struct picture p = picture_new(240, 200, 235);
        float module = 1.0F + 0.5F * (float)(seed % 4);
        for (int i = 0; i < 60; i++) {
            bool in_line = seed % 2 == 0;
            float x =
                in_line ? 12.0F + (float)(i % 20) * 11.0F : 5.0F + (float)rng_unit(&rng) * 230;
            float y =
                in_line ? 20.0F + (float)(i / 20) * 55.0F : 5.0F + (float)rng_unit(&rng) * 190;
            ring(&p, x, y, module);
        }
        struct scan_code code[SCAN_CODES_MAX];
        const struct plane plane = {p.px, p.width, p.height};
        assert_int_equal(zbar_reader_qr(&r, &plane, code, SCAN_CODES_MAX), 0);
        struct image_gray frame = picture_view(&p);
        assert_ok(scan_frame(e, &frame, SCAN_EFFORT_STILL, &result));
        assert_int_equal(result.code_count, 0);
        free(p.px);
    }
    zbar_reader_close(&r);
    scan_close(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_asked_for_is_on),
        cmocka_unit_test(databar_sequences),
        cmocka_unit_test(clusters_of_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
