#include "sim/world_kept.h"

static const char *const words[WORLD_PART_KIND_COUNT] = {
#define X(name, word) word,
    WORLD_PART_LIST(X)
#undef X
};

bool world_kept_has(const struct world_kept *kept, struct world_part part)
{
    for (int i = 0; i < kept->count; i++) {
        if (kept->part[i].kind == part.kind && kept->part[i].no == part.no) {
            return true;
        }
    }
    return false;
}

void world_kept_add(struct world_kept *kept, struct world_part part)
{
    if (kept->count == WORLD_KEPT_MAX) {
        kept->cut = true;
        return;
    }
    kept->part[kept->count++] = part;
}

const char *world_part_word(enum world_part_kind kind)
{
    return words[kind];
}

bool world_part_parse(struct str word, enum world_part_kind *out)
{
    int place = str_place(word, words, WORLD_PART_KIND_COUNT);
    if (place < 0) {
        return false;
    }
    *out = (enum world_part_kind)place;
    return true;
}
