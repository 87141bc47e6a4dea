/* The numbered sheets of an item: each is read back from the finished thing before the item counts
 * as matched, and goes out of the book when the item is handed over. A sheet once read stays with
 * its application, also over a restart, until it is handed over, spoiled or set free on S16. */
#include "core/machine.h"

#include <string.h>

bool stock_is_kept(const struct core *c, enum stock_kind kind)
{
    return (unsigned)kind < STOCK_KIND_COUNT && c->config->stock_kept[kind];
}

/* What stands in the code: "UKS:AB0012" of our own labels, or the bare serial. */
static const char *serial_of(const char *text)
{
    return strncmp(text, "UKS:", 4) == 0 ? text + 4 : text;
}

bool item_wants_sheet(const struct core *c, const struct item *item, enum stock_kind kind)
{
    const struct application *a = item_application(c, item);
    for (int i = 0; a != NULL && i < a->deliverable_count; i++) {
        enum stock_kind of;
        if (a->deliverable[i].handed_here && stock_kind_of(a->deliverable[i].kind, &of) &&
            of == kind) {
            return stock_is_kept(c, kind);
        }
    }
    return false;
}

bool item_has_sheets(const struct core *c, const struct item *item)
{
    char serial[STOCK_SERIAL_SIZE];
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        enum stock_kind kind = (enum stock_kind)k;
        if (item_wants_sheet(c, item, kind) &&
            failed(stock_held(&c->stock, kind, item->application_id, serial))) {
            return false;
        }
    }
    return true;
}

bool item_is_sheet_code(const struct core *c, const char *text)
{
    enum stock_kind kind;
    enum stock_place place;
    bool is_any_kept = false;
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        is_any_kept |= stock_is_kept(c, (enum stock_kind)k);
    }
    return is_any_kept && stock_find(&c->stock, serial_of(text), &kind, &place).code != ERR_INVALID;
}

static const struct sheet_refusal *refusal_of(const struct core *c, const struct item *item,
                                              const char *serial, enum stock_kind *out_kind)
{
    static const struct sheet_refusal foreign = {
        "not-loaded", "この用紙の番号は在庫にありません。入庫を確かめてください。"};
    static const struct sheet_refusal issued = {
        "issued", "この用紙の番号は交付済みです。渡さないでください。"};
    static const struct sheet_refusal spoiled = {
        "spoiled", "この用紙の番号は破損として記録されています。渡さないでください。"};
    static const struct sheet_refusal other = {
        "other-item", "この用紙はほかの受付のものです。渡さないでください。"};
    static const struct sheet_refusal unwanted = {"unwanted",
                                                  "この受付では渡さない種類の用紙です。"};
    static const struct sheet_refusal second = {
        "second", "この受付では別の番号を読み取り済みです。「用紙の在庫」で直してください。"};
    enum stock_place place;
    char held[STOCK_SERIAL_SIZE];
    if (failed(stock_find(&c->stock, serial, out_kind, &place))) {
        return &foreign;
    }
    bool has_one = !failed(stock_held(&c->stock, *out_kind, item->application_id, held));
    if (has_one && strcmp(held, serial) == 0) {
        return NULL;
    }
    return place == STOCK_ISSUED                   ? &issued
           : place == STOCK_SPOILED                ? &spoiled
           : place == STOCK_HELD                   ? &other
           : !item_wants_sheet(c, item, *out_kind) ? &unwanted
           : has_one                               ? &second
                                                   : NULL;
}

struct err stock_do(struct step *s, const struct stock_event *e)
{
    TRY(stock_apply(&s->c->stock, e));
    stock_row_write(e, emit_row(s, JOURNAL_STOCK, (struct id){0}));
    return OK;
}

const struct sheet_refusal *item_read_sheet(struct step *s, struct ticket *t, struct item *item,
                                            const char *text, const char *by)
{
    static const struct sheet_refusal full = {"full", "読み取った用紙が多すぎます。"};
    struct core *c = s->c;
    struct stock_event e = {.act = STOCK_HOLD};
    char held[STOCK_SERIAL_SIZE];
    const char *serial = serial_of(text);
    const struct sheet_refusal *why = refusal_of(c, item, serial, &e.kind);
    bool is_new = why == NULL && failed(stock_held(&c->stock, e.kind, item->application_id, held));
    if (is_new) {
        bool whole = str_copy(e.first, sizeof e.first, str_of(serial));
        memcpy(e.application_id, item->application_id, sizeof e.application_id);
        why = !whole || failed(stock_do(s, &e)) ? &full : NULL;
    }
    if (why != NULL) {
        c->counter.match_refused = true;
        c->counter.refused_why = why->sentence;
        emit_detail(emit_item_row(s, JOURNAL_MATCH_REFUSED, t, item), "what=sheet why=%s by=%s",
                    why->word, by);
        emit_tone(s, TONE_CANNOT);
        return why;
    }
    item_match_if_whole(s, t, item);
    return NULL;
}

void item_sheets_changed(struct step *s)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &s->c->ticket[i];
        for (int k = 0; t->state != TICKET_FREE && k < t->item_count; k++) {
            struct item *item = &t->item[k];
            if (item->state == ITEM_MATCHED && !item_has_sheets(s->c, item)) {
                item->state = ITEM_MATCHING; /* its tag was seen; its new sheet was not */
            }
        }
    }
}

void item_issue_sheets(struct step *s, const struct item *item)
{
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        struct stock_event e = {.act = STOCK_ISSUE, .kind = (enum stock_kind)k};
        memcpy(e.application_id, item->application_id, sizeof e.application_id);
        if (!failed(stock_held(&s->c->stock, e.kind, e.application_id, e.first))) {
            IGNORE_ERR(stock_do(s, &e)); /* held a line ago */
        }
    }
}
