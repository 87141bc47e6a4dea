/* 禁則: which characters may not begin or end a line, as a check of lines that are already set.
 *
 * The breaking itself is Pango's (UAX #14, strict for ja); this is the judge for lints and tests,
 * after the classes of JIS X 4051 and JLREQ: closing brackets, 、。，．・：；？！, ー, small kana
 * and iteration marks never begin a line, opening brackets never end one.
 */
#ifndef TYPESET_KINSOKU_H
#define TYPESET_KINSOKU_H

#include <stdbool.h>
#include <stdint.h>
#include "typeset/typeset.h"

bool kinsoku_may_begin(uint32_t code_point);
bool kinsoku_may_end(uint32_t code_point);

/* The first line of the layout that breaks a rule, -1 for none. The start of the text and lines
 * begun by a line feed count too. */
int kinsoku_fault(const struct text_layout *layout);

#endif
