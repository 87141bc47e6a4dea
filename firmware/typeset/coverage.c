#include "typeset/coverage.h"

#include <hb.h>
#include <limits.h>
#include <string.h>
#include "base/utf8.h"

enum { NOT_UTF8 = 0xFFFD };

static hb_font_t *font_of_file(const char *file)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(file);
    if (blob == NULL) {
        return NULL;
    }
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_face_get_glyph_count(face) > 0 ? hb_font_create(face) : NULL;
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

struct err coverage_open(struct coverage_fonts *out)
{
    struct coverage_fonts fonts = {0};
    for (enum font_face face = 0; face < FACE_COUNT; face++) {
        fonts.face[face] = font_of_file(font_face_file(face, false));
        if (fonts.face[face] == NULL) {
            coverage_close(&fonts);
            return FAIL(NOT_FOUND);
        }
    }
    *out = fonts;
    return OK;
}

void coverage_close(struct coverage_fonts *fonts)
{
    for (enum font_face face = 0; face < FACE_COUNT; face++) {
        hb_font_destroy(fonts->face[face]);
        fonts->face[face] = NULL;
    }
}

bool coverage_is_selector(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/* Nothing is drawn for these, so no font needs them. */
static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

enum coverage coverage_of(const struct coverage_fonts *fonts, enum font_face face,
                          uint32_t code_point, uint32_t selector)
{
    hb_font_t *font = fonts->face[face];
    hb_codepoint_t glyph = 0;
    if (is_invisible(code_point)) {
        return COVERAGE_EXACT;
    }
    if (code_point == NOT_UTF8 || !hb_font_get_nominal_glyph(font, code_point, &glyph)) {
        return COVERAGE_ABSENT;
    }
    if (selector != 0 && !hb_font_get_variation_glyph(font, code_point, selector, &glyph)) {
        return COVERAGE_BASE_ONLY;
    }
    return COVERAGE_EXACT;
}

struct character {
    uint32_t code_point;
    uint32_t selector;
};

/* Takes one character off the text, a byte that is not UTF-8 as a character of its own. */
static bool next_character(struct str *rest, struct character *out)
{
    if (rest->n == 0) {
        return false;
    }
    *out = (struct character){0};
    if (!utf8_next(rest, &out->code_point)) {
        *rest = str_skip(*rest, 1);
        out->code_point = NOT_UTF8;
        return true;
    }
    struct str ahead = *rest;
    uint32_t selector = 0;
    if (utf8_next(&ahead, &selector) && coverage_is_selector(selector)) {
        out->selector = selector;
        *rest = ahead;
    }
    return true;
}

struct tally {
    int absent;
    int base_only;
};

static struct tally audit_in_face(const struct coverage_fonts *fonts, enum font_face face,
                                  struct str text, struct audit *out)
{
    struct tally tally = {0};
    struct character c;
    memset(out, 0, sizeof *out);
    out->face = face;
    for (int index = 0; next_character(&text, &c); index++) {
        enum coverage coverage = coverage_of(fonts, face, c.code_point, c.selector);
        if (coverage == COVERAGE_EXACT) {
            continue;
        }
        tally.absent += coverage == COVERAGE_ABSENT;
        tally.base_only += coverage == COVERAGE_BASE_ONLY;
        out->worst = coverage > out->worst ? coverage : out->worst;
        if (out->finding_count < AUDIT_FINDINGS_MAX) {
            out->finding[out->finding_count] =
                (struct audit_finding){c.code_point, c.selector, index, coverage};
        }
        out->finding_count++;
    }
    return tally;
}

void coverage_audit(const struct coverage_fonts *fonts, enum text_family family, struct str text,
                    struct audit *out)
{
    const struct font_chain *chain = font_chain_of(family);
    struct tally best = {INT_MAX, INT_MAX};
    for (int i = 0; i < chain->count && (best.absent > 0 || best.base_only > 0); i++) {
        struct audit audit;
        struct tally tally = audit_in_face(fonts, chain->face[i], text, &audit);
        bool better = tally.absent < best.absent ||
                      (tally.absent == best.absent && tally.base_only < best.base_only);
        if (better) {
            best = tally;
            *out = audit;
        }
    }
}

void coverage_describe(const struct audit_finding *finding, struct strbuf *out)
{
    char utf8[4];
    if (finding->code_point != NOT_UTF8) {
        strbuf_add(out, (struct str){utf8, (size_t)utf8_put(finding->code_point, utf8)});
        if (finding->selector != 0) {
            strbuf_add(out, (struct str){utf8, (size_t)utf8_put(finding->selector, utf8)});
        }
        strbuf_char(out, ' ');
    }
    strbuf_format(out, "U+%04X", (unsigned)finding->code_point);
    if (finding->selector != 0) {
        strbuf_format(out, " U+%04X", (unsigned)finding->selector);
    }
}
