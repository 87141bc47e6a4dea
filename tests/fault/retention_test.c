/* Names outlive a restart for people at the counter, and nothing else: shown from the day's key
 * while the backend is away, and with the key gone eight days later nobody reads them. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/log.h"
#include "journal/personal.h"
#include "journal/verify.h"
#include "sim/seed_data.h"
#include "sim/crash_vfs.h"
#include "tests/kit/journal_script.h"
#include "tests/kit/trial.h"

enum { VISITS = 10000, RETENTION_DAYS = 7, LATER_DAYS = 8, SHOWN = 24 };

static const char *const VFS = "retention";
static const char *const PATH = "journal.db";
static const int64_t DAY_MS = 86400000;

/* All of a visit, acknowledged, in one commit; its last row says when. */
static int64_t add_visit(struct journal *j, uint64_t visit, bool acknowledged)
{
    struct journal_row rows[2 * SCRIPT_STEPS_A_VISIT];
    struct backend_request put = {0};
    struct outbox_settle settle = {0};
    struct journal_batch batch = {.rows = rows, .puts = &put, .settles = &settle};
    for (uint64_t i = 0; i < SCRIPT_STEPS_A_VISIT; i++) {
        struct script_step step;
        script_make(visit * SCRIPT_STEPS_A_VISIT + i, &step);
        for (int r = 0; r < step.row_count; r++) {
            rows[batch.count++] = step.row[r];
        }
        if (step.has_put) {
            put = step.put;
            batch.put_count = 1;
        }
        if (step.has_settle && acknowledged) {
            settle = step.settle;
            settle.state = OUTBOX_ACKED;
            batch.settle_count = 1;
        }
    }
    assert_ok(journal_append(j, &batch));
    return rows[batch.count - 1].wall_ms;
}

static struct personal_name name_of(uint64_t visit)
{
    struct personal_name name = {.visit_id = script_id(visit, 1)};
    snprintf(name.application_id, sizeof name.application_id, "AP-%07u", (unsigned)visit);
    return name;
}

static void secret_of(uint64_t visit, char out[SHOWN])
{
    snprintf(out, SHOWN, "NAME-OF-PERSON-%05u", (unsigned)visit);
}

static int readable(struct journal *j, uint64_t visits)
{
    int count = 0;
    for (uint64_t v = 0; v < visits; v++) {
        struct personal_name name = name_of(v);
        char want[SHOWN], got[SHOWN] = "";
        size_t n = 0;
        secret_of(v, want);
        struct err e = journal_personal_get(j, &name, got, sizeof got, &n);
        assert_true(failed(e) || strcmp(got, want) == 0);
        count += !failed(e);
    }
    return count;
}

static bool stands_on_disk(const struct crash_disk *d, const char *text)
{
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        const struct crash_bytes *b = &d->file[i].live;
        if (b->n > 0 && memmem(b->p, b->n, text, strlen(text)) != NULL) {
            return true;
        }
    }
    return false;
}

static void no_name_is_readable_eight_days_later(void **state)
{
    (void)state;
    struct crash_disk disk;
    struct journal *j = NULL;
    char folder[256];
    int days = 0;
    int64_t last_ms = 0;
    kit_folder("retention", folder);
    crash_disk_init(&disk, 1);
    struct crash_vfs *vfs = crash_vfs_open(&disk, VFS);
    assert_ok(journal_open(PATH, folder, VFS, &j));
    for (uint64_t v = 0; v < VISITS; v++) {
        struct personal_name name = name_of(v);
        char secret[SHOWN];
        secret_of(v, secret);
        last_ms = add_visit(j, v, true);
        assert_ok(journal_personal_put(j, &name, last_ms, secret, sizeof secret));
    }
    assert_int_equal(readable(j, VISITS), VISITS);
    assert_false(stands_on_disk(&disk, "NAME-OF-PERSON"));
    assert_true(stands_on_disk(&disk, "AP-0000001"));
    assert_ok(journal_forget(j, last_ms + (RETENTION_DAYS - 3) * DAY_MS, RETENTION_DAYS, &days));
    assert_int_equal(days, 0);
    assert_ok(journal_forget(j, last_ms + LATER_DAYS * DAY_MS, RETENTION_DAYS, &days));
    assert_true(days >= 2);
    assert_int_equal(readable(j, VISITS), 0);
    struct journal_head head = journal_head(j);
    journal_close(j);
    struct verify_report report;
    struct verify_request request = {PATH, folder, VFS, &head, 0};
    assert_ok(journal_verify(&request, &report));
    assert_int_equal(report.problem, VERIFY_NONE);
    crash_vfs_close(vfs);
    crash_disk_deinit(&disk);
}

static void what_is_not_acknowledged_is_kept(void **state)
{
    (void)state;
    struct crash_disk disk;
    struct journal *j = NULL;
    char folder[256], secret[SHOWN];
    int days = -1;
    struct personal_name name = name_of(0);
    kit_folder("retention-owed", folder);
    crash_disk_init(&disk, 1);
    struct crash_vfs *vfs = crash_vfs_open(&disk, VFS);
    assert_ok(journal_open(PATH, folder, VFS, &j));
    secret_of(0, secret);
    int64_t wall_ms = add_visit(j, 0, false);
    assert_ok(journal_personal_put(j, &name, wall_ms, secret, sizeof secret));
    assert_ok(journal_forget(j, wall_ms + 300 * DAY_MS, RETENTION_DAYS, &days));
    assert_int_equal(days, 0);
    assert_int_equal(readable(j, 1), 1);
    journal_close(j);
    crash_vfs_close(vfs);
    crash_disk_deinit(&disk);
}

/* The key of the day on which the office opened: Tuesday 2026-11-24. */
static bool key_stands(const struct trial *t)
{
    char path[400];
    snprintf(path, sizeof path, "%s/keys/day-20781.key", t->folder);
    return access(path, F_OK) == 0;
}

static bool is_matching(struct clerk *k, void *unused)
{
    (void)unused;
    clerk_look(k);
    return k->staff.screen == SCREEN_S04;
}

/* The terminal stops in the middle of a visit and starts without its backend. */
static void staff_see_who_it_was_and_then_nobody_does(void **state)
{
    (void)state;
    static struct office office;
    static struct application truth;
    struct trial t;
    trial_begin(&t, "retention-office", &office);
    assert_ok(trial_open(&t, true));
    assert_true(clerk_run(&t.clerk, is_matching, NULL));
    assert_ok(seed_data_application("papers", office.clock.wall_zero_ms, &truth));
    office_power_cut(&office);
    assert_ok(office_set_fault(&office, BACKEND_FAULT_DOWN, 1));
    assert_ok(office_power_on(&office));
    clerk_wait(&t.clerk, office_now_ms(&office) + 2000, NULL, NULL);
    clerk_look(&t.clerk);
    app_action(office.app, ACTOR_STAFF, ACTION_STAFF_SELECT, t.clerk.staff.queue[0].argument);
    clerk_wait(&t.clerk, office_now_ms(&office) + 1000, NULL, NULL);
    clerk_look(&t.clerk);
    assert_true(t.clerk.staff.has_ticket && !t.clerk.staff.item.known);
    assert_true(t.clerk.staff.item.kept);
    assert_string_equal(t.clerk.staff.item.application.user_party, truth.user_party);
    assert_string_equal(t.clerk.staff.item.application.plate_no.serial, truth.plate_no.serial);
    assert_ok(office_set_fault(&office, BACKEND_FAULT_DOWN, 0));
    app_action(office.app, ACTOR_STAFF, ACTION_STAFF_CALL, 0);
    trial_check_end(&t);
    assert_true(key_stands(&t));
    office.clock.wall_zero_ms += LATER_DAYS * DAY_MS + DAY_MS;
    clerk_wait(&t.clerk, office_now_ms(&office) + 5000, NULL, NULL);
    assert_false(key_stands(&t)); /* and with it every copy of the name is gone */
    office_close(&office);
}

static void press(struct trial *t, enum action action, int argument)
{
    app_action(t->office->app, ACTOR_STAFF, action, argument);
    clerk_wait(&t->clerk, office_now_ms(t->office) + 400, NULL, NULL);
    clerk_look(&t->clerk);
}

static void sign(struct trial *t, int member, const char *pin)
{
    press(t, ACTION_STAFF_WHO, member);
    for (; *pin != '\0'; pin++) {
        press(t, ACTION_STAFF_DIGIT, *pin - '0');
    }
    press(t, ACTION_STAFF_LOGIN, 0);
}

/* What 操作記録 says under the exception, whichever page it is on. */
static const char *logged_note(struct trial *t)
{
    const struct staff_view *v = &t->clerk.staff;
    press(t, ACTION_STAFF_SCREEN, SCREEN_S13);
    assert_int_equal(v->screen, SCREEN_S13);
    for (int page = 0; page < v->desk.log_page_count; page++) {
        press(t, ACTION_STAFF_PAGE, page);
        for (int i = 0; i < v->log_count; i++) {
            if (v->log[i].kind == JOURNAL_EXCEPTION) {
                assert_null(strstr(v->log[i].detail, "やまだ"));
                return v->log_note[i];
            }
        }
    }
    fail_msg("no exception in the log");
    return NULL;
}

static bool lies_in(const char *folder, const char *name, const char *text)
{
    static uint8_t bytes[1 << 22];
    char path[400];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return false;
    }
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    return memmem(bytes, n, text, strlen(text)) != NULL;
}

/* Words under an exception may name a person: staff read them for as long as the day's key is
 * there, no file ever does. */
static void words_under_an_exception_go_with_their_day(void **state)
{
    (void)state;
    static struct office office;
    static const int words[] = {0x3084, 0x307E, 0x305F, NOTE_KEY_VOICED, 0x69D8}; /* やまだ様 */
    struct trial t;
    trial_begin(&t, "retention-words", &office);
    struct office_setup setup = clerk_setup(t.folder, t.pki);
    setup.fresh = setup.staff_list = true;
    setup.seed = 1;
    assert_ok(office_open(&office, &setup));
    clerk_init(&t.clerk, &office, "papers");
    sign(&t, 1, "1357");
    assert_true(clerk_run(&t.clerk, is_matching, NULL));
    press(&t, ACTION_STAFF_REASON, EXCEPTION_BROKEN_TAG);
    press(&t, ACTION_STAFF_PHRASE, 0);
    press(&t, ACTION_STAFF_TEXT, 0x3001);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        press(&t, ACTION_STAFF_TEXT, words[i]);
    }
    press(&t, ACTION_STAFF_REASON_GIVEN, 0);
    sign(&t, 0, "2580");
    assert_int_equal(trial_rows(&t, JOURNAL_EXCEPTION), 1);
    assert_string_equal(logged_note(&t), "荷札が破れている、やまだ様");
    press(&t, ACTION_STAFF_SCREEN, SCREEN_S10);
    assert_string_equal(t.clerk.staff.exception_note[0], "荷札が破れている、やまだ様");
    press(&t, ACTION_STAFF_BACK, 0);
    assert_true(clerk_run(&t.clerk, clerk_is_done, NULL));
    assert_true(lies_in(t.folder, "journal.db", "words-") ||
                lies_in(t.folder, "journal.db-wal", "words-"));
    assert_false(lies_in(t.folder, "journal.db", "やまだ様"));
    assert_false(lies_in(t.folder, "journal.db-wal", "やまだ様"));
    office.clock.wall_zero_ms += (LATER_DAYS + 1) * DAY_MS;
    clerk_wait(&t.clerk, office_now_ms(&office) + 5000, NULL, NULL);
    assert_false(key_stands(&t));
    assert_string_equal(logged_note(&t), "荷札が破れている（記載は消去済み）");
    office_close(&office);
}

static bool is_refused(struct clerk *k, void *unused)
{
    (void)unused;
    clerk_look(k);
    return k->staff.outbox_aside == 1 && k->staff.queue_count == 0 && !k->staff.has_ticket;
}

/* A report that the backend never takes owes its day's key until staff have taken note of it; then
 * the retention counts from there, over a restart as well. */
static void a_refused_report_keeps_its_key_until_staff_note_it(void **state)
{
    (void)state;
    static struct office office;
    static struct application truth;
    struct trial t;
    trial_begin(&t, "retention-refused", &office);
    assert_ok(trial_open(&t, true));
    assert_true(clerk_run(&t.clerk, is_matching, NULL));
    assert_ok(seed_data_application("papers", office.clock.wall_zero_ms, &truth));
    assert_ok(backend_logic_set_status(office.backend, truth.application_id, "ISSUED"));
    assert_true(clerk_run(&t.clerk, is_refused, NULL));
    office.clock.wall_zero_ms += (LATER_DAYS + 1) * DAY_MS;
    clerk_wait(&t.clerk, office_now_ms(&office) + 5000, NULL, NULL);
    assert_true(key_stands(&t));
    office_power_cut(&office);
    assert_ok(office_power_on(&office));
    clerk_wait(&t.clerk, office_now_ms(&office) + 2000, NULL, NULL);
    press(&t, ACTION_STAFF_SCREEN, SCREEN_S17);
    const struct desk_view *d = &t.clerk.staff.desk;
    assert_int_equal(d->refused_count, 1);
    assert_true(d->refused_report[0].is_open);
    assert_int_equal(d->refused_report[0].report.times, 1);
    assert_int_equal(d->refused_report[0].report.result, EXCHANGE_RESULT_ALREADY_ISSUED);
    assert_true(d->refused_report[0].report.call_no > 0);
    press(&t, ACTION_STAFF_REPORT_NOTED, (int)d->refused_report[0].report.no);
    assert_int_equal(t.clerk.staff.outbox_depth, 0);
    assert_int_equal(d->refused_count, 0);
    office.clock.wall_zero_ms += 2 * DAY_MS;
    clerk_wait(&t.clerk, office_now_ms(&office) + 5000, NULL, NULL);
    assert_true(key_stands(&t)); /* two days after it was noted */
    office.clock.wall_zero_ms += LATER_DAYS * DAY_MS;
    clerk_wait(&t.clerk, office_now_ms(&office) + 5000, NULL, NULL);
    assert_false(key_stands(&t));
    office_close(&office);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_name_is_readable_eight_days_later),
        cmocka_unit_test(what_is_not_acknowledged_is_kept),
        cmocka_unit_test(staff_see_who_it_was_and_then_nobody_does),
        cmocka_unit_test(words_under_an_exception_go_with_their_day),
        cmocka_unit_test(a_refused_report_keeps_its_key_until_staff_note_it),
    };
    log_set_level(LOG_LEVEL_SILENT);
    return cmocka_run_group_tests_name("retention", tests, NULL, NULL);
}
