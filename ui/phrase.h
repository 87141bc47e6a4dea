/* Where a text without marks may break: texts of the core, the faults table, the settings, notices.
 *
 * Promises: a rule of thumb for 文節, no dictionary. A line may end behind punctuation and a
 * closing bracket, before an opening one, and where kana of an ending meet the kanji, katakana,
 * letter or digit of the next word; お and ご stay with their word. A compound such as
 * 自動車検査証, a figure with its unit and a verb with its ending are never parted. Pure; bytes
 * that are not UTF-8 pass as they are.
 */
#ifndef UI_PHRASE_H
#define UI_PHRASE_H

#include "base/str.h"

/* `text` with U+200B where a line may break and U+2060 between all other characters, spaces and
 * line feeds excepted. At most twice the bytes and three a character; `out` says when it is cut. */
void phrase_mark(struct strbuf *out, struct str text);

#endif
