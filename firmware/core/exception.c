/* An exception: a reason of the list, a clerk, a second person. What nobody may override is decided
 * here and looked at again when the second person has signed. */
#include "core/exception.h"

#include <string.h>
#include "core/machine.h"
#include "core/offline.h"

struct row {
    const char *word, *label;
    enum item_state state;
};

static const struct row rows[EXCEPTION_KIND_COUNT] = {
#define X(kind, word_, state_, label_) [EXCEPTION_##kind] = {word_, label_, state_},
    EXCEPTION_LIST(X)
#undef X
};

const char *exception_word(enum exception_kind kind)
{
    assert((unsigned)kind < EXCEPTION_KIND_COUNT);
    return rows[kind].word;
}

const char *exception_label(enum exception_kind kind)
{
    assert((unsigned)kind < EXCEPTION_KIND_COUNT);
    return rows[kind].label;
}

const char *exception_phrase(enum exception_kind kind, int number)
{
    static const struct {
        enum exception_kind kind;
        const char *text;
    } phrases[] = {
#define X(kind, text) {EXCEPTION_##kind, text},
        EXCEPTION_PHRASE_LIST(X)
#undef X
    };
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (phrases[i].kind == kind && number-- == 0) {
            return phrases[i].text;
        }
    }
    return NULL;
}

static bool is_phrase(enum exception_kind kind, struct str part)
{
    for (int i = 0; exception_phrase(kind, i) != NULL; i++) {
        if (str_equal(part, str_of(exception_phrase(kind, i)))) {
            return true;
        }
    }
    return false;
}

void exception_part(enum exception_kind kind, const char *note, char phrases[NOTE_SIZE],
                    char words[NOTE_SIZE])
{
    static const char comma[] = "、";
    struct strbuf known = strbuf_on(phrases, NOTE_SIZE), own = strbuf_on(words, NOTE_SIZE);
    while (note != NULL && note[0] != '\0') {
        const char *end = strstr(note, comma);
        struct str part = {note, end == NULL ? strlen(note) : (size_t)(end - note)};
        struct strbuf *to = is_phrase(kind, part) ? &known : &own;
        strbuf_text(to, to->n == 0 ? "" : comma);
        strbuf_add(to, part);
        note = end == NULL ? NULL : end + strlen(comma);
    }
}

/* READY and READY_WITH_PAPERS may have exceptions; no other readiness ever. */
static bool can_concern(enum readiness readiness)
{
    static const bool may[READINESS_COUNT] = {
        [READINESS_READY] = true, [READINESS_READY_WITH_PAPERS] = true, /* the papers themselves are
                                                                           never skipped */
    };
    return (unsigned)readiness < READINESS_COUNT && may[readiness];
}

static struct check *open_check(struct item *item, enum paper_kind kind)
{
    for (int i = 0; i < item->check_count; i++) {
        if (item->check[i].kind == kind && item->check[i].state == CHECK_OPEN) {
            return &item->check[i];
        }
    }
    return NULL;
}

static bool is_open(const struct item *item, enum paper_kind kind)
{
    for (int i = 0; i < item->check_count; i++) {
        if (item->check[i].kind == kind && item->check[i].state == CHECK_OPEN) {
            return true;
        }
    }
    return false;
}

static bool fits(const struct core *c, const struct ticket *t, const struct item *item,
                 enum exception_kind kind)
{
    switch (kind) {
    case EXCEPTION_BROKEN_TAG:
        return item_has_tag(c, item) && item->tag_by == NULL && item_is_sure(c, item);
    case EXCEPTION_NO_CODE:
        return t->receiver == CHECK_OPEN;
    case EXCEPTION_PROXY:
        return is_open(item, PAPER_PROXY);
    case EXCEPTION_PRINTED_ELSEWHERE:
        return item_is_sure(c, item);
    case EXCEPTION_TAKE_OVER:
        return item->conflict == EXCHANGE_RESULT_RESERVED_ELSEWHERE && item->conflict_at_ms != 0 &&
               item->relief == RELIEF_NONE && offline_allows(c, OFFLINE_TAKE_OVER);
    default:
        return false;
    }
}

/* In the words of the list on S05: when the reason is for, or what it waits for. */
static const char *const wrong_state[EXCEPTION_KIND_COUNT] = {
    [EXCEPTION_BROKEN_TAG] = "荷札を照合するときに使えます",
    [EXCEPTION_NO_CODE] = "交付を始める前に使えます",
    [EXCEPTION_PROXY] = "交付を始める前に使えます",
    [EXCEPTION_PRINTED_ELSEWHERE] = "印刷できなかったときに使えます",
    [EXCEPTION_TAKE_OVER] = "別の端末が手続中のときに使えます",
};
static const char *const does_not_fit[EXCEPTION_KIND_COUNT] = {
    [EXCEPTION_BROKEN_TAG] = "荷札のない交付物です",
    [EXCEPTION_NO_CODE] = "受取人は確認済みです",
    [EXCEPTION_PROXY] = "委任の書面は求められていません",
    [EXCEPTION_PRINTED_ELSEWHERE] = "申請の状態を照会しています",
    [EXCEPTION_TAKE_OVER] = "照会できるときに使えます",
};

const char *exception_why_not(const struct core *c, const struct ticket *t, const struct item *item,
                              enum exception_kind kind)
{
    if (c->desk.list == NULL || !desk_may(c, RIGHT_EXCEPTION)) {
        return "職員の登録がありません";
    }
    if (item_application(c, item) == NULL) {
        return "申請の内容を照会しています";
    }
    if (!can_concern(item->readiness)) {
        return "お渡しできない申請です";
    }
    if (t->state != TICKET_CALLED) {
        return "呼び出しが先です";
    }
    if (item->state != rows[kind].state) {
        return wrong_state[kind];
    }
    if (rows[kind].state != ITEM_PENDING && is_open(item, PAPER_TAX_PAID)) {
        return "納税の書面が先です";
    }
    if (service_is_out(c)) {
        return "いまは交付できません";
    }
    const char *bar = kind == EXCEPTION_TAKE_OVER ? ticket_bar(c, t, item->application_id) : NULL;
    if (bar != NULL) {
        return bar; /* nobody's but ours: it is ended there */
    }
    return fits(c, t, item, kind) ? "" : does_not_fit[kind];
}

bool exception_allowed(const struct core *c, const struct ticket *t, const struct item *item,
                       enum exception_kind kind)
{
    return exception_why_not(c, t, item, kind)[0] == '\0';
}

void exception_choose(struct step *s)
{
    struct core *c = s->c;
    struct ticket *t = counter_ticket(c);
    int kind = s->ev->action.argument;
    if (t == NULL || t->item_count == 0 || kind < 0 || kind >= EXCEPTION_KIND_COUNT ||
        !exception_allowed(c, t, &t->item[t->current], (enum exception_kind)kind)) {
        return;
    }
    desk_forget_person(c);
    c->desk.reason = (enum exception_kind)kind;
    c->desk.reason_visit = t->visit_id;
    c->desk.reason_item = t->current;
    c->desk.writes_note = true;
    c->desk.note[0] = '\0';
    c->counter.screen = SCREEN_S05;
}

void exception_write(struct step *s)
{
    struct desk *d = &s->c->desk;
    int argument = s->ev->action.argument;
    const char *phrase = NULL;
    if (!d->writes_note) {
        return;
    }
    switch (s->ev->action.action) {
    case ACTION_STAFF_TEXT:
        note_key(d->note, argument);
        break;
    case ACTION_STAFF_PHRASE:
        phrase = argument < 0 ? NULL : exception_phrase(d->reason, argument);
        note_phrase(d->note, phrase == NULL ? "" : phrase);
        break;
    case ACTION_STAFF_CLEAR:
        d->note[0] = '\0';
        break;
    case ACTION_STAFF_REASON_GIVEN:
        if (note_characters(d->note) >= NOTE_CHARACTERS_MIN) {
            desk_ask_second(s->c, PIN_EXCEPTION);
        }
        break;
    default:
        break;
    }
}

static void see_proxy(struct step *s, struct ticket *t, struct item *item)
{
    struct check *check = open_check(item, PAPER_PROXY);
    assert(check != NULL); /* exception_allowed asked for it */
    check->state = CHECK_DONE;
    check->at_ms = s->c->wall_ms;
    emit_detail(emit_item_row(s, JOURNAL_CHECKED, t, item), "check=%s by=exception done=1",
                paper_name(PAPER_PROXY));
}

static void carry_out(struct step *s, struct ticket *t, struct item *item)
{
    switch (s->c->desk.reason) {
    case EXCEPTION_BROKEN_TAG:
        item_tag_seen(s, t, item, "exception");
        break;
    case EXCEPTION_NO_CODE:
        t->receiver = CHECK_DONE;
        t->receiver_at_ms = s->c->wall_ms;
        emit_detail(emit_row(s, JOURNAL_CHECKED, t->visit_id),
                    "check=receiver by=exception done=1");
        break;
    case EXCEPTION_PROXY:
        see_proxy(s, t, item);
        break;
    case EXCEPTION_PRINTED_ELSEWHERE:
        item->evidence = PRINT_EVIDENCE_PERSON;
        item->may_lie = true; /* that sheet is here now */
        item->state = ITEM_MATCHING;
        break;
    default:
        relief_begin(s, t, item);
        break;
    }
}

static void write_row(struct step *s, const struct ticket *t, const struct item *item)
{
    struct core *c = s->c;
    const char *reason = exception_word(c->desk.reason);
    struct journal_row *row = emit_item_row(s, JOURNAL_EXCEPTION, t, item);
    char phrases[NOTE_SIZE], words[NOTE_SIZE];
    exception_part(c->desk.reason, c->desk.note, phrases, words);
    if (words[0] == '\0') {
        emit_detail(row, "reason=%s note=%s", reason, phrases);
        return;
    }
    struct effect *e = effects_add(s->fx, FX_KEEP_WORDS);
    struct id name = id_make(&c->rng);
    struct strbuf b = strbuf_on(e->words.name, sizeof e->words.name);
    strbuf_text(&b, "words-");
    strbuf_hex(&b, name.byte, 8);
    e->words.visit_id = t->visit_id;
    memcpy(e->words.text, words, sizeof words);
    memset(words, 0, sizeof words);
    emit_detail(row, "reason=%s note=%s words=%s", reason,
                phrases[0] == '\0' ? EXCEPTION_OWN_WORDS : phrases, e->words.name);
}

void exception_confirmed(struct step *s)
{
    struct core *c = s->c;
    struct ticket *t = counter_ticket(c);
    c->counter.screen = SCREEN_S01;
    bool same = t != NULL && id_equal(t->visit_id, c->desk.reason_visit) &&
                t->current == c->desk.reason_item;
    if (!same || !exception_allowed(c, t, &t->item[t->current], c->desk.reason)) {
        service_alert(s, "状況が変わったため、例外の取扱いはしていません");
        return;
    }
    struct item *item = &t->item[t->current];
    write_row(s, t, item);
    carry_out(s, t, item);
}
