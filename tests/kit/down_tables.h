/* Makes the tables of ui/down.c from the real building blocks and the real fonts.
 *
 * Promises: the same fonts give the same text, to the byte. What stands on the screens is in
 * down_tables.c; what the letters look like is in down_glyphs.c.
 */
#ifndef TESTS_KIT_DOWN_TABLES_H
#define TESTS_KIT_DOWN_TABLES_H

#include "base/str.h"
#include "ui/lettering.h"
#include "ui/node.h"

enum {
    DOWN_SCREENS_SIZE = 64 * 1024,
    DOWN_GLYPHS_SIZE = 2 * 1024 * 1024,
    DOWN_GLYPHS_MAX = 640,
    DOWN_LINE_SIZE = 512,
};

struct down_glyphs {
    int count;
    struct {
        enum type type;
        uint32_t code;
    } glyph[DOWN_GLYPHS_MAX];
};

/* Adds the characters of `line`, each once. */
void down_glyphs_add(struct down_glyphs *g, enum type type, const char *line);
/* down_glyphs.def */
void down_glyphs_print(const struct down_glyphs *g, struct typeset *ts, struct strbuf *out);

/* Both tables. `tree` is scratch. */
void down_tables(struct node_tree *tree, struct lettering *lettering, struct strbuf *out_screens,
                 struct strbuf *out_glyphs);

#endif
