/* The thing that was fetched is the thing that was asked for: by its tag, by eye where it has none,
 * and by the numbers of its sheets. */
#include "core/machine.h"
#include "core/offline.h"

#include <string.h>

bool item_has_tag(const struct core *c, const struct item *item)
{
    const struct application *a = item_application(c, item);
    for (int i = 0; a != NULL && i < a->deliverable_count; i++) {
        if (a->deliverable[i].item_tag[0] != '\0') {
            return true;
        }
    }
    return false;
}

static bool tag_matches(const struct core *c, const struct item *item, const char *tag)
{
    const struct application *a = item_application(c, item);
    for (int i = 0; a != NULL && i < a->deliverable_count; i++) {
        const char *want = a->deliverable[i].item_tag;
        if (want[0] != '\0' && strcmp(want, tag) == 0) {
            return true;
        }
    }
    return false;
}

void item_match_if_whole(struct step *s, struct ticket *t, struct item *item)
{
    s->c->counter.match_refused = false;
    if (item->tag_by == NULL || !item_has_sheets(s->c, item)) {
        emit_tone(s, TONE_READ_OK);
        return;
    }
    item->state = ITEM_MATCHED;
    emit_detail(emit_item_row(s, JOURNAL_MATCHED, t, item), "by=%s", item->tag_by);
    emit_tone(s, TONE_READ_OK);
    if (t->item_count > 1) {
        item_advance(s, t);
    }
}

void item_tag_seen(struct step *s, struct ticket *t, struct item *item, const char *by)
{
    if (offline_refuses(s, OFFLINE_FINISH_BEGUN)) {
        return;
    }
    item->tag_by = by;
    item_match_if_whole(s, t, item);
}

/* A tag first: what is no tag of this item is the serial of a sheet, or another's. */
void item_take_code(struct step *s, struct ticket *t, struct item *item)
{
    const char *text = s->ev->tag.text;
    if (item->state != ITEM_MATCHING || !item_is_sure(s->c, item)) {
        return;
    }
    if (tag_matches(s->c, item, text)) {
        item_tag_seen(s, t, item, "tag");
        return;
    }
    if (item_is_sheet_code(s->c, text)) {
        item_read_sheet(s, t, item, text, "code");
        return;
    }
    s->c->counter.match_refused = true;
    s->c->counter.refused_why = NULL;
    emit_item_row(s, JOURNAL_MATCH_REFUSED, t, item);
    emit_tone(s, TONE_CANNOT);
}
