/* The glyph audit: can this text be shown as it is written, character by character?
 *
 * Promises: asks the character maps of the very files that are drawn with (HarfBuzz:
 * hb_font_get_nominal_glyph, hb_font_get_variation_glyph), because the drawing libraries replace a
 * missing glyph or an unknown variation selector without a word. A character is a code point with
 * its selector (IVS, U+FE00..FE0F, U+E0100..E01EF). Never normalises, never judges similarity.
 * Line-break marks and other invisible characters count as exact.
 */
#ifndef TYPESET_COVERAGE_H
#define TYPESET_COVERAGE_H

#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "typeset/fonts.h"

enum { AUDIT_FINDINGS_MAX = 8 };

enum coverage {
    COVERAGE_EXACT,     /* this character, this variant */
    COVERAGE_BASE_ONLY, /* the character, but not the variant its selector asks for */
    COVERAGE_ABSENT,    /* no glyph; also bytes that are not UTF-8 (code point 0xFFFD) */
};

/* One character that is not exact. */
struct audit_finding {
    uint32_t code_point;
    uint32_t selector; /* 0: none */
    int index;         /* how many characters stand before it in the text */
    enum coverage coverage;
};

struct audit {
    enum font_face face; /* the one face for the whole text */
    enum coverage worst; /* EXACT: draw it anywhere */
    int finding_count;   /* characters that are not exact, may exceed the array */
    struct audit_finding finding[AUDIT_FINDINGS_MAX]; /* the first of them */
};

struct coverage_fonts {
    void *face[FACE_COUNT]; /* hb_font_t */
};

/* NOT_FOUND when one of the files of fonts.h cannot be read. The files stay mapped until close. */
struct err coverage_open(struct coverage_fonts *out);
void coverage_close(struct coverage_fonts *fonts); /* also of an all-zero struct */

/* Chooses the first face of the family's chain with every character exact; without one, the face
 * with the fewest absent, then the fewest base-only characters, earlier in the chain first. */
void coverage_audit(const struct coverage_fonts *fonts, enum text_family family, struct str text,
                    struct audit *out);

/* One character in one face; selector 0 for none. */
enum coverage coverage_of(const struct coverage_fonts *fonts, enum font_face face,
                          uint32_t code_point, uint32_t selector);

/* A character as staff read it: 邉󠄁 U+9089 U+E0101. */
void coverage_describe(const struct audit_finding *finding, struct strbuf *out);

bool coverage_is_selector(uint32_t code_point);

#endif
