/* Text catalogue: every fixed word on a screen, in Japanese and in やさしい日本語.
 *
 * Promises: one row per text in text.def; a missing column does not compile. Marks inside a text:
 *   /            a line may break here (文節); a space too, and vanishes at a line's end
 *   \n           a line ends here
 *   **…**        bold
 *   {漢字|かな}  ruby; the access name reads it once, as 漢字
 *   $1 $2        filled in by text_fill()
 * Staff texts have one language. Texts from outside (names, notices) are never read for marks:
 * node_data() shows them, and as $1 or $2 their mark characters become full-width ones.
 */
#ifndef UI_TEXT_H
#define UI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

enum text {
#define X(id, ja, easy) TEXT_##id,
#define S(id, ja)       TEXT_##id,
#include "ui/text.def"
#undef X
#undef S
    TEXT_COUNT,
};

const char *text_of(enum text id, bool easy);
const char *text_name(enum text id); /* "READY_TITLE" */

/* Copies `pattern` with $1 and $2 replaced; NULL counts as empty. */
void text_fill(struct strbuf *out, const char *pattern, const char *one, const char *two);

/* What typeset is given: `/` becomes U+200B. joined: U+2060 stands between all other characters, so
 * that lines break only at marks and spaces. */
void text_for_typeset(struct strbuf *out, const char *marked, bool joined);

/* What it says: without marks, ruby once as 漢字, a line feed as a space. */
void text_reading(struct strbuf *out, const char *marked);

/* The same for a voice: ruby once as かな. */
void text_spoken(struct strbuf *out, const char *marked);

#endif
