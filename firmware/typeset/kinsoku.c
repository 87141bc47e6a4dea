#include "typeset/kinsoku.h"

#include <stddef.h>
#include "base/utf8.h"

static const char never_begins[] = "、。，．・：；？！,.!?)]}」』）］｝〉》】〕"
                                   "ーゝゞヽヾ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
static const char never_ends[] = "([{「『（［｛〈《【〔";

static bool is_in(struct str set, uint32_t code_point)
{
    uint32_t c = 0;
    while (utf8_next(&set, &c)) {
        if (c == code_point) {
            return true;
        }
    }
    return false;
}

bool kinsoku_may_begin(uint32_t code_point)
{
    return !is_in(str_of(never_begins), code_point);
}

bool kinsoku_may_end(uint32_t code_point)
{
    return !is_in(str_of(never_ends), code_point);
}

static bool is_mark(uint32_t c)
{
    return c == 0x200B || c == 0x2060 || c == ' ' || c == 0x3000;
}

static bool line_is_good(struct str line)
{
    uint32_t c = 0, first = 0, last = 0;
    while (utf8_next(&line, &c)) {
        if (is_mark(c)) {
            continue;
        }
        first = first == 0 ? c : first;
        last = c;
    }
    return first == 0 || (kinsoku_may_begin(first) && kinsoku_may_end(last));
}

int kinsoku_fault(const struct text_layout *layout)
{
    for (int i = 0; i < layout->line_count; i++) {
        if (!line_is_good(layout->line[i].text)) {
            return i;
        }
    }
    return -1;
}
