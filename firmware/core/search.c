/* People without a code: a clerk types 受付番号, or the plate's number and the end of 車台番号. The
 * backend tells one application or none. Few times in five minutes, each in the journal; what was
 * typed is not. */
#include "core/machine.h"
#include "core/offline.h"

#include <string.h>

enum { RECEIPT_DIGITS_MIN = 4, PLATE_DIGITS_MAX = 4, CHASSIS_DIGITS = 4 };

void search_clear(struct core *c)
{
    memset(c->search.text, 0, sizeof c->search.text);
    c->search.field = SEARCH_RECEIPT_NO;
    c->search.message = "";
}

static size_t most_digits(enum search_field field)
{
    return field == SEARCH_RECEIPT_NO     ? SEARCH_TEXT_SIZE - 1
           : field == SEARCH_PLATE_SERIAL ? PLATE_DIGITS_MAX
                                          : CHASSIS_DIGITS;
}

static void type_digit(struct search *q, int digit)
{
    char *text = q->text[q->field];
    size_t n = strlen(text);
    if (digit >= 0 && digit <= 9 && n < most_digits(q->field)) {
        text[n] = (char)('0' + digit);
        text[n + 1] = '\0';
    }
    q->message = "";
}

static const char *what_is_missing(const struct search *q)
{
    if (q->field == SEARCH_RECEIPT_NO) {
        return strlen(q->text[SEARCH_RECEIPT_NO]) < RECEIPT_DIGITS_MIN
                   ? "受付番号を入力してください"
                   : NULL;
    }
    bool whole = q->text[SEARCH_PLATE_SERIAL][0] != '\0' &&
                 strlen(q->text[SEARCH_CHASSIS_TAIL]) == CHASSIS_DIGITS;
    return whole ? NULL : "車両番号の数字と、車台番号の末尾4けたを入力してください";
}

/* True, and the turn is taken, when there is room in the window. */
static bool take_turn(struct core *c)
{
    int first = 0;
    for (int i = 0; i < SEARCHES_MAX; i++) {
        first = c->search.free_ms[i] < c->search.free_ms[first] ? i : first;
    }
    if (c->now_ms < c->search.free_ms[first]) {
        return false;
    }
    c->search.free_ms[first] = c->now_ms + SEARCH_WINDOW_MS;
    return true;
}

/* Turns of an earlier run count on. Its clock of milliseconds is gone, so the wall tells their age;
 * a wall that went back since makes them new, never old. */
void search_restore(struct core *c)
{
    for (int i = 0; i < SEARCHES_MAX; i++) {
        int64_t asked_ms = c->day.search_wall_ms[i];
        int64_t age_ms = c->wall_ms > asked_ms ? c->wall_ms - asked_ms : 0;
        if (asked_ms != 0 && age_ms < SEARCH_WINDOW_MS) {
            c->search.free_ms[i] = c->now_ms + (uint64_t)(SEARCH_WINDOW_MS - age_ms);
        }
    }
}

static void send_search(struct step *s)
{
    struct core *c = s->c;
    struct search *q = &c->search;
    bool by_receipt = q->field == SEARCH_RECEIPT_NO;
    q->visit_id = id_make(&c->rng);
    q->request_id = id_make(&c->rng);
    emit_detail(emit_row(s, JOURNAL_VISIT_OPENED, q->visit_id), "kind=SEARCH by=%s",
                by_receipt ? "receipt" : "plate");
    emit_row(s, JOURNAL_LOOKUP, q->visit_id)->request_id = q->request_id;
    struct backend_request *r = emit_request(s, FX_SEND, EXCHANGE_LOOKUP, q->request_id);
    r->visit_id = q->visit_id;
    r->is_search = true;
    desk_sign(c, r->staff_id);
    for (int f = 0; f < SEARCH_FIELD_COUNT; f++) {
        if ((f == SEARCH_RECEIPT_NO) == by_receipt) {
            memcpy(r->search[f], q->text[f], sizeof r->search[f]);
        }
    }
    search_clear(c);
    c->search.field = by_receipt ? SEARCH_RECEIPT_NO : SEARCH_PLATE_SERIAL;
}

static void start_search(struct step *s)
{
    struct core *c = s->c;
    const char *missing = what_is_missing(&c->search);
    if (!id_is_none(c->search.request_id)) {
        return;
    }
    if (missing != NULL) {
        c->search.message = missing;
    } else if (!offline_allows(c, OFFLINE_SEARCH) || service_is_out(c)) {
        c->search.message = "いまは照会できません";
    } else if (!take_turn(c)) {
        c->search.message = "続けて探せる回数をこえました。5分ほどお待ちください";
        emit_detail(emit_row(s, JOURNAL_STAFF, (struct id){0}), "act=search refused=too-many");
    } else {
        send_search(s);
    }
}

static void close_search(struct step *s, const char *why, const char *message)
{
    emit_detail(emit_row(s, JOURNAL_VISIT_CLOSED, s->c->search.visit_id), "why=%s", why);
    s->c->search.message = message;
}

/* Documents that change hands keep the counter and its screen, and a clerk who is at another
 * person's work again is not turned away from it: the answer may be seconds late. */
static void turn_to(struct step *s, int index)
{
    bool at_other_work = s->c->counter.selected != NO_INDEX && s->c->counter.screen != SCREEN_S15;
    if (counter_is_handing(s->c) || at_other_work) {
        service_alert(s, "探した申請が見つかりました。順番の一覧で選んでください");
    } else {
        counter_select(s, index);
    }
}

/* At the counter from the start: the person stands there. Who receives is still open. */
static void found(struct step *s, const struct backend_reply *reply)
{
    static const char full[] = "受付がいっぱいです。終わった受付を閉じてください";
    struct core *c = s->c;
    int known = ticket_by_application(c, reply->application[0].application_id);
    if (known != NO_INDEX) {
        close_search(s, "search-known", "");
        turn_to(s, known);
        return;
    }
    struct visit visit = {.visit_id = c->search.visit_id, .code_kind = CODE_PICKUP_SINGLE};
    int index = ticket_add(s, &visit);
    if (index == NO_INDEX || !ticket_take_applications(s, index, reply)) {
        if (index != NO_INDEX) {
            ticket_close(s, index, "search-full");
            c->search.message = full;
        } else {
            close_search(s, "search-full", full);
        }
        return;
    }
    struct ticket *t = &c->ticket[index];
    t->state = TICKET_CALLED;
    t->searched = true;
    t->receiver = CHECK_OPEN;
    t->receiver_at_ms = 0;
    t->called_ms = c->now_ms;
    t->called_wall_ms = c->wall_ms;
    emit_detail(emit_row(s, JOURNAL_CALLED, t->visit_id), "by=search");
    turn_to(s, index);
}

bool search_reply(struct step *s)
{
    struct core *c = s->c;
    const struct backend_reply *reply = s->ev->reply;
    bool ours =
        !id_is_none(c->search.request_id) && id_equal(reply->request_id, c->search.request_id) &&
        id_equal(reply->visit_id, c->search.visit_id) && reply->result != EXCHANGE_RESULT_FOREIGN;
    if (!ours) {
        return false;
    }
    struct journal_row *row = emit_row(s, JOURNAL_LOOKUP_ANSWERED, c->search.visit_id);
    row->request_id = c->search.request_id;
    emit_detail(row, "result=%s applications=%d", exchange_result_name(reply->result),
                reply->application_count);
    c->search.request_id = (struct id){0};
    if (reply->result == EXCHANGE_RESULT_OK && reply->application_count == 1) {
        found(s, reply);
    } else if (reply->result == EXCHANGE_RESULT_CODE_UNKNOWN) {
        close_search(s, "search-none", "見つかりません。番号を確かめてください");
    } else if (reply->result == EXCHANGE_RESULT_TOO_MANY) {
        close_search(s, "search-refused", "続けて探せる回数をこえました。5分ほどお待ちください");
    } else {
        close_search(s, "search-failed", "いまは照会できません");
    }
    return true;
}

void search_step(struct step *s)
{
    struct search *q = &s->c->search;
    int argument = s->ev->action.argument;
    if (s->c->counter.screen != SCREEN_S15 || desk_is_locked(s->c)) {
        return;
    }
    switch (s->ev->action.action) {
    case ACTION_STAFF_DIGIT:
        type_digit(q, argument);
        break;
    case ACTION_STAFF_CLEAR:
        q->text[q->field][0] = '\0';
        q->message = "";
        break;
    case ACTION_STAFF_SEARCH_BY:
        q->field = argument >= 0 && argument < SEARCH_FIELD_COUNT ? (enum search_field)argument
                                                                  : SEARCH_RECEIPT_NO;
        q->message = "";
        break;
    case ACTION_STAFF_SEARCH:
        start_search(s);
        break;
    default:
        break;
    }
}
