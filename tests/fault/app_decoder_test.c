/* A decoder that crashes, loops, lies or floods, in its own process under the whole terminal:
 * codes are not read, and everything else goes on. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "app/scan_link.h"
#include "base/log.h"
#include "tests/kit/blind_parts.h"
#include "tests/kit/clerk.h"

enum { EVIL_LIMIT_MS = 100, FDS_MAX = 64, SOON_MS = 3000, TIMES = 2 * WORKER_DEATHS_MAX };

struct scene_of_crime {
    char folder[256], pki[300];
    struct office *office;
    struct clerk clerk;
};

static struct scene_of_crime at;

static struct err open_nothing(void **out_context)
{
    *out_context = NULL;
    return OK;
}

static void close_nothing(void *context)
{
    (void)context;
}

static void crash(void *context, const void *request, void *reply)
{
    (void)context;
    (void)request;
    (void)reply;
    raise(SIGKILL);
}

static void loop(void *context, const void *request, void *reply)
{
    (void)context;
    (void)request;
    (void)reply;
    for (;;) {
        pause();
    }
}

/* Every field out of bounds, from a process that says all is well. */
static void lie(void *context, const void *request, void *reply)
{
    (void)context;
    (void)request;
    struct scan_answer *answer = reply;
    memset(answer, 0xFF, sizeof *answer);
    answer->err = OK;
}

/* Into every descriptor it has; the answer is somewhere behind it. */
static void flood(void *context, const void *request, void *reply)
{
    static char noise[4096];
    (void)context;
    (void)request;
    (void)reply;
    for (int i = 0; i < 64 * FDS_MAX; i++) {
        ssize_t sent = write(3 + i % FDS_MAX, noise, sizeof noise);
        (void)sent;
    }
}

static void see_nothing(void *context, const void *request, void *reply)
{
    (void)context;
    (void)request;
    struct scan_answer *answer = reply;
    memset(answer, 0, sizeof *answer);
    answer->result.hint = SCAN_HINT_NOTHING;
}

static int *deaths; /* shared by all children */

/* Dies five times, then works. */
static void recover(void *context, const void *request, void *reply)
{
    if (*deaths < WORKER_DEATHS_MAX) {
        (*deaths)++;
        crash(context, request, reply);
    }
    see_nothing(context, request, reply);
}

typedef void work_fn(void *context, const void *request, void *reply);

static void open_office(work_fn *work)
{
    struct worker_setup decoder = {.name = "decoder",
                                   .mode = WORKER_PROCESS,
                                   .request_size = sizeof(struct scan_order),
                                   .reply_size = sizeof(struct scan_answer),
                                   .open = open_nothing,
                                   .work = work,
                                   .close = close_nothing,
                                   .limit_ms = EVIL_LIMIT_MS,
                                   .wait = true};
    struct app_parts parts = {.decoder = &decoder, .renderer = blind_parts()->renderer};
    struct office_setup setup = clerk_setup(at.folder, at.pki);
    setup.fresh = true;
    setup.parts = &parts;
    assert_ok(office_open(at.office, &setup));
    clerk_init(&at.clerk, at.office, "ready");
    office_turn(at.office);
    clerk_look(&at.clerk);
}

static void wait_ms(uint64_t ms)
{
    clerk_wait(&at.clerk, office_now_ms(at.office) + ms, NULL, NULL);
    clerk_look(&at.clerk);
}

/* Something else before the camera each time: a new picture for the decoder. */
static void show_things(int times)
{
    for (int i = 0; i < times; i++) {
        struct scene scene = scene_default(i % 2 == 0 ? SCENE_PAPER : SCENE_PHONE);
        camera_sim_set_scene(at.office->camera, &scene);
        wait_ms(SOON_MS / TIMES);
    }
}

static bool is_decoder_out(void)
{
    return at.clerk.applicant.screen == SCREEN_A54;
}

/* The hand scanner still opens a visit, so the core, the journal and the network are well. */
static void assert_alive(void)
{
    int before = app_journal_count(at.office->app, JOURNAL_VISIT_OPENED);
    clerk_show(&at.clerk, "ready");
    wait_ms(SOON_MS);
    assert_int_equal(app_journal_count(at.office->app, JOURNAL_VISIT_OPENED), before + 1);
}

static void test_a_decoder_that_dies_each_time_is_taken_out(void **state)
{
    (void)state;
    static work_fn *const works[] = {crash, loop, flood};
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
        open_office(works[i]);
        assert_false(is_decoder_out());
        show_things(TIMES);
        if (!is_decoder_out()) {
            fail_msg("decoder %zu: %s", i, screen_code(at.clerk.applicant.screen));
        }
        assert_alive();
        office_close(at.office);
    }
}

static void test_one_that_is_out_is_tried_again(void **state)
{
    (void)state;
    deaths = mmap(NULL, sizeof *deaths, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(deaths, MAP_FAILED);
    open_office(recover);
    show_things(TIMES);
    assert_true(is_decoder_out());
    wait_ms(SCAN_REVIVE_MS - 2 * SOON_MS);
    assert_true(is_decoder_out());
    wait_ms(3 * SOON_MS); /* nobody has to show anything: what is in view is looked at */
    assert_false(is_decoder_out());
    assert_int_equal(*deaths, WORKER_DEATHS_MAX);
    office_close(at.office);
    munmap(deaths, sizeof *deaths);
}

/* It lives, so it stays; what it says is not believed. */
static void test_a_decoder_that_lies_is_not_believed(void **state)
{
    (void)state;
    open_office(lie);
    enum screen idle = at.clerk.applicant.screen;
    show_things(TIMES);
    assert_true(app_counts_of(at.office->app).decodes > 0);
    assert_int_equal(at.clerk.applicant.screen, idle);
    assert_alive();
    office_close(at.office);
}

static void test_a_decoder_that_works_stays(void **state)
{
    (void)state;
    open_office(see_nothing);
    show_things(TIMES);
    assert_true(app_counts_of(at.office->app).decodes > 0);
    assert_false(is_decoder_out());
    office_close(at.office);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_decoder_that_dies_each_time_is_taken_out),
        cmocka_unit_test(test_one_that_is_out_is_tried_again),
        cmocka_unit_test(test_a_decoder_that_lies_is_not_believed),
        cmocka_unit_test(test_a_decoder_that_works_stays),
    };
    log_set_level(LOG_LEVEL_SILENT);
    kit_folder("app-decoder", at.folder);
    (void)snprintf(at.pki, sizeof at.pki, "%s/pki", at.folder);
    at.office = calloc(1, sizeof *at.office);
    int result = at.office == NULL ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
    free(at.office);
    return result;
}
