/* Structured append: whole messages only, typed when incomplete. */
#include "tests/kit/kit.h"

#include <string.h>
#include "scan/parts.h"
#include "scan/passes.h"
#include "tests/unit/scan/qr_picture.h"

static uint8_t parity_of(const char *text)
{
    uint8_t parity = 0;
    for (; *text != 0; text++) {
        parity ^= (uint8_t)*text;
    }
    return parity;
}

static struct part part_of(const char *text, uint8_t index, uint8_t count, uint8_t parity)
{
    return (struct part){(const uint8_t *)text, strlen(text), index, count, parity};
}

static void add(struct parts *p, struct part part, enum parts_state want)
{
    assert_ok(parts_add(p, &part));
    assert_int_equal(p->state, want);
}

static void collects_in_any_order(void **state)
{
    (void)state;
    struct parts p;
    parts_init(&p);
    assert_int_equal(p.state, PARTS_EMPTY);
    uint8_t parity = parity_of("one/two/three");
    add(&p, part_of("/three", 2, 3, parity), PARTS_INCOMPLETE);
    add(&p, part_of("one", 0, 3, parity), PARTS_INCOMPLETE);
    add(&p, part_of("one", 0, 3, parity), PARTS_INCOMPLETE);
    assert_int_equal(__builtin_popcount(p.seen), 2);
    add(&p, part_of("/two", 1, 3, parity), PARTS_COMPLETE);
    uint8_t out[32];
    size_t n = 0;
    assert_false(parts_message(&p, out, 12, &n));
    assert_true(parts_message(&p, out, sizeof(out), &n));
    assert_int_equal(n, 13);
    assert_memory_equal(out, "one/two/three", 13);
}

static void another_series_starts_over(void **state)
{
    (void)state;
    struct parts p;
    parts_init(&p);
    add(&p, part_of("aa", 0, 2, 7), PARTS_INCOMPLETE);
    add(&p, part_of("bb", 1, 3, 7), PARTS_INCOMPLETE);
    assert_int_equal(__builtin_popcount(p.seen), 1);
    uint8_t parity = parity_of("aabb");
    add(&p, part_of("bb", 1, 2, parity), PARTS_INCOMPLETE);
    add(&p, part_of("aa", 0, 2, parity), PARTS_COMPLETE);
    add(&p, part_of("cc", 0, 2, parity), PARTS_INCOMPLETE); /* contradicts part 0 */
}

static void mixed_messages_are_damaged(void **state)
{
    (void)state;
    struct parts p;
    parts_init(&p);
    add(&p, part_of("aa", 0, 2, 0x33), PARTS_INCOMPLETE);
    add(&p, part_of("bc", 1, 2, 0x33), PARTS_DAMAGED);
}

static void refuses_impossible_headers(void **state)
{
    (void)state;
    static uint8_t big[PARTS_BYTES_MAX + 1];
    struct parts p;
    parts_init(&p);
    struct part rows[] = {
        part_of("x", 0, 1, 0),
        part_of("x", 2, 2, 0),
        part_of("x", 16, 17, 0),
        {big, sizeof(big), 0, 2, 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_fails(parts_add(&p, &rows[i]), INVALID);
        assert_int_equal(p.state, PARTS_EMPTY);
    }
    for (uint8_t i = 0; i < 2; i++) {
        struct part full = {big, PARTS_BYTES_MAX, i, 4, 0};
        add(&p, full, PARTS_INCOMPLETE);
    }
    struct part last = {big, PARTS_BYTES_MAX, 2, 4, 0};
    assert_fails(parts_add(&p, &last), TOO_LARGE);
    assert_int_equal(__builtin_popcount(p.seen), 2);
}

/* ZBar alone tells the bytes of a part, not which part it is. */
static void a_part_that_only_zbar_found_has_its_place(void **state)
{
    (void)state;
    static const unsigned char text[] = "0123456789abcdefghijklmnopqrstuvwxyz0123456789";
    static struct pass_room room;
    static struct scan_result result;
    static const struct point_f at[4] = {{110, 96}, {300, 110}, {290, 300}, {100, 290}};
    QRcode_List *list = QRcode_encodeDataStructured((int)sizeof(text) - 1, text, 2, QR_ECLEVEL_M);
    assert_ok(pass_room_open(&room));
    int index = 0;
    for (QRcode_List *i = list; i != NULL; i = i->next, index++) {
        struct picture p = picture_new(400, 400, 200);
        struct image_gray frame = picture_view(&p);
        picture_draw(&p, i->code, at, (struct picture_style){40, 200, false});
        (void)plane_take(&room.work, &frame, SCAN_WORK_SIDE_MAX_PX);
        pass_begin(&room, 0);
        result.code_count = 0;
        pass_run(&room, PASS_ZBAR_FULL, &result);
        const struct scan_code *code = &result.code[0];
        assert_int_equal(result.code_count, 1);
        assert_int_equal(code->symbology, SCAN_QR_PART);
        assert_int_equal(code->part_index, index);
        assert_int_equal(code->part_count, QRcode_List_size(list));
        assert_int_equal(code->version, i->code->version);
        assert_int_equal(code->ecc_level, 'M');
        assert_true(code->quality > 50);
        assert_true(fabsf(code->corner[2].x - at[2].x) < 2 &&
                    fabsf(code->corner[2].y - at[2].y) < 2);
        free(p.px);
    }
    assert_int_equal(index, QRcode_List_size(list));
    QRcode_List_free(list);
    pass_room_close(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(collects_in_any_order),
        cmocka_unit_test(another_series_starts_over),
        cmocka_unit_test(mixed_messages_are_damaged),
        cmocka_unit_test(refuses_impossible_headers),
        cmocka_unit_test(a_part_that_only_zbar_found_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
