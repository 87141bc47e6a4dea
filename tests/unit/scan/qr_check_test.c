/* Layout, format and error correction against symbols of an independent encoder. */
#include "tests/kit/kit.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>
#include "base/rng.h"
#include "scan/qr_check.h"

struct bed {
    struct qr_layout layout;
    struct qr_modules modules;
    struct qr_check_room room;
    struct qr_verdict verdict;
};

static struct bed *new_bed(void)
{
    struct bed *b = calloc(1, sizeof(*b));
    assert_non_null(b);
    return b;
}

static void encode(struct bed *b, int version, enum qr_level level)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H};
    QRcode *code = QRcode_encodeString8bit("sample", version, levels[level]);
    assert_non_null(code);
    assert_int_equal(code->version, version);
    qr_layout_make(&b->layout, version);
    b->modules.version = version;
    b->modules.side = code->width;
    for (int i = 0; i < code->width * code->width; i++) {
        b->modules.level[i] = code->data[i] & 1 ? 0 : 255;
    }
    QRcode_free(code);
}

static void every_version_and_level_agrees(void **state)
{
    (void)state;
    struct bed *b = new_bed();
    for (int version = 1; version <= QR_VERSION_MAX; version++) {
        for (int level = 0; level < QR_LEVELS; level++) {
            encode(b, version, (enum qr_level)level);
            assert_int_equal(b->layout.side, b->modules.side);
            for (int i = 0; i < b->modules.side * b->modules.side; i++) {
                bool dark = b->modules.level[i] == 0;
                assert_false(b->layout.module[i] == QR_DARK && !dark);
                assert_false(b->layout.module[i] == QR_LIGHT && dark);
            }
            assert_true(qr_check(&b->modules, &b->layout, &b->room, false, &b->verdict));
            assert_int_equal(b->verdict.level, level);
            assert_int_equal(b->verdict.corrected, 0);
            assert_int_equal(b->verdict.format_misses, 0);
            assert_false(b->verdict.is_part);
        }
    }
    free(b);
}

/* Flips one bit in each of n codewords of a single-block symbol. */
static void damage(struct bed *b, int n, uint8_t sureness)
{
    struct qr_blocks q = qr_blocks_of(b->modules.version, b->verdict.level);
    for (int i = 0; i < n; i++) {
        int at = b->room.first_bit[(i * q.codewords / n) * 8 + 3];
        b->modules.level[at] =
            (uint8_t)(b->modules.level[at] < 128 ? 128 + sureness : 127 - sureness);
    }
}

static void corrects_half_the_check_words(void **state)
{
    (void)state;
    struct bed *b = new_bed();
    static const struct {
        int errors;
        bool patient, accepted;
        uint8_t sureness;
    } rows[] = {
        {1, false, true, 100}, {8, false, true, 100},  {9, false, false, 100},
        {9, true, false, 127}, {12, false, false, 10}, {12, true, true, 10},
        {13, true, false, 10},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        encode(b, 2, QR_LEVEL_M); /* one block, 16 check codewords */
        assert_true(qr_check(&b->modules, &b->layout, &b->room, false, &b->verdict));
        damage(b, rows[i].errors, rows[i].sureness);
        bool got = qr_check(&b->modules, &b->layout, &b->room, rows[i].patient, &b->verdict);
        assert_int_equal(got, rows[i].accepted);
        if (got) {
            assert_int_equal(b->verdict.corrected, rows[i].errors);
            assert_int_equal(b->verdict.used_erasures, rows[i].patient);
        }
    }
    free(b);
}

/* Table 9 lets version 1-L correct two codewords, not the three its check words could. */
static void small_symbols_keep_a_reserve(void **state)
{
    (void)state;
    struct bed *b = new_bed();
    for (int errors = 1; errors <= 3; errors++) {
        encode(b, 1, QR_LEVEL_L);
        assert_true(qr_check(&b->modules, &b->layout, &b->room, false, &b->verdict));
        damage(b, errors, 100);
        bool got = qr_check(&b->modules, &b->layout, &b->room, false, &b->verdict);
        assert_int_equal(got, errors <= 2);
    }
    free(b);
}

static void filled_in_modules_decode_without_patience(void **state)
{
    (void)state;
    struct bed *b = new_bed();
    encode(b, 2, QR_LEVEL_M);
    assert_true(qr_check(&b->modules, &b->layout, &b->room, false, &b->verdict));
    damage(b, 12, 5);
    assert_true(qr_check(&b->modules, &b->layout, &b->room, true, &b->verdict));
    assert_true(qr_check(&b->modules, &b->layout, &b->room, false, &b->verdict));
    free(b);
}

static void noise_is_refused(void **state)
{
    (void)state;
    struct bed *b = new_bed();
    struct rng rng;
    rng_init(&rng, 11);
    for (int round = 0; round < 400; round++) {
        int version = 1 + (int)rng_below(&rng, 12);
        qr_layout_make(&b->layout, version);
        b->modules.version = version;
        b->modules.side = b->layout.side;
        for (int i = 0; i < b->layout.side * b->layout.side; i++) {
            b->modules.level[i] = (uint8_t)rng_below(&rng, 256);
        }
        assert_false(qr_check(&b->modules, &b->layout, &b->room, true, &b->verdict));
    }
    free(b);
}

static void reads_the_header_of_a_part(void **state)
{
    (void)state;
    static const unsigned char text[] = "0123456789abcdefghijklmnopqrstuvwxyz0123456789";
    uint8_t parity = 0;
    for (size_t i = 0; i + 1 < sizeof(text); i++) {
        parity ^= text[i];
    }
    QRcode_List *list = QRcode_encodeDataStructured((int)sizeof(text) - 1, text, 2, QR_ECLEVEL_M);
    int count = QRcode_List_size(list);
    struct bed *b = new_bed();
    int index = 0;
    for (QRcode_List *at = list; at != NULL; at = at->next, index++) {
        qr_layout_make(&b->layout, at->code->version);
        b->modules.version = at->code->version;
        b->modules.side = at->code->width;
        for (int i = 0; i < at->code->width * at->code->width; i++) {
            b->modules.level[i] = at->code->data[i] & 1 ? 0 : 255;
        }
        qr_transpose(&b->modules);
        assert_false(qr_check(&b->modules, &b->layout, &b->room, false, &b->verdict));
        qr_transpose(&b->modules);
        assert_true(qr_check(&b->modules, &b->layout, &b->room, false, &b->verdict));
        assert_true(b->verdict.is_part);
        assert_int_equal(b->verdict.part_index, index);
        assert_int_equal(b->verdict.part_count, count);
        assert_int_equal(b->verdict.part_parity, parity);
    }
    QRcode_List_free(list);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_and_level_agrees),
        cmocka_unit_test(corrects_half_the_check_words),
        cmocka_unit_test(small_symbols_keep_a_reserve),
        cmocka_unit_test(filled_in_modules_decode_without_patience),
        cmocka_unit_test(noise_is_refused),
        cmocka_unit_test(reads_the_header_of_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
