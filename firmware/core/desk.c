/* Who sits at the counter: rights of the role, the lock, the name under each row. */
#include "core/machine.h"

#include <string.h>

void core_set_staff(struct core *c, const struct staff_list *list)
{
    c->desk.list = list == NULL || list->count == 0 ? NULL : list;
}

bool desk_is_locked(const struct core *c)
{
    return c->desk.list != NULL && c->desk.clerk == NO_INDEX;
}

bool desk_may(const struct core *c, enum staff_right right)
{
    if (c->desk.list == NULL) {
        return true;
    }
    return c->desk.clerk != NO_INDEX &&
           staff_role_may(c->desk.list->member[c->desk.clerk].role, right);
}

bool desk_may_open(const struct core *c, int screen)
{
    switch (screen) {
    case SCREEN_S05:
    case SCREEN_S17:
        return desk_may(c, RIGHT_EXCEPTION);
    case SCREEN_S09:
        return desk_may(c, RIGHT_DEVICES);
    case SCREEN_S10:
        return desk_may(c, RIGHT_REPORT);
    case SCREEN_S11:
        return desk_may(c, RIGHT_SERVICE);
    case SCREEN_S12:
        return desk_may(c, RIGHT_SETTINGS);
    case SCREEN_S13:
        return desk_may(c, RIGHT_LOG);
    case SCREEN_S16:
        return desk_may(c, RIGHT_STOCK) &&
               (stock_is_kept(c, STOCK_CERTIFICATE) || stock_is_kept(c, STOCK_STICKER));
    case SCREEN_S15:
        return desk_may(c, RIGHT_SEARCH);
    default:
        return desk_may(c, RIGHT_SERVE);
    }
}

/* Acts that need nobody to be logged in: logging in, and going to a person who called. */
static bool is_open_to_all(const struct core *c, enum action action)
{
    bool pad = action == ACTION_STAFF_WHO || action == ACTION_STAFF_DIGIT ||
               action == ACTION_STAFF_CLEAR || action == ACTION_STAFF_LOGIN ||
               action == ACTION_STAFF_PAGE;
    return (pad && desk_is_locked(c)) || action == ACTION_STAFF_ACKNOWLEDGE ||
           action == ACTION_STAFF_TO_APPLICANT;
}

bool desk_admits(const struct step *s)
{
    const struct core *c = s->c;
    enum action action = s->ev->action.action;
    if (c->desk.list == NULL || is_open_to_all(c, action)) {
        return true;
    }
    if (c->desk.clerk == NO_INDEX) {
        return false;
    }
    switch (action) {
    case ACTION_STAFF_WHO:
    case ACTION_STAFF_DIGIT:
    case ACTION_STAFF_CLEAR:
    case ACTION_STAFF_LOGIN:
    case ACTION_STAFF_LOGOUT:
    case ACTION_STAFF_PAGE:
    case ACTION_STAFF_BACK:
        return true;
    case ACTION_STAFF_SCREEN:
        return desk_may_open(c, s->ev->action.argument);
    case ACTION_STAFF_REPORT_AGAIN:
    case ACTION_STAFF_REPORT_NOTED:
    case ACTION_STAFF_REASON:
    case ACTION_STAFF_REASON_GIVEN:
    case ACTION_STAFF_TEXT:
    case ACTION_STAFF_PHRASE:
        return desk_may(c, RIGHT_EXCEPTION);
    case ACTION_STAFF_SEARCH_BY:
    case ACTION_STAFF_SEARCH:
        return desk_may(c, RIGHT_SEARCH);
    case ACTION_STAFF_SUPPLY:
        return desk_may(c, RIGHT_DEVICES);
    case ACTION_STAFF_STOCK_KIND:
    case ACTION_STAFF_STOCK_TASK:
    case ACTION_STAFF_STOCK_ENTER:
        return desk_may(c, RIGHT_STOCK);
    case ACTION_STAFF_TEST_TONE:
    case ACTION_STAFF_TEST_VOICE:
    case ACTION_STAFF_TEST_LAMP:
    case ACTION_STAFF_TEST_SLIP:
    case ACTION_STAFF_TEST_CELL:
    case ACTION_STAFF_TEST_FACE:
    case ACTION_STAFF_OPENING_CHECK:
        return desk_may(c, RIGHT_SERVICE);
    case ACTION_STAFF_SETTING:
        return desk_may(c, RIGHT_CHANGE);
    case ACTION_STAFF_PRINT_REPORT:
    case ACTION_STAFF_EXPORT_REPORT:
    case ACTION_STAFF_CLOSE_DAY:
        return desk_may(c, RIGHT_REPORT);
    default:
        return desk_may(c, RIGHT_SERVE);
    }
}

void desk_sign(const struct core *c, char out[STAFF_ID_SIZE])
{
    struct strbuf b = strbuf_on(out, STAFF_ID_SIZE);
    if (c->desk.names[0] != '\0') {
        strbuf_text(&b, c->desk.names);
    } else if (c->desk.list == NULL) {
        strbuf_format(&b, "counter-%d", c->config->window_no);
    } else if (c->desk.clerk != NO_INDEX) {
        strbuf_text(&b, c->desk.list->member[c->desk.clerk].id);
    }
}

void desk_sign_report(const struct core *c, char out[STAFF_ID_SIZE])
{
    desk_sign(c, out);
    if (out[0] == '\0' && c->desk.list != NULL && c->desk.last_clerk != NO_INDEX) {
        struct strbuf b = strbuf_on(out, STAFF_ID_SIZE);
        strbuf_text(&b, c->desk.list->member[c->desk.last_clerk].id);
    }
}

/* A row about that person, whoever is logged in. */
void desk_note(struct step *s, int member, const char *detail)
{
    struct journal_row *row = emit_row(s, JOURNAL_STAFF, (struct id){0});
    memcpy(row->staff_id, s->c->desk.list->member[member].id, STAFF_MEMBER_ID_SIZE);
    emit_detail(row, "%s", detail);
}

void desk_forget_person(struct core *c)
{
    struct desk *d = &c->desk;
    d->purpose = PIN_LOGIN;
    d->wants_second = false;
    d->chosen = NO_INDEX;
    d->page = 0;
    d->digit_count = 0;
    memset(d->digit, 0, sizeof d->digit);
    d->verify_id = (struct id){0};
    d->refused = d->pin_lost = false;
    d->writes_note = false;
}

void desk_ask_second(struct core *c, enum pin_purpose purpose)
{
    desk_forget_person(c);
    c->desk.purpose = purpose;
    c->desk.wants_second = true;
    pin_choose_only(c);
}

void desk_log_in(struct step *s, int member)
{
    struct core *c = s->c;
    desk_forget_person(c);
    c->desk.clerk = member;
    c->desk.expected = NO_INDEX;
    c->desk.touched_ms = c->now_ms;
    desk_note(s, member, "act=login");
    c->counter.screen = desk_may(c, RIGHT_SERVE) ? SCREEN_S01 : SCREEN_S09;
}

static void lock(struct step *s, const char *why)
{
    struct core *c = s->c;
    desk_note(s, c->desk.clerk, why);
    c->desk.last_clerk = c->desk.clerk;
    c->desk.clerk = NO_INDEX;
    c->desk.expected = NO_INDEX;
    desk_forget_person(c);
    search_clear(c);
    c->counter.unmask_until_ms = 0;
    c->counter.phrase_sheet = false;
    c->counter.screen = SCREEN_S01;
    c->counter.staff_face = false;
}

/* Anybody may press the entrance: without a PIN there is nothing to see behind it, and it closes by
 * itself. A page that stood there for the applicant has been read; whoever showed it only types the
 * digits. */
void desk_enter(struct step *s)
{
    struct core *c = s->c;
    if (!c->config->staff_on_same_screen || c->desk.list == NULL) {
        return;
    }
    desk_forget_person(c);
    c->desk.chosen = c->desk.expected;
    c->counter.staff_face = true;
    c->counter.applicant_page = PAGE_NONE;
    c->desk.touched_ms = c->now_ms;
}

void desk_turn_to_applicant(struct step *s)
{
    struct core *c = s->c;
    if (!c->counter.staff_face) {
        return;
    }
    if (c->desk.clerk != NO_INDEX) {
        int clerk = c->desk.clerk;
        lock(s, "act=logout why=applicant");
        c->desk.expected = clerk;
    }
    desk_forget_person(c);
    c->counter.staff_face = false;
}

/* Nobody is logged in, and somebody began to. */
static bool is_left_standing(const struct core *c)
{
    const struct desk *d = &c->desk;
    bool begun = d->chosen != NO_INDEX || c->counter.staff_face;
    return d->list != NULL && d->clerk == NO_INDEX && begun && id_is_none(d->verify_id);
}

static void handle_tick(struct step *s)
{
    const struct desk *d = &s->c->desk;
    if (d->list != NULL && d->clerk != NO_INDEX && s->c->now_ms >= d->touched_ms + LOCK_AFTER_MS) {
        lock(s, "act=logout why=idle");
    }
    if (is_left_standing(s->c) && s->c->now_ms >= d->touched_ms + PIN_FORGET_MS) {
        desk_forget_person(s->c);
        s->c->counter.staff_face = false;
    }
}

void desk_step(struct step *s)
{
    struct core *c = s->c;
    if (c->desk.list == NULL) {
        return;
    }
    if (s->ev->kind == EV_TICK) {
        handle_tick(s);
    } else if (s->ev->kind == EV_ACTION) {
        c->desk.touched_ms = c->now_ms;
        if (s->ev->action.action == ACTION_STAFF_LOGOUT && c->desk.clerk != NO_INDEX) {
            lock(s, "act=logout why=pressed");
        } else if (s->ev->action.action == ACTION_STAFF_TO_APPLICANT) {
            desk_turn_to_applicant(s);
        }
        bool leaves = s->ev->action.action == ACTION_STAFF_SCREEN ||
                      s->ev->action.action == ACTION_STAFF_BACK ||
                      s->ev->action.action == ACTION_STAFF_SELECT;
        if (leaves && (c->desk.wants_second || c->desk.writes_note)) {
            desk_forget_person(c);
        }
    }
    pin_step(s);
}

uint64_t desk_deadline(const struct core *c)
{
    const struct desk *d = &c->desk;
    uint64_t due = UINT64_MAX;
    if (d->list == NULL) {
        return due;
    }
    if (!id_is_none(d->verify_id)) {
        due = d->verify_until_ms;
    }
    if (is_left_standing(c)) {
        due = d->touched_ms + PIN_FORGET_MS;
    }
    if (d->clerk != NO_INDEX) {
        uint64_t lock_ms = d->touched_ms + LOCK_AFTER_MS;
        uint64_t warn_ms = lock_ms - LOCK_WARN_MS;
        uint64_t next = c->now_ms < warn_ms ? warn_ms : lock_ms;
        if (c->now_ms >= warn_ms && c->now_ms < lock_ms) { /* the seconds are counted down */
            next = c->now_ms + (lock_ms - c->now_ms - 1) % 1000 + 1;
        }
        due = next < due ? next : due;
    }
    if (d->chosen != NO_INDEX && d->wait_until_ms[d->chosen] > c->now_ms) {
        uint64_t next = c->now_ms + (d->wait_until_ms[d->chosen] - c->now_ms - 1) % 1000 + 1;
        due = next < due ? next : due;
    }
    return due;
}
