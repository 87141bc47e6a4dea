/* A80: the applicant's screen is touched through, cell by cell, and S11 shows what became of it.
 *
 * It stands only while nobody needs that screen: a visit, a call, a page of the counter or somebody
 * who asks for help ends it, and so do 終わる, a minute without a touch, the staff leaving the page
 * and the lock. A planned stop does not: that is when parts are tried.
 */
#include "core/machine.h"

static const uint64_t all_cells = (1ULL << FACE_CELLS) - 1;
static_assert(FACE_CELLS < 64 && FACE_CELLS % FACE_COLUMNS == 0, "whole rows, one bit a cell");

bool face_test_runs(const struct core *c)
{
    return c->desk.face_until_ms != 0;
}

bool face_test_is_possible(const struct core *c)
{
    return c->started && !c->journal_failed && !counter_owns_applicant_screen(c) &&
           c->help_until_ms <= c->now_ms && c->visit.state == VISIT_IDLE && !view_is_calling(c);
}

static bool page_is_open(const struct core *c)
{
    return !desk_is_locked(c) && c->counter.screen == SCREEN_S11 &&
           c->desk.service_page == SERVICE_TOUCH;
}

static void end(struct step *s, const char *why)
{
    struct desk *d = &s->c->desk;
    d->face_until_ms = 0;
    d->face_over = true;
    if (s->c->journal_failed) {
        return; /* the row could not be kept */
    }
    struct journal_row *row = emit_row(s, JOURNAL_STAFF, (struct id){0});
    desk_sign_report(s->c, row->staff_id);
    emit_detail(row, "act=touch-test touched=%d of=%d why=%s", __builtin_popcountll(d->face_cells),
                FACE_CELLS, why);
}

void face_test_turn(struct step *s)
{
    struct desk *d = &s->c->desk;
    if (face_test_runs(s->c)) {
        end(s, "staff");
    } else if (page_is_open(s->c) && face_test_is_possible(s->c)) {
        d->face_cells = 0;
        d->face_until_ms = s->c->now_ms + FACE_TEST_MS;
    }
}

void face_test_forget(struct core *c)
{
    c->desk.face_over = false;
}

static void touch(struct step *s, int cell)
{
    struct desk *d = &s->c->desk;
    if (cell < 0 || cell >= FACE_CELLS || d->face_cells == all_cells) {
        return;
    }
    d->face_cells |= 1ULL << cell;
    bool all = d->face_cells == all_cells;
    d->face_until_ms = s->c->now_ms + (all ? FACE_DONE_MS : FACE_TEST_MS);
    if (all) {
        emit_tone(s, TONE_READ_OK);
    }
}

bool face_test_takes(struct step *s)
{
    enum action action = s->ev->action.action;
    if (!face_test_runs(s->c) || (action != ACTION_TOUCH_CELL && action != ACTION_FINISH)) {
        return false;
    }
    if (action == ACTION_TOUCH_CELL) {
        touch(s, s->ev->action.argument);
    } else {
        end(s, "finished");
    }
    return true;
}

void face_test_settle(struct step *s)
{
    const struct core *c = s->c;
    if (!face_test_runs(c)) {
        return;
    }
    if (!face_test_is_possible(c)) {
        end(s, "needed");
    } else if (!page_is_open(c)) {
        end(s, "left");
    } else if (c->now_ms >= c->desk.face_until_ms && c->desk.face_cells == all_cells) {
        end(s, "done");
    } else if (c->now_ms >= c->desk.face_until_ms) {
        end(s, "quiet");
        desk_turn_to_applicant(s); /* one screen for both, and nobody stands there */
    }
}
