#include "tests/kit/kit.h"

#include "typeset/coverage.h"

static struct coverage_fonts fonts;

static int open_fonts(void **state)
{
    (void)state;
    return failed(coverage_open(&fonts)) ? -1 : 0;
}

static int close_fonts(void **state)
{
    (void)state;
    coverage_close(&fonts);
    return 0;
}

struct chain_case {
    enum text_family family;
    const char *text;
    enum font_face face;
    enum coverage worst;
    int findings;
};

/* U+E0100.. of 邉 is Adobe-Japan1 up to the fonts of Noto; IPAmj holds Moji_Joho ones, above. */
static const struct chain_case cases[] = {
    {FAMILY_UI, "受付番号 A-017", FACE_UDP_GOTHIC, COVERAGE_EXACT, 0},
    {FAMILY_UI, "𠮷野", FACE_NOTO_SANS, COVERAGE_EXACT, 0},
    {FAMILY_NAME, "髙﨑𠮷濵", FACE_NOTO_SANS, COVERAGE_EXACT, 0},
    {FAMILY_NAME, "渡邉\U000E0101", FACE_NOTO_SANS, COVERAGE_EXACT, 0},
    {FAMILY_NAME, "渡邉\U000E0110", FACE_IPAMJ, COVERAGE_EXACT, 0},
    {FAMILY_CERT, "髙﨑𠮷濵", FACE_IPAMJ, COVERAGE_EXACT, 0},
    {FAMILY_CERT, "渡邉\U000E0101", FACE_NOTO_SERIF, COVERAGE_EXACT, 0},
    {FAMILY_CERT, "渡邉\U000E01EF子", FACE_IPAMJ, COVERAGE_BASE_ONLY, 1},
    {FAMILY_CERT, "山\U0002FFFE子", FACE_IPAMJ, COVERAGE_ABSENT, 1},
    {FAMILY_CERT, "邉\U000E0101邉\U000E0110", FACE_IPAMJ, COVERAGE_BASE_ONLY, 1},
    {FAMILY_CERT, "\xE3\x81", FACE_IPAMJ, COVERAGE_ABSENT, 2},
    {FAMILY_CERT, "", FACE_IPAMJ, COVERAGE_EXACT, 0},
    {FAMILY_UI, "窓口\u200Bへ\u2060。\n", FACE_UDP_GOTHIC, COVERAGE_EXACT, 0},
};

static void a_whole_text_gets_one_face(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct chain_case *c = &cases[i];
        struct audit audit;
        coverage_audit(&fonts, c->family, str_of(c->text), &audit);
        if (audit.face != c->face || audit.worst != c->worst ||
            audit.finding_count != c->findings) {
            fail_msg("%s: %s, worst %d, %d findings", c->text, font_face_name(audit.face),
                     (int)audit.worst, audit.finding_count);
        }
    }
}

static void the_finding_names_the_character(void **state)
{
    (void)state;
    struct audit audit;
    char text[64];
    coverage_audit(&fonts, FAMILY_CERT, STR("渡邉\U000E01EF子"), &audit);
    assert_int_equal(audit.finding[0].index, 1);
    assert_int_equal(audit.finding[0].code_point, 0x9089);
    assert_int_equal(audit.finding[0].selector, 0xE01EF);
    struct strbuf b = strbuf_on(text, sizeof text);
    coverage_describe(&audit.finding[0], &b);
    assert_string_equal(text, "邉\U000E01EF U+9089 U+E01EF");
    coverage_audit(&fonts, FAMILY_CERT, STR("ab\xFF"), &audit);
    b = strbuf_on(text, sizeof text);
    coverage_describe(&audit.finding[0], &b);
    assert_string_equal(text, "U+FFFD");
}

static void more_findings_than_places_are_counted(void **state)
{
    (void)state;
    struct audit audit;
    coverage_audit(&fonts, FAMILY_NAME, STR("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
                   &audit);
    assert_int_equal(audit.finding_count, 11);
    assert_int_equal(audit.finding[AUDIT_FINDINGS_MAX - 1].index, AUDIT_FINDINGS_MAX - 1);
}

static void a_selector_alone_is_not_a_glyph_of_its_own(void **state)
{
    (void)state;
    assert_true(coverage_is_selector(0xFE00));
    assert_true(coverage_is_selector(0xE01EF));
    assert_false(coverage_is_selector(0xE01F0));
    assert_int_equal(coverage_of(&fonts, FACE_UDP_GOTHIC, 0x20BB7, 0), COVERAGE_ABSENT);
    assert_int_equal(coverage_of(&fonts, FACE_NOTO_SANS, 0x9089, 0xE0110), COVERAGE_BASE_ONLY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_text_gets_one_face),
        cmocka_unit_test(the_finding_names_the_character),
        cmocka_unit_test(more_findings_than_places_are_counted),
        cmocka_unit_test(a_selector_alone_is_not_a_glyph_of_its_own),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
