/* A monkey at both screens of the whole terminal, seeded, on virtual time: touches, keys, codes,
 * tags, faults of every device and of the backend.
 *
 * Three offices: one clerk without a login, people who log in, both sides on one screen. Holds at
 * every event: a screen of the side stands there, nothing overflows, 係員を呼ぶ is there, nothing
 * personal is on the applicant's screen, and the one screen shows it only when staff are locked
 * out (or try it). Holds every few hundred: when the faults end and the clerk answers what is
 * asked, the camera screen comes back. monkey_test EVENTS [SEED] runs as many as it is told, shared
 * by the three
 * (`make monkey`: a million).
 */
#include "tests/kit/blind_parts.h"
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"
#include "tests/kit/leaks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/log.h"
#include "base/rng.h"
#include "sim/office.h"
#include "ui/query.h"

enum {
    EVENTS = 6000, /* together */
    EVENTS_A_ROUND = 400,
    HOME_MAX_MS = 600000, /* faults over: until the camera screen stands there again */
    LOOKS_UP_MS = 5000,   /* how often the clerk looks what there is to answer */
    LONG_RUN = 1000000,   /* events together that meet every screen */
    MISSED_SHORT = 12,    /* screens that the three together may miss in the short run */
    SCREENS_SHORT = 27,   /* … of each office in the short run */
    LATER_MAX_MS = 9000,
    STOP_MS = 120000, /* a planned stop */
    BYTES_MAX = 64,
    PATH_SIZE = 300,
    CHOICES_MAX = 128,
    KEY_MS = 130,    /* between two digits */
    FINGER_MS = 750, /* between two other touches */
    LOG_TEXT_MAX = 4 << 20,
};

/* Nothing is read from frames here (tests/kit/blind_parts.h): one a second is enough. */
#define BLIND_CAMERA "[camera]\nhz = 1\n"
#define STOCK        "[stock]\ncertificate = yes\n"
#define ONE_SCREEN   "[screen]\nstaff_on_same_screen = yes\n"

static const char *const codes[] = {
    "firm12",      "firm3",      "bad-signature", "foreign-issuer",
    "future-code", "stale-code", "never-issued",  "never-issued-opaque"};
static const int64_t morning_ms = 1795483440000;
static const int64_t day_ms = 86400000;

/* Where the monkey sits. */
enum place_kind { PLACE_ONE_CLERK, PLACE_PEOPLE, PLACE_ONE_SCREEN, PLACE_COUNT };
static const char *const places[PLACE_COUNT] = {"one-clerk", "people", "one-screen"};

struct monkey {
    enum place_kind place;
    struct office *office;
    struct rng rng;
    struct personal_texts personal;
    FILE *log;
    long events, homes, codes_read, log_lines;
    uint64_t slowest_ms; /* way home */
    bool seen[SCREEN_COUNT];
};

static uint32_t below(struct monkey *m, uint32_t limit)
{
    return rng_below(&m->rng, limit);
}

/* Everything that stands there, for whoever reads the failure. */
static void print_tree(const struct node_tree *t)
{
    for (int i = 1; i < t->count; i++) {
        const struct rect *r = &t->node[i].rect;
        if (t->node[i].text != 0) {
            print_error("[%d %d %d %d] %s\n", r->x, r->y, r->w, r->h,
                        tree_text(t, t->node[i].text));
        }
    }
}

static bool is_shown(const struct monkey *m, enum side side)
{
    return m->place != PLACE_ONE_SCREEN || ui_face(m->office->ui) == side;
}

static void check_side(struct monkey *m, enum side side)
{
    const struct node_tree *t = ui_tree(m->office->ui, side);
    if (!is_shown(m, side)) {
        return;
    }
    assert_int_equal(t->side, side);
    m->seen[t->screen] = true;
    if (t->overflow) {
        print_tree(t);
        fail_msg("event %ld: %s overflows", m->events, screen_code(t->screen));
    }
    if (side == SIDE_STAFF) {
        return;
    }
    bool open = app_core(m->office->app)->desk.clerk != NO_INDEX && t->screen != SCREEN_A80;
    if (m->place == PLACE_ONE_SCREEN && open) { /* A80 is the staff's own test */
        fail_msg("event %ld: %s, and a clerk is logged in", m->events, screen_code(t->screen));
    }
    if (ui_tap_node(t, "CALL_STAFF") < 0) {
        fail_msg("event %ld: no help on %s", m->events, screen_code(t->screen));
    }
    const char *told = personal_texts_find(&m->personal, t->text, t->text_used);
    if (told != NULL) {
        fail_msg("event %ld: %s shows %s", m->events, screen_code(t->screen), told);
    }
}

static void go_on(struct monkey *m, uint64_t ms)
{
    office_advance(m->office, office_now_ms(m->office) + ms);
    check_side(m, SIDE_APPLICANT);
    check_side(m, SIDE_STAFF);
}

/* A finger anywhere, mostly still, sometimes sliding away. */
static void touch_anywhere(struct monkey *m, enum side side)
{
    bool portrait = side == SIDE_APPLICANT || m->place == PLACE_ONE_SCREEN;
    int x = (int)below(m, portrait ? APPLICANT_WIDTH : STAFF_WIDTH);
    int y = (int)below(m, portrait ? APPLICANT_HEIGHT : STAFF_HEIGHT);
    ui_touch(m->office->ui, side, UI_TOUCH_DOWN, x, y);
    if (below(m, 4) == 0) {
        ui_touch(m->office->ui, side, UI_TOUCH_MOVE, x + 200, y);
    }
    ui_touch(m->office->ui, side, UI_TOUCH_UP, x, y);
}

static void touch_control(struct monkey *m, enum side side)
{
    const struct node_tree *t = ui_tree(m->office->ui, side);
    int choice[CHOICES_MAX];
    int count = 0;
    for (int i = 1; i < t->count && count < CHOICES_MAX; i++) {
        if (t->node[i].action != ACTION_NONE && t->node[i].enabled) {
            choice[count++] = i;
        }
    }
    if (count > 0) {
        const struct rect *r = &t->node[choice[below(m, (uint32_t)count)]].rect;
        ui_touch(m->office->ui, side, UI_TOUCH_DOWN, r->x + r->w / 2, r->y + r->h / 2);
        ui_touch(m->office->ui, side, UI_TOUCH_UP, r->x + r->w / 2, r->y + r->h / 2);
    }
}

static bool tap_staff(struct monkey *m, const char *name, uint64_t then_ms)
{
    bool tapped = office_tap(m->office, SIDE_STAFF, name);
    go_on(m, then_ms);
    return tapped;
}

/* Somebody who is asked for says who they are; careless: now and then with the wrong digits. */
static bool sign(struct monkey *m, bool careless)
{
    static const char *const pins[] = {
#define X(id, role, pin, name) pin,
        OFFICE_PEOPLE(X)
#undef X
    };
    char name[] = "STAFF_WHO:0";
    uint32_t who = below(m, sizeof pins / sizeof pins[0]);
    name[sizeof name - 2] = (char)('0' + who);
    go_on(m, FINGER_MS);
    if (!tap_staff(m, name, FINGER_MS)) {
        return false;
    }
    for (const char *digit = pins[who]; *digit != '\0'; digit++) {
        const char key[] = {careless && below(m, 40) == 0 ? '0' : *digit, '\0'};
        (void)tap_staff(m, key, KEY_MS);
    }
    go_on(m, FINGER_MS);
    return tap_staff(m, "STAFF_LOGIN", FINGER_MS);
}

static void type_something(struct monkey *m)
{
    static const char *const texts[] = {"7",  "にふだ",   "破れている", "x",
                                        "\"", "\xe3\x81", "12345678"};
    enum side side = (enum side)below(m, SIDE_COUNT);
    ui_type(m->office->ui, side, texts[below(m, sizeof texts / sizeof texts[0])]);
}

static void show_code(struct monkey *m)
{
    uint32_t dice = below(m, 10);
    struct seed_code code = {.length = 0};
    uint32_t special = below(m, sizeof codes / sizeof codes[0]);
    const char *name =
        dice == 0 ? codes[special] : seed_data_name((int)below(m, (uint32_t)seed_data_count()));
    if (dice == 1) {
        code.length = 1 + below(m, BYTES_MAX);
        for (size_t i = 0; i < code.length; i++) {
            code.bytes[i] = (uint8_t)below(m, 256);
        }
    } else if (failed(seed_data_code(name, m->office->pki.issuer_secret, morning_ms, &code))) {
        return; /* this application has no code of its own */
    }
    app_code(m->office->app, code.bytes, code.length);
    m->office->next_ms = office_now_ms(m->office);
    m->codes_read++;
}

static void scan_tag(struct monkey *m)
{
    char tag[ITEM_TAG_SIZE] = "nothing";
    const struct ticket *t = NULL;
    const struct core *c = app_core(m->office->app);
    if (c->counter.selected != NO_INDEX) {
        t = &c->ticket[c->counter.selected];
    }
    const struct application *now =
        t == NULL || t->item_count == 0
            ? NULL
            : core_application(c, t->visit_id, t->item[t->current].application_id);
    if (now != NULL && below(m, 4) != 0 && now->deliverable_count > 0) {
        (void)strcpy(tag, now->deliverable[0].item_tag);
    }
    scanner_sim_scan(&m->office->scanner, str_of(tag), office_now_ms(m->office));
}

static void mend(struct monkey *m)
{
    struct office *o = m->office;
    uint64_t now_ms = office_now_ms(o);
    for (int f = 0; f < CAMERA_FAULT_COUNT; f++) {
        camera_sim_fault(o->camera, (enum camera_fault)f, false);
    }
    for (int f = 0; f < SLIP_FAULT_COUNT; f++) {
        slip_printer_sim_fault(o->slip_printer, (enum slip_fault)f, false, now_ms);
    }
    for (int f = 0; f < CERTIFICATE_FAULT_COUNT; f++) {
        certificate_printer_sim_fault(o->certificate_printer, (enum certificate_fault)f, false,
                                      now_ms);
    }
    o->sound.is_silent = false;
    o->sound.has_earphones = false;
    memset(&o->faults, 0, sizeof o->faults);
    assert_ok(backend_server_set_faults(o->server, &o->faults));
    o->clock.wall_zero_ms =
        morning_ms + day_ms * (m->events / EVENTS_A_ROUND % 4) - (int64_t)now_ms;
}

static void break_something(struct monkey *m)
{
    struct office *o = m->office;
    uint64_t now_ms = office_now_ms(o);
    static const enum backend_fault faults[] = {BACKEND_FAULT_DOWN, BACKEND_FAULT_LOSE_REPLY,
                                                BACKEND_FAULT_NOT_JSON, BACKEND_FAULT_WRONG_IDS,
                                                BACKEND_FAULT_SWAPPED};
    int64_t wall_ms = clock_wall_ms(&o->clock.clock);
    switch (below(m, 7)) {
    case 0:
        camera_sim_fault(o->camera, (enum camera_fault)below(m, CAMERA_FAULT_COUNT), true);
        break;
    case 1:
        slip_printer_sim_fault(o->slip_printer, (enum slip_fault)below(m, SLIP_FAULT_COUNT), true,
                               now_ms);
        break;
    case 2:
        certificate_printer_sim_fault(o->certificate_printer,
                                      (enum certificate_fault)below(m, CERTIFICATE_FAULT_COUNT),
                                      true, now_ms);
        break;
    case 3:
        assert_ok(office_set_fault(o, faults[below(m, sizeof faults / sizeof faults[0])], 1));
        break;
    case 4:
        o->sound.has_earphones = !o->sound.has_earphones;
        break;
    case 5:
        assert_ok(backend_logic_put_notice(o->backend, "点検", wall_ms, wall_ms + STOP_MS));
        break;
    default:
        o->clock.wall_zero_ms += ((int64_t)below(m, 13) - 6) * 3600000; /* a clock that jumps */
        break;
    }
}

static void one_event(struct monkey *m)
{
    uint32_t dice = below(m, 100);
    if (dice < 14) {
        touch_anywhere(m, SIDE_APPLICANT);
    } else if (dice < 28) {
        touch_control(m, SIDE_APPLICANT);
    } else if (dice < 38) {
        ui_key(m->office->ui, SIDE_APPLICANT, (enum touch_key)below(m, TOUCH_KEY_STAFF + 1));
    } else if (dice < 42) {
        touch_anywhere(m, SIDE_STAFF);
    } else if (dice < 66) {
        touch_control(m, SIDE_STAFF);
    } else if (dice < 80) {
        show_code(m);
    } else if (dice < 86) {
        scan_tag(m);
    } else if (dice < 88) {
        break_something(m);
    } else if (dice < 90) {
        mend(m);
    } else if (dice < 93 && m->place != PLACE_ONE_CLERK) {
        (void)sign(m, true);
    } else if (dice < 95) {
        type_something(m);
    } else if (dice < 97 && m->place == PLACE_ONE_SCREEN) {
        (void)office_tap(m->office, SIDE_APPLICANT, "STAFF_ENTRANCE");
    }
    go_on(m, below(m, 5) == 0 ? below(m, LATER_MAX_MS) : below(m, 900));
    m->events++;
}

/* What a clerk presses who wants the applicant's screen free again, in this order. */
static bool clerk_answers(struct monkey *m)
{
    static const char *const ways[] = {
        "STAFF_HANDED",      "STAFF_NOT_HANDED",   "STAFF_SPOILED",     "STAFF_DID_NOT",
        "STAFF_ABORT",       "STAFF_BACK",         "STAFF_HOLD",        "STAFF_CLOSE_VISIT",
        "STAFF_ACKNOWLEDGE", "STAFF_TO_APPLICANT", "STAFF_PHRASE_SHEET"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (office_tap(m->office, SIDE_STAFF, ways[i])) {
            return true;
        }
    }
    return false;
}

/* Only what the screens offer, and time. */
static void come_home(struct monkey *m)
{
    mend(m);
    uint64_t since_ms = office_now_ms(m->office);
    enum screen screen = SCREEN_COUNT;
    while (office_now_ms(m->office) < since_ms + HOME_MAX_MS) {
        go_on(m, LOOKS_UP_MS);
        screen = ui_tree(m->office->ui, SIDE_APPLICANT)->screen;
        bool shown = is_shown(m, SIDE_APPLICANT);
        if (shown && screen == SCREEN_A00) {
            uint64_t took_ms = office_now_ms(m->office) - since_ms;
            m->slowest_ms = took_ms > m->slowest_ms ? took_ms : m->slowest_ms;
            m->homes++;
            return;
        }
        if (shown && m->place == PLACE_ONE_SCREEN) {
            (void)office_tap(m->office, SIDE_APPLICANT, "STAFF_ENTRANCE");
            go_on(m, FINGER_MS);
        }
        bool locked = m->office->staff_view.screen == SCREEN_S00;
        if (!(locked && sign(m, false))) {
            (void)clerk_answers(m);
        }
    }
    print_tree(ui_tree(m->office->ui, SIDE_STAFF));
    fail_msg("%s, event %ld: no way from %s to the camera", places[m->place], m->events,
             screen_code(screen));
}

static void look_through_log(struct monkey *m)
{
    char *text = malloc(LOG_TEXT_MAX);
    assert_non_null(text);
    rewind(m->log);
    size_t n;
    while ((n = fread(text, 1, LOG_TEXT_MAX, m->log)) > 0) {
        const char *told = personal_texts_find(&m->personal, text, n);
        if (told != NULL) {
            fail_msg("the event log carries %s", told);
        }
    }
    free(text);
}

static void look_through_disk(const struct monkey *m, const char *folder)
{
    char path[PATH_SIZE];
    sqlite3 *db = NULL;
    (void)snprintf(path, sizeof path, "%s/journal.db", folder);
    leaks_look_in_file(&m->personal, path, false);
    (void)snprintf(path, sizeof path, "%s/journal.db-wal", folder);
    leaks_look_in_file(&m->personal, path, true);
    (void)snprintf(path, sizeof path, "%s/backend.db", folder);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    leaks_look_in_backend(&m->personal, db);
    sqlite3_close(db);
}

static void run(const char *folder, enum place_kind place, long events, uint64_t seed,
                bool met[SCREEN_COUNT])
{
    struct monkey *m = calloc(1, sizeof *m);
    assert_non_null(m);
    m->place = place;
    m->office = calloc(1, sizeof *m->office);
    m->log = tmpfile();
    assert_true(m->office != NULL && m->log != NULL);
    personal_texts_fill(&m->personal);
    assert_true(m->personal.count > 100);
    rng_init(&m->rng, seed);
    struct office_setup setup = {
        .folder = folder,
        .staff_list = place != PLACE_ONE_CLERK,
        .settings = place == PLACE_ONE_SCREEN ? ONE_SCREEN BLIND_CAMERA
                    : place == PLACE_PEOPLE   ? STOCK BLIND_CAMERA
                                              : BLIND_CAMERA,
        .settings_name = "monkey",
        .seed = seed,
        .fresh = true,
        .parts = blind_parts(),
        .event_log = m->log,
        .ui = {.headless = true, .trees_only = true, .applicant = true, .staff = true}};
    leaks_watch_log(&m->personal);
    assert_ok(office_open(m->office, &setup));
    go_on(m, 1000);
    while (m->events < events) {
        one_event(m);
        if (m->events % EVENTS_A_ROUND == 0) {
            come_home(m);
        }
    }
    come_home(m);
    m->log_lines = leaks_end_log();
    look_through_log(m);
    int screens = 0;
    for (int i = 0; i < SCREEN_COUNT; i++) {
        screens += m->seen[i];
        met[i] = met[i] || m->seen[i];
    }
    print_message("%s: events=%ld codes=%ld homes=%ld slowest_home_s=%llu screens=%d/%d "
                  "log_lines=%ld virtual_minutes=%llu\n",
                  places[place], m->events, m->codes_read, m->homes,
                  (unsigned long long)(m->slowest_ms / 1000), screens, SCREEN_COUNT, m->log_lines,
                  (unsigned long long)(office_now_ms(m->office) / 60000));
    assert_true(screens >= SCREENS_SHORT); /* the monkey gets somewhere */

    office_close(m->office);
    look_through_disk(m, folder);
    (void)fclose(m->log);
    free(m->office);
    free(m);
}

/* What no monkey meets: the decoder here is blind, so nothing is seen in view (A01, the way to A72
 * from there, A43); no paper of these offices asks who somebody is (A61); A80 lies three pages deep
 * in S11 (sim/scenarios/staff-touch-test.scn); no fault here makes a report be refused for good
 * (S17). */
static bool is_out_of_reach(enum screen screen)
{
    return screen == SCREEN_A01 || screen == SCREEN_A43 || screen == SCREEN_A72 ||
           screen == SCREEN_A61 || screen == SCREEN_A80 || screen == SCREEN_S17;
}

static void it_always_comes_home(void **state)
{
    const long *wanted = *state;
    char folder[256];
    bool met[SCREEN_COUNT] = {false};
    for (int place = 0; place < PLACE_COUNT; place++) {
        kit_folder("monkey", folder);
        run(folder, (enum place_kind)place, wanted[0] / PLACE_COUNT, (uint64_t)wanted[1], met);
    }
    int missed = 0;
    for (int i = 0; i < SCREEN_COUNT; i++) {
        if (!met[i] && !is_out_of_reach((enum screen)i)) {
            print_message("not met: %s\n", screen_code((enum screen)i));
            missed++;
        }
    }
    assert_true(missed <= MISSED_SHORT);
    assert_true(missed == 0 || wanted[0] < LONG_RUN);
}

int main(int argc, char **argv)
{
    long wanted[2] = {argc > 1 ? atol(argv[1]) : EVENTS, argc > 2 ? atol(argv[2]) : 1};
    log_set_level(LOG_LEVEL_SILENT);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(it_always_comes_home, wanted),
    };
    return cmocka_run_group_tests_name("scenario/monkey", tests, NULL, NULL);
}
