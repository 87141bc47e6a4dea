#include "tests/kit/trial.h"

#include <stdio.h>
#include <string.h>
#include "tests/kit/kit.h"

enum { ALONE_MS = 8000 };

static const char *const WHO = "papers";

void trial_begin(struct trial *t, const char *name, struct office *office)
{
    memset(t, 0, sizeof *t);
    kit_folder(name, t->folder);
    snprintf(t->pki, sizeof t->pki, "%s/pki", t->folder);
    t->office = office;
}

struct err trial_open(struct trial *t, bool fresh)
{
    struct office_setup setup = clerk_setup(t->folder, t->pki);
    setup.fresh = fresh;
    setup.journal_vfs = t->vfs;
    setup.staff_list = t->staff_list;
    setup.wall_zero_ms = t->wall_ms;
    setup.seed = ++t->opened; /* a terminal never has the chance of an earlier start again */
    TRY(office_open(t->office, &setup));
    clerk_init(&t->clerk, t->office, WHO);
    return OK;
}

int trial_rows(struct trial *t, enum journal_kind kind)
{
    int count = office_journal_count(t->office, kind);
    assert_true(count >= 0);
    return count;
}

void trial_check_rows_stand_before(struct trial *t)
{
    int sheets = certificate_printer_sim_count(t->office->certificate_printer);
    assert_true(sheets + t->clerk.sheets_before <= trial_rows(t, JOURNAL_PRINT));
    assert_true(slip_printer_sim_count(t->office->slip_printer) <= trial_rows(t, JOURNAL_SLIP));
    assert_true(clerk_handovers(&t->clerk) <= trial_rows(t, JOURNAL_HANDED_OVER));
    assert_true(clerk_handovers(&t->clerk) == 0 || t->clerk.handed);
}

bool trial_has_bare_intent(struct trial *t)
{
    return trial_rows(t, JOURNAL_RESERVE) > trial_rows(t, JOURNAL_RESERVE_ANSWERED) ||
           trial_rows(t, JOURNAL_BEGIN) > trial_rows(t, JOURNAL_BEGIN_ANSWERED) ||
           trial_rows(t, JOURNAL_PRINT) > trial_rows(t, JOURNAL_PRINT_OUTCOME) ||
           trial_rows(t, JOURNAL_HAND_OVER) >
               trial_rows(t, JOURNAL_HANDED_OVER) + trial_rows(t, JOURNAL_NOT_HANDED_OVER);
}

bool trial_is_a_question(const struct core *c)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        for (int k = 0; k < c->ticket[i].item_count; k++) {
            if (c->ticket[i].item[k].state == ITEM_DECISION) {
                return true;
            }
        }
    }
    return false;
}

void trial_check_alone(struct trial *t, uint64_t acknowledged)
{
    office_turn(t->office);
    assert_ok(app_journal_error(t->office->app));
    assert_true(app_journal_head(t->office->app).row_count > acknowledged);
    bool bare = trial_has_bare_intent(t);
    assert_true(!bare || trial_is_a_question(app_core(t->office->app)));
    t->unknown += bare;
    int prints = trial_rows(t, JOURNAL_PRINT), slips = trial_rows(t, JOURNAL_SLIP);
    int handed = trial_rows(t, JOURNAL_HANDED_OVER);
    clerk_wait(&t->clerk, office_now_ms(t->office) + ALONE_MS, NULL, NULL);
    assert_int_equal(trial_rows(t, JOURNAL_PRINT), prints);
    assert_int_equal(trial_rows(t, JOURNAL_SLIP), slips);
    assert_int_equal(trial_rows(t, JOURNAL_HANDED_OVER), handed);
    assert_true(!bare || trial_is_a_question(app_core(t->office->app)));
    trial_check_rows_stand_before(t);
}

void trial_check_end(struct trial *t)
{
    if (!clerk_run(&t->clerk, clerk_is_done, NULL)) {
        clerk_look(&t->clerk);
        fail_msg("no end: applicant %s, staff %s, handed %d, known %d, owed %d, %s",
                 screen_code(t->clerk.applicant.screen), screen_code(t->clerk.staff.screen),
                 t->clerk.handed, (int)clerk_handovers(&t->clerk), (int)t->clerk.staff.outbox_depth,
                 t->clerk.staff.alert);
    }
    trial_check_rows_stand_before(t);
    assert_int_equal(trial_rows(t, JOURNAL_HANDED_OVER), 1);
    assert_int_equal(trial_rows(t, JOURNAL_REPORT_REFUSED), 0);
    assert_false(trial_has_bare_intent(t));
    t->decisions += (uint64_t)t->clerk.decisions;
}
