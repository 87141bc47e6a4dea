#include "tests/kit/kit.h"

#include <string.h>

#include "typeset/kinsoku.h"
#include "typeset/typeset.h"

static const struct text_style body = {.family = FAMILY_UI, .size_px = 40, .width_px = 400};

static const char *const sentences[] = {
    "軽自動車税（種別割）の納付が、まだ電子で確認できません。払っていても反映に数週間かかることがあ"
    "ります"
    "。滞納がないと分かる書面（納税証明書など）を窓口でお見せください。",
    "「状況照会」で「コード」を出して、もう一度「二次元コード」を見せてください。スマートフォンでも"
    "「出せ"
    "ます」。",
    "ちょっとカードリーダーをチェックしていったところ、フィッシャーさんがパーティーへ行っちゃった"
    "。",
    "人々は時々、（あ）、（い）、（う）、『え』、【お】といった記号・符号：注意；確認！本当？を使う"
    "。",
};

static int open_typeset(void **state)
{
    struct typeset *ts = NULL;
    if (failed(typeset_open(&ts))) {
        return -1;
    }
    *state = ts;
    return 0;
}

static int close_typeset(void **state)
{
    typeset_close(*state);
    return 0;
}

static void no_line_breaks_the_rules_at_any_width(void **state)
{
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
        for (int width = 120; width <= 960; width += 20) {
            struct text_style style = body;
            style.width_px = width;
            const struct text_layout *l = typeset_layout(*state, &style, str_of(sentences[i]));
            assert_true(l->line_count > 1);
            assert_int_equal(kinsoku_fault(l), -1);
            assert_true(l->widest_px <= width);
        }
    }
}

static void the_judge_sees_a_bad_line(void **state)
{
    const char *const bad[] = {"はい\n。", "はい「\nコード", "カ\nード", "ち\nょっと", "（\nあ"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const struct text_layout *l = typeset_layout(*state, &body, str_of(bad[i]));
        assert_true(kinsoku_fault(l) >= 0);
    }
    assert_true(kinsoku_may_begin(0x3042));
    assert_false(kinsoku_may_begin(0x30FC));
    assert_false(kinsoku_may_end(0x300C));
}

static void author_marks_are_obeyed(void **state)
{
    struct text_style style = body;
    style.markup = true;
    style.width_px = 320;
    const struct text_layout *l =
        typeset_layout(*state, &style, STR("番号が\u200B呼ばれるまで\u200Bお待ちください。"));
    assert_int_equal(l->line_count, 3);
    style.markup = false;
    style.width_px = 100;
    l = typeset_layout(*state, &style, STR("車\u2060検\u2060証"));
    assert_int_equal(kinsoku_fault(l), -1);
    style.width_px = 130;
    l = typeset_layout(*state, &style, STR("の車\u2060検\u2060証"));
    assert_int_equal(l->line_count, 2);
    assert_int_equal(l->line[0].text.n, 3);
}

static void a_ruby_word_is_never_broken_and_makes_the_line_taller(void **state)
{
    struct text_style style = body;
    style.markup = true;
    style.width_px = 170;
    const struct text_layout *l =
        typeset_layout(*state, &style, STR("この{受付番号|うけつけばんごう}"));
    assert_int_equal(l->line_count, 2);
    assert_int_equal(l->height_px, 2 * 80);
    l = typeset_layout(*state, &style, STR("この番号"));
    assert_int_equal(l->height_px, 64);
}

static void the_em_box_is_the_same_in_every_face(void **state)
{
    struct text_style style = {.size_px = 50};
    int baseline = 0;
    for (enum text_family family = 0; family < FAMILY_COUNT; family++) {
        style.family = family;
        const struct text_layout *l = typeset_layout(*state, &style, STR("受付"));
        assert_int_equal(l->height_px, 80);
        assert_true(baseline == 0 || baseline == l->line[0].baseline_px);
        baseline = l->line[0].baseline_px;
    }
}

static void alignment_is_inside_the_width(void **state)
{
    struct text_style style = body;
    style.align = ALIGN_END;
    const struct text_layout *l = typeset_layout(*state, &style, STR("受付"));
    assert_int_equal(l->line[0].x_px + l->line[0].width_px, 400);
    style.align = ALIGN_CENTER;
    l = typeset_layout(*state, &style, STR("受付"));
    assert_int_equal(l->line[0].x_px, 160);
}

static void odd_text_is_shown_not_refused(void **state)
{
    struct text_style style = body;
    style.width_px = 0;
    const struct text_layout *l = typeset_layout(*state, &style, STR("\xFF\xC0"));
    assert_int_equal(l->coverage, COVERAGE_ABSENT);
    assert_string_equal(l->line[0].text.p, "〓〓");
    l = typeset_layout(*state, &style, STR("名\U0002FFFE"));
    assert_string_equal(l->line[0].text.p, "名〓(U+2FFFE)");
    l = typeset_layout(*state, &style, (struct str){0});
    assert_int_equal(l->line_count, 1);
    char lines[2 * TYPESET_LINES_MAX + 3];
    memset(lines, '\n', sizeof lines);
    l = typeset_layout(*state, &style, (struct str){lines, sizeof lines});
    assert_true(l->cut);
    assert_int_equal(l->line_count, TYPESET_LINES_MAX);
}

static uint64_t pixels_of(struct typeset *ts)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 400, 400);
    cairo_t *cr = cairo_create(surface);
    typeset_draw(ts, cr, 3, 5, typeset_layout(ts, &body, str_of(sentences[0])));
    cairo_surface_flush(surface);
    const unsigned char *p = cairo_image_surface_get_data(surface);
    uint64_t sum = 1469598103934665603ULL;
    for (int i = 0; i < 400 * 400; i++) {
        sum = (sum ^ p[i]) * 1099511628211ULL;
    }
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return sum;
}

static void two_engines_draw_the_same_pixels(void **state)
{
    struct typeset *other = NULL;
    assert_ok(typeset_open(&other));
    uint64_t first = pixels_of(other);
    typeset_close(other);
    assert_true(first == pixels_of(*state));
    assert_true(first == pixels_of(*state));
}

static void the_cache_answers_and_stays_bounded(void **state)
{
    struct typeset_stats before = typeset_stats_of(*state);
    const struct text_layout *kept = typeset_layout(*state, &body, STR("残る"));
    for (int i = 0; i < TYPESET_VALID_CALLS; i++) {
        char text[16];
        struct strbuf b = strbuf_on(text, sizeof text);
        strbuf_int(&b, i);
        typeset_layout(*state, &body, (struct str){text, b.n});
    }
    assert_string_equal(kept->line[0].text.p, "残る");
    assert_ptr_equal(kept, typeset_layout(*state, &body, STR("残る")));
    struct typeset_stats after = typeset_stats_of(*state);
    assert_true(after.hits == before.hits + 1);
    for (int i = 0; i < TYPESET_CACHE_ENTRIES; i++) {
        char text[16];
        struct strbuf b = strbuf_on(text, sizeof text);
        strbuf_format(&b, "n%d", i);
        typeset_layout(*state, &body, (struct str){text, b.n});
    }
    uint64_t misses = typeset_stats_of(*state).misses;
    typeset_layout(*state, &body, STR("残る"));
    assert_true(typeset_stats_of(*state).misses == misses + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_breaks_the_rules_at_any_width),
        cmocka_unit_test(the_judge_sees_a_bad_line),
        cmocka_unit_test(author_marks_are_obeyed),
        cmocka_unit_test(a_ruby_word_is_never_broken_and_makes_the_line_taller),
        cmocka_unit_test(the_em_box_is_the_same_in_every_face),
        cmocka_unit_test(alignment_is_inside_the_width),
        cmocka_unit_test(odd_text_is_shown_not_refused),
        cmocka_unit_test(two_engines_draw_the_same_pixels),
        cmocka_unit_test(the_cache_answers_and_stays_bounded),
    };
    return cmocka_run_group_tests(tests, open_typeset, close_typeset);
}
