/* The font files of the product, each named by its path, in one table.
 *
 * Promises: nothing but these files is ever seen by the text engine: no system configuration, no
 * system folders, no substitution by name. A missing file is refused at the start, not discovered
 * as a strange glyph on a certificate. Bold files serve bold requests; a face without one stays
 * regular (no artificial emboldening).
 */
#ifndef TYPESET_FONTS_H
#define TYPESET_FONTS_H

#include "base/err.h"

/* X(face, family name inside the file, regular file, bold file or NULL). The first face of a
 * collection is the Japanese one. */
#define FONT_FACE_LIST(X)                                                                          \
    X(UDP_GOTHIC, "BIZ UDPGothic", FONT_BIZ "BIZUDPGothic-Regular.ttf",                            \
      FONT_BIZ "BIZUDPGothic-Bold.ttf")                                                            \
    X(UD_GOTHIC, "BIZ UDGothic", FONT_BIZ "BIZUDGothic-Regular.ttf",                               \
      FONT_BIZ "BIZUDGothic-Bold.ttf")                                                             \
    X(NOTO_SANS, "Noto Sans CJK JP", FONT_NOTO "NotoSansCJK-Regular.ttc",                          \
      FONT_NOTO "NotoSansCJK-Bold.ttc")                                                            \
    X(NOTO_SERIF, "Noto Serif CJK JP", FONT_NOTO "NotoSerifCJK-Regular.ttc",                       \
      FONT_NOTO "NotoSerifCJK-Bold.ttc")                                                           \
    X(IPAMJ, "IPAmjMincho", "/usr/share/fonts/truetype/ipamj/ipamjm.ttf", NULL)

#define FONT_BIZ  "/usr/share/fonts/truetype/bizud-gothic/"
#define FONT_NOTO "/usr/share/fonts/opentype/noto/"

enum font_face {
#define X(face, name, regular, bold) FACE_##face,
    FONT_FACE_LIST(X)
#undef X
        FACE_COUNT,
};

/* What a text is, and with it the chain of faces: a whole text is set in the first face of its
 * chain that has every character exactly; faces are never mixed inside one text. */
enum text_family {
    FAMILY_UI,    /* fixed texts: BIZ UDPGothic, Noto Sans, IPAmj */
    FAMILY_FIXED, /* the same, every Latin letter and digit half an em wide: tables, numbers */
    FAMILY_NAME,  /* names and addresses on screen, slip, list: Noto Sans, IPAmj */
    FAMILY_CERT,  /* on a certificate: IPAmj, Noto Serif */
    FAMILY_COUNT,
};

enum { FONT_CHAIN_MAX = 3 };

struct font_chain {
    int count;
    enum font_face face[FONT_CHAIN_MAX];
};

const char *font_face_name(enum font_face face);            /* family name inside the file */
const char *font_face_file(enum font_face face, bool bold); /* never NULL */
const struct font_chain *font_chain_of(enum text_family family);

#endif
