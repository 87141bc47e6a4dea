#include "typeset/fonts.h"

#include <assert.h>
#include <stddef.h>

struct face_row {
    const char *name;
    const char *regular;
    const char *bold;
};

static const struct face_row face_rows[FACE_COUNT] = {
#define X(face, name_, regular_, bold_)                                                            \
    [FACE_##face] = {.name = name_, .regular = regular_, .bold = bold_},
    FONT_FACE_LIST(X)
#undef X
};

static const struct font_chain chains[FAMILY_COUNT] = {
    [FAMILY_UI] = {3, {FACE_UDP_GOTHIC, FACE_NOTO_SANS, FACE_IPAMJ}},
    [FAMILY_FIXED] = {3, {FACE_UD_GOTHIC, FACE_NOTO_SANS, FACE_IPAMJ}},
    [FAMILY_NAME] = {2, {FACE_NOTO_SANS, FACE_IPAMJ}},
    [FAMILY_CERT] = {2, {FACE_IPAMJ, FACE_NOTO_SERIF}},
};

const char *font_face_name(enum font_face face)
{
    assert(face < FACE_COUNT);
    return face_rows[face].name;
}

const char *font_face_file(enum font_face face, bool bold)
{
    assert(face < FACE_COUNT);
    const struct face_row *row = &face_rows[face];
    return bold && row->bold != NULL ? row->bold : row->regular;
}

const struct font_chain *font_chain_of(enum text_family family)
{
    assert(family < FAMILY_COUNT);
    return &chains[family];
}
