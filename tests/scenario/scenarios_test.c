/* Every story of sim/scenarios, twice: it holds, both runs leave the same event log to the byte,
 * all that went over the wire is of the contract, and nothing personal is in the log, in the event
 * log, on the disk or in what was sent. `scenarios_test FILE [NAME…]` also writes one
 * line `name hash` a story, so that the programs of two compilers can be compared. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/log.h"
#include "sim/scenario.h"
#include "tests/kit/leaks.h"
#include "tests/kit/openapi_log.h"

enum { STORIES_MAX = 256, STORY_SIZE = 64, PATH_SIZE = 512 };

static const char *const STORIES = "sim/scenarios";

struct bench {
    char folder[256], pki[PATH_SIZE];
    struct openapi *contract;
    struct scenario *scenario;
    struct office *office;
    struct personal_texts personal;
    FILE *hashes; /* NULL: nobody asked */
    char name[STORIES_MAX][STORY_SIZE];
    int count;
};

struct story {
    struct bench *bench;
    const char *name;
};

static char *read_story(const char *name, size_t *out_n)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", STORIES, name);
    FILE *f = fopen(path, "rb");
    char *text = malloc(SCENARIO_FILE_MAX + 1);
    assert_non_null(f);
    assert_non_null(text);
    *out_n = fread(text, 1, SCENARIO_FILE_MAX + 1, f);
    fclose(f);
    return text;
}

static uint64_t carry_out(struct bench *b, const char *name, enum worker_mode mode)
{
    size_t n = 0;
    char *text = read_story(name, &n);
    uint64_t hash = 0;
    struct scenario_run run = {.scenario = b->scenario, .office = b->office};
    char events[PATH_SIZE];
    snprintf(events, sizeof events, "%s/events.log", b->folder);
    FILE *event_log = fopen(events, "w");
    assert_non_null(event_log);
    struct office_setup setup = {.folder = b->folder,
                                 .pki_folder = b->pki,
                                 .fresh = true,
                                 .worker_mode = mode,
                                 .event_log = event_log,
                                 .ui = {.headless = true, .applicant = true, .staff = true}};
    struct err e = scenario_parse((struct str){text, n}, name, b->scenario, run.message);
    leaks_watch_log(&b->personal);
    e = failed(e) ? e : scenario_carry_out(&run, &setup, &hash);
    (void)leaks_end_log();
    (void)fclose(event_log);
    free(text);
    if (failed(e)) {
        fail_msg("%s", run.message);
    }
    return hash;
}

static void check_disk(struct bench *b)
{
    static const char *const names[] = {"journal.db", "journal.db-wal", "events.log"};
    char path[PATH_SIZE];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", b->folder, names[i]);
        leaks_look_in_file(&b->personal, path, strstr(names[i], "-wal") != NULL);
    }
}

static void check_exchanges(struct bench *b)
{
    char path[PATH_SIZE];
    sqlite3 *db = NULL;
    snprintf(path, sizeof path, "%s/backend.db", b->folder);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_true(openapi_check_log(b->contract, db) > 0);
    leaks_look_in_backend(&b->personal, db);
    sqlite3_close(db);
}

static void test_story(void **state)
{
    const struct story *s = *state;
    uint64_t first = carry_out(s->bench, s->name, WORKER_INLINE);
    check_exchanges(s->bench);
    check_disk(s->bench);
    uint64_t second = carry_out(s->bench, s->name, WORKER_INLINE);
    assert_true(first != 0);
    assert_int_equal(first, second);
    if (s->bench->hashes != NULL) {
        fprintf(s->bench->hashes, "%s %016llx\n", s->name, (unsigned long long)first);
    }
}

/* The processes that work on hostile bytes change nothing in what happens. */
static void test_processes_leave_the_same_log(void **state)
{
    struct bench *b = ((const struct story *)*state)->bench;
    uint64_t apart = carry_out(b, "ready-with-papers.scn", WORKER_PROCESS);
    assert_int_equal(apart, carry_out(b, "ready-with-papers.scn", WORKER_INLINE));
}

static void test_another_seed_is_another_log(void **state)
{
    struct bench *b = ((const struct story *)*state)->bench;
    assert_int_not_equal(carry_out(b, "ready.scn", WORKER_INLINE),
                         carry_out(b, "url.scn", WORKER_INLINE));
}

static void test_wrong_words_are_refused(void **state)
{
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"seed 1\nprezent ready\n", "x.scn:2:1: unknown word"},
        {"seed x", "x.scn:1:6: seed wants a number"},
        {"seed -1", "x.scn:1:6: seed wants a number"},
        {"wall 2026-02-30 10:00", "x.scn:1:6: wall wants YYYY-MM-DD HH:MM"},
        {"wall 2026-11-24 24:00", "x.scn:1:6: wall wants YYYY-MM-DD HH:MM"},
        {"set office window_no 0", "x.scn:1:5: office.window_no: "},
        {"set office nonsense 1", "x.scn:1:5: office.nonsense: "},
        {"present", "x.scn:1:1: usage: present CODE"},
        {"\n\n  present nobody", "x.scn:3:11: no code of that name"},
        {"present ready on stone", "x.scn:1:18: on wants phone, paper or slip"},
        {"present ready at 41", "x.scn:1:18: at wants 8 to 40 cm"},
        {"present ready at near", "x.scn:1:18: at wants 8 to 40 cm"},
        {"present ready at", "x.scn:1:15: at wants 8 to 40 cm"},
        {"present ready tilt 61", "x.scn:1:20: tilt wants -60 to 60 degrees"},
        {"present ready rotate nan", "x.scn:1:22: rotate wants 0 to 360 degrees"},
        {"present ready under 3", "x.scn:1:15: unknown word after the code"},
        {"present ready and nobody", "x.scn:1:19: no code of that name"},
        {"remove it", "x.scn:1:1: usage: remove"},
        {"wait 3", "x.scn:1:6: a duration such as 3s"},
        {"wait -3s", "x.scn:1:6: a duration such as 3s"},
        {"wait 1000001s", "x.scn:1:6: a duration such as 3s"},
        {"tap", "x.scn:1:1: usage: tap CONTROL"},
        {"tap \"A B", "x.scn:1:5: word too long or quote not closed"},
        {"camera broken", "x.scn:1:8: no camera fault of that name"},
        {"slip jam maybe", "x.scn:1:10: on or off"},
        {"certificate jammed", "x.scn:1:13: no certificate printer fault of that name"},
        {"backend asleep", "x.scn:1:9: no backend fault of that name"},
        {"backend status 99", "x.scn:1:16: number out of range"},
        {"backend slow -5", "x.scn:1:14: number out of range"},
        {"backend slow soon", "x.scn:1:14: a number or off"},
        {"link speed 3s", "x.scn:1:6: link wants: latency DURATION"},
        {"maintenance soon text", "x.scn:1:13: a duration such as 3s"},
        {"office open ready withdrawn", "x.scn:1:8: office wants: status APPLICATION STATUS"},
        {"office status nobody withdrawn", "x.scn:1:15: no application of that name"},
        {"power off", "x.scn:1:7: power wants cut or on"},
        {"shot ../x", "x.scn:1:6: a name without /"},
        {"expect weather = 1", "x.scn:1:8: no figure of that name"},
        {"expect screen A99", "x.scn:1:15: this figure never has that value"},
        {"expect slips = many", "x.scn:1:16: this figure never has that value"},
        {"expect journal PRUNT = 1", "x.scn:1:16: this figure has no such part"},
        {"expect backend nobody = idle", "x.scn:1:16: this figure has no such part"},
        {"expect screen A00 in 3s", "x.scn:1:19: only within DURATION may follow"},
        {"expect screen A00 within now", "x.scn:1:26: a duration such as 3s"},
        {"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", "x.scn:1:40: too many words"},
    };
    struct bench *b = ((const struct story *)*state)->bench;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char message[SCENARIO_MESSAGE_SIZE];
        assert_fails(scenario_parse(str_of(rows[i].text), "some/x.scn", b->scenario, message),
                     INVALID);
        if (strncmp(message, rows[i].message, strlen(rows[i].message)) != 0) {
            fail_msg("%s: got '%s', want '%s'", rows[i].text, message, rows[i].message);
        }
    }
}

static void test_too_long_a_story_is_refused(void **state)
{
    struct bench *b = ((const struct story *)*state)->bench;
    char message[SCENARIO_MESSAGE_SIZE];
    static char text[SCENARIO_FILE_MAX + 2];
    memset(text, '\n', sizeof text);
    assert_fails(
        scenario_parse((struct str){text, SCENARIO_FILE_MAX + 1}, "x.scn", b->scenario, message),
        INVALID);
    for (int i = 0; i <= SCENARIO_COMMANDS_MAX; i++) {
        memcpy(text + i * 8, "remove \n", 8);
    }
    assert_fails(scenario_parse((struct str){text, (SCENARIO_COMMANDS_MAX + 1) * 8}, "x.scn",
                                b->scenario, message),
                 INVALID);
    assert_string_equal(message, "x.scn:257:1: too many lines");
}

/* What does not hold ends the story there, with the line and what stood instead. */
static void test_what_does_not_hold_is_told(void **state)
{
    static const char text[] = "wait 100ms\nexpect screen A64 within 200ms\n";
    struct bench *b = ((const struct story *)*state)->bench;
    uint64_t hash = 0;
    struct scenario_run run = {.scenario = b->scenario, .office = b->office};
    struct office_setup setup = {.folder = b->folder,
                                 .pki_folder = b->pki,
                                 .fresh = true,
                                 .ui = {.headless = true, .applicant = true, .staff = true}};
    assert_ok(scenario_parse(str_of(text), "x.scn", b->scenario, run.message));
    assert_fails(scenario_carry_out(&run, &setup, &hash), REFUSED);
    assert_string_equal(run.message,
                        "x.scn:2: expected screen  = A64, it is A00 (screen A00, staff S01)");
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void list_stories(struct bench *b)
{
    DIR *folder = opendir(STORIES);
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL && b->count < STORIES_MAX) {
        size_t n = strlen(entry->d_name);
        if (n > 4 && n < STORY_SIZE && strcmp(entry->d_name + n - 4, ".scn") == 0) {
            memcpy(b->name[b->count++], entry->d_name, n + 1);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    qsort(b->name, (size_t)b->count, STORY_SIZE, by_name);
}

static bool is_wanted(const char *name, int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], name) == 0) {
            return true;
        }
    }
    return argc <= 2;
}

static int run_all(struct bench *b, int argc, char **argv)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(test_wrong_words_are_refused),
        cmocka_unit_test(test_too_long_a_story_is_refused),
        cmocka_unit_test(test_what_does_not_hold_is_told),
        cmocka_unit_test(test_another_seed_is_another_log),
        cmocka_unit_test(test_processes_leave_the_same_log),
    };
    enum { OTHERS = sizeof others / sizeof others[0] };
    struct CMUnitTest *tests = calloc(STORIES_MAX + OTHERS, sizeof *tests);
    struct story *stories = calloc(STORIES_MAX + 1, sizeof *stories);
    size_t count = 0;
    for (int i = 0; tests != NULL && stories != NULL && i < b->count; i++) {
        if (is_wanted(b->name[i], argc, argv)) {
            stories[count] = (struct story){b, b->name[i]};
            tests[count] = (struct CMUnitTest){
                .name = b->name[i], .test_func = test_story, .initial_state = &stories[count]};
            count++;
        }
    }
    int failures = 1;
    if (tests != NULL && stories != NULL && count > 0) {
        stories[STORIES_MAX] = (struct story){b, ""};
        for (size_t i = 0; i < OTHERS; i++) {
            tests[count] = others[i];
            tests[count++].initial_state = &stories[STORIES_MAX];
        }
        failures = _cmocka_run_group_tests("scenarios", tests, count, NULL, NULL);
    }
    free(tests);
    free(stories);
    return failures;
}

int main(int argc, char **argv)
{
    static struct bench b;
    log_set_level(LOG_LEVEL_ERR);
    kit_folder("scenarios", b.folder);
    snprintf(b.pki, sizeof b.pki, "%s/pki", b.folder);
    personal_texts_fill(&b.personal);
    b.contract = openapi_open("firmware/backend/openapi.yaml");
    b.scenario = malloc(sizeof *b.scenario);
    b.office = calloc(1, sizeof *b.office);
    b.hashes = argc > 1 ? fopen(argv[1], "w") : NULL;
    if (b.scenario == NULL || b.office == NULL || (argc > 1 && b.hashes == NULL)) {
        return 1;
    }
    list_stories(&b);
    int failures = run_all(&b, argc, argv);
    if (b.hashes != NULL) {
        fclose(b.hashes);
    }
    openapi_close(b.contract);
    free(b.scenario);
    free(b.office);
    return failures;
}
