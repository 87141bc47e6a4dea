/* The whole terminal in real time: real decoder and renderer processes, the reference backend over
 * TLS on loopback, both screens, a camera at 30 frames a second. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include "app/loop.h"
#include "hal/linux/http_curl.h"
#include "sim/frame_synth.h"
#include "sim/office.h"
#include "tests/bench/bench.h"
#include "tests/bench/bench_devices.h"
#include "tests/bench/bench_eye.h"
#include "tests/bench/bench_figures.h"
#include "tests/bench/bench_process.h"

enum { PEOPLE = 30, SHOW_MS = 600, GAP_MS = 600, IDLE_S = 6, WARM_UP_S = 3, CHILDREN_MAX = 16 };

struct bench {
    struct office office;
    struct bench_clock clock;
    struct bench_camera camera;
    struct bench_sound sound;
    struct bench_printer printer;
    struct hal hal;
    struct app *app;
    struct ui *ui;
    struct loop loop;
    struct bench_eye eye;
    struct applicant_view applicant;
    struct staff_view staff;
    uint64_t first_frame_us;
    double memory_before_mb; /* the office around it: backend, printers, prepared pictures */
};

static volatile int stop;

static void ring(int signal_no)
{
    (void)signal_no;
    stop = 1;
}

static struct err draw(struct frame_synth *synth, const struct scene *scene, uint64_t seed,
                       const uint8_t **out)
{
    const size_t bytes = (size_t)CAMERA_WIDTH_MAX_PX * CAMERA_HEIGHT_MAX_PX;
    uint8_t *pixels = malloc(bytes);
    if (pixels == NULL) {
        return FAIL(NO_MEMORY);
    }
    struct frame_target target = {pixels, CAMERA_WIDTH_MAX_PX, CAMERA_HEIGHT_MAX_PX,
                                  CAMERA_WIDTH_MAX_PX};
    *out = pixels;
    return frame_synth_render(synth, scene, seed, seed, &target);
}

/* Person i has an application of their own, ready, behind an opaque code. */
static struct err put_person(struct bench *b, struct frame_synth *synth, int i)
{
    static struct application a;
    char code[32];
    int64_t wall_ms = clock_wall_ms(&b->office.clock.clock);
    TRY(seed_data_application("ready", wall_ms, &a));
    snprintf(a.application_id, sizeof a.application_id, "B%05d", i);
    snprintf(a.receipt_no, sizeof a.receipt_no, "2611-0000-%04d", i);
    snprintf(code, sizeof code, SEED_OPAQUE_PREFIX "BENCH%05d", i);
    TRY(backend_logic_put_application(b->office.backend, &a));
    struct backend_code row = {.code = code,
                               .length = strlen(code),
                               .application_id = a.application_id,
                               .expires_ms = wall_ms + 3600000};
    TRY(backend_logic_put_code(b->office.backend, &row));
    struct scene scene = scene_default(i % 2 == 0 ? SCENE_PHONE : SCENE_PAPER);
    struct qr_options options = {.mode = QR_MODE_BYTES, .ecc_level = 'M'};
    TRY(qr_make(code, strlen(code), &options, &scene.carrier[0].code));
    scene.carrier[0].pose.distance_cm = 18;
    scene.carrier[0].pose.tilt_x_deg = (float)(i % 5) * 4;
    scene.carrier[0].pose.rotation_deg = (float)(i % 7) * 11;
    scene_clamp(&scene);
    return draw(synth, &scene, (uint64_t)i, &b->camera.person[i].frame);
}

static struct err make_pictures(struct bench *b)
{
    struct frame_synth *synth = NULL;
    struct scene empty = scene_empty();
    bench_camera_init(&b->camera, CAMERA_WIDTH_MAX_PX, CAMERA_HEIGHT_MAX_PX);
    TRY(frame_synth_open(CAMERA_WIDTH_MAX_PX, CAMERA_HEIGHT_MAX_PX, &synth));
    struct err e = OK;
    for (int i = 0; i < BENCH_BLANKS && !failed(e); i++) {
        e = draw(synth, &empty, (uint64_t)i, &b->camera.blank[i]);
    }
    for (int i = 0; i < PEOPLE && !failed(e); i++) {
        e = put_person(b, synth, i);
    }
    frame_synth_close(synth);
    return e;
}

static struct err open_hal(struct bench *b)
{
    char url[64];
    struct office *o = &b->office;
    bench_sound_init(&b->sound, &b->camera);
    bench_printer_init(&b->printer, &b->camera);
    b->hal =
        (struct hal){.camera = &b->camera.camera,
                     .slip_printer = &b->printer.printer,
                     .certificate_printer = certificate_printer_sim_printer(o->certificate_printer),
                     .lamp = &o->lamp.lamp,
                     .sound = &b->sound.sound,
                     .scanner = &o->scanner.scanner,
                     .watchdog = &o->watchdog.watchdog};
    backend_server_url(o->server, url);
    struct http_curl_settings settings = {.base_url = url,
                                          .ca_file = o->config.ca_file,
                                          .cert_file = o->config.cert_file,
                                          .key_file = o->config.key_file,
                                          .pin_current = o->pki.server_pin,
                                          .pin_next = "",
                                          .connect_ms = o->config.connect_ms};
    bench_clock_init(&b->clock, clock_wall_ms(&o->clock.clock));
    b->hal.clock = &b->clock.clock;
    return http_curl_open(&settings, &b->hal.http);
}

/* As the product starts: workers, journal, fonts, windows, the first turn, the first picture. */
static struct err start(struct bench *b)
{
    struct app_setup setup = {.config = &b->office.config,
                              .hal = &b->hal,
                              .seed = bench_now_us(),
                              .build = "bench",
                              .worker_mode = WORKER_PROCESS,
                              .commit_beside = true,
                              .specimen = true};
    struct ui_setup screens = {.applicant = true,
                               .staff = true,
                               .title = "bench",
                               .max_width = APPLICANT_WIDTH,
                               .max_height = APPLICANT_HEIGHT};
    uint64_t begun = bench_now_us();
    TRY(app_open(&setup, &b->app));
    if (failed(ui_open(&screens, &b->ui))) {
        screens.headless = true;
        TRY(ui_open(&screens, &b->ui));
    }
    uint64_t now_ms = clock_monotonic_ms(b->hal.clock);
    app_turn(b->app, now_ms);
    app_views(b->app, &b->applicant, &b->staff);
    ui_show(b->ui, &b->applicant, &b->staff, NULL, now_ms);
    b->first_frame_us = bench_now_us() - begun;
    return OK;
}

static void run_for_ms(struct bench *b, int ms)
{
    struct itimerval timer = {
        .it_value = {.tv_sec = ms / 1000, .tv_usec = (suseconds_t)(ms % 1000) * 1000}};
    stop = 0;
    setitimer(ITIMER_REAL, &timer, NULL);
    b->loop.stop = &stop;
    loop_run(&b->loop);
}

static void print_one(const char *name, double value, struct bench_limit limit)
{
    static struct bench_samples one;
    one.count = 0;
    bench_add(&one, value);
    bench_print(name, &one, limit);
}

static void measure_idle(struct bench *b)
{
    run_for_ms(b, WARM_UP_S * 1000); /* a round of all passes at the empty tray */
    bench_eye_touches(&b->eye, true);
    run_for_ms(b, IDLE_S * 1000);
    bench_eye_touches(&b->eye, false);
    uint64_t start_us = bench_now_us();
    double start_cpu = bench_thread_cpu_s();
    struct app_counts before = app_counts_of(b->app);
    run_for_ms(b, IDLE_S * 1000);
    double share = (bench_thread_cpu_s() - start_cpu) * 1e8 / (double)(bench_now_us() - start_us);
    struct app_counts after = app_counts_of(b->app);
    print_one("idle: loop's share of one core", share, (struct bench_limit){"%", 3, BENCH_MAX});
    print_one("idle: frames decoded", (double)(after.decodes - before.decodes),
              (struct bench_limit){.unit = "frames"});
}

/* The verdict that appeared next after a code was seen, when it appeared before the next code. */
static void add_verdict(const struct bench *b, int person, struct bench_samples *out)
{
    const struct bench_person *p = &b->camera.person[person];
    uint64_t until_us = person + 1 < b->camera.person_count ? p[1].seen_us : UINT64_MAX;
    for (int i = 0; i < b->eye.seen_count; i++) {
        uint64_t at_us = b->eye.seen_us[i];
        if (at_us > p->seen_us && at_us < until_us) {
            bench_add(out, (double)(at_us - p->seen_us) / 1000.0);
            return;
        }
    }
}

static void print_people(struct bench *b)
{
    static struct bench_samples tone, slip, verdict;
    for (int i = 0; i < b->camera.person_count; i++) {
        const struct bench_person *p = &b->camera.person[i];
        if (p->tone_us != 0) {
            bench_add(&tone, (double)(p->tone_us - p->seen_us) / 1000.0);
        }
        add_verdict(b, i, &verdict);
        if (p->slip_us != 0) {
            bench_add(&slip, (double)(p->slip_us - p->seen_us) / 1000.0);
        }
    }
    bench_print("code in frame to tone", &tone, (struct bench_limit){"ms", 100, BENCH_MAX});
    bench_print("code in frame to verdict painted", &verdict,
                (struct bench_limit){"ms", 250, BENCH_P95});
    bench_print("touch to changed pixels", &b->eye.touch,
                (struct bench_limit){"ms", 50, BENCH_P95});
    bench_print("code in frame to slip at printer", &slip,
                (struct bench_limit){"ms", 400, BENCH_P95});
}

static void measure_people(struct bench *b)
{
    b->camera.start_ms = 0;
    b->camera.person_count = PEOPLE;
    b->camera.show_ms = SHOW_MS;
    b->camera.gap_ms = GAP_MS;
    b->loop.figures = (struct loop_figures){0};
    for (int i = 0; i < PEOPLE; i++) {
        run_for_ms(b, SHOW_MS + GAP_MS);
        /* goes away: the next one finds A00, and no curtain that is somebody else's */
        app_action(b->app, ACTOR_APPLICANT, ACTION_FINISH, 0);
    }
    bench_eye_close(&b->eye);
    print_people(b);
    print_one("loop: longest turn without painting", (double)b->loop.figures.longest_turn_us / 1000,
              (struct bench_limit){"ms", 10, BENCH_MAX});
    print_one("loop: turns above 10 ms", (double)b->loop.figures.turns_over_10_ms,
              (struct bench_limit){.unit = "turns"});
    print_one("loop: longest painting", (double)b->loop.figures.longest_paint_us / 1000,
              (struct bench_limit){.unit = "ms"});
    print_one("memory of all its processes", bench_memory_mb() - b->memory_before_mb,
              (struct bench_limit){"MB", 120, BENCH_MAX});
}

static struct err run(struct bench *b, const char *folder)
{
    struct office_setup setup = {
        .folder = folder, .seed = 1, .fresh = true, .ui = {.headless = true}};
    TRY(office_open(&b->office, &setup));
    office_power_cut(&b->office); /* the office stays, its virtual terminal does not */
    TRY(make_pictures(b));
    b->memory_before_mb = bench_memory_mb();
    TRY(open_hal(b));
    TRY(start(b));
    print_one("start to first picture", (double)b->first_frame_us / 1000.0,
              (struct bench_limit){"ms", 400, BENCH_MAX});
    b->loop = (struct loop){
        .app = b->app, .hal = &b->hal, .ui = b->ui, .applicant = &b->applicant, .staff = &b->staff};
    (void)bench_eye_open(&b->eye, b->ui); /* without a window its figures have no samples */
    signal(SIGALRM, ring);
    measure_idle(b);
    measure_people(b);
    return OK;
}

static void free_pictures(struct bench *b)
{
    for (int i = 0; i < BENCH_BLANKS; i++) {
        free((void *)(uintptr_t)b->camera.blank[i]);
    }
    for (int i = 0; i < PEOPLE; i++) {
        free((void *)(uintptr_t)b->camera.person[i].frame);
    }
}

int bench_terminal(const char *folder)
{
    struct bench *b = calloc(1, sizeof *b);
    if (b == NULL) {
        return 1;
    }
    struct err e = run(b, folder);
    if (failed(e)) {
        fprintf(stderr, "bench: terminal: %s %s\n", err_text(e), b->office.message);
    }
    bench_eye_close(&b->eye);
    app_close(b->app);
    ui_close(b->ui);
    if (b->hal.clock != NULL) {
        hal_close(&b->hal);
    }
    if (b->office.server != NULL) {
        office_close(&b->office);
    }
    free_pictures(b);
    free(b);
    return failed(e);
}
