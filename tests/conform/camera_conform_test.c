/* One suite for the camera's contract: the simulator's, and this machine's first one if there is
 * any. */
#include "tests/kit/kit.h"

#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "hal/camera.h"
#include "hal/linux/camera_v4l2.h"
#include "sim/camera_sim.h"

enum { WIDTH = 320, HEIGHT = 240, FRAMES = 5, PATIENCE_MS = 8000 };

struct subject {
    struct camera *(*open)(struct subject *s);
    bool is_real; /* time passes by itself */
    struct camera_sim *sim;
    struct camera *camera;
    uint64_t now_ms;
};

static const struct v4l2_wish wish = {
    .width_px = WIDTH, .height_px = HEIGHT, .hz = 30, .mains_hz = 50, .focus = -1, .exposure = -1};

static struct camera *open_sim(struct subject *s)
{
    assert_ok(camera_sim_open(WIDTH, HEIGHT, 1, &s->sim));
    return camera_sim_camera(s->sim);
}

static struct camera *open_v4l2(struct subject *s)
{
    (void)s;
    struct camera *c = NULL;
    if (access("/dev/video0", R_OK | W_OK) == 0) {
        assert_ok(camera_v4l2_open("/dev/video0", &wish, &c));
    }
    return c;
}

static struct subject sim_subject = {.open = open_sim};
static struct subject v4l2_subject = {.open = open_v4l2, .is_real = true};

static int set_up(void **state)
{
    struct subject *s = *state;
    s->now_ms = 1000;
    s->camera = s->open(s);
    return 0;
}

static int tear_down(void **state)
{
    struct subject *s = *state;
    camera_close(s->camera);
    camera_sim_close(s->sim);
    s->sim = NULL;
    return 0;
}

static uint64_t real_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void turn(struct subject *s)
{
    device_step(camera_device(s->camera), s->now_ms);
    uint64_t next = device_next_ms(camera_device(s->camera), s->now_ms);
    if (!s->is_real) {
        s->now_ms = next > s->now_ms ? next : s->now_ms + 1;
        return;
    }
    struct pollfd fds[DEVICE_FDS_MAX];
    int n = device_poll_fds(camera_device(s->camera), fds, DEVICE_FDS_MAX);
    (void)poll(fds, (nfds_t)n, 50);
    s->now_ms = real_ms();
}

static void frames_are_new_whole_and_in_order(void **state)
{
    struct subject *s = *state;
    if (s->camera == NULL) {
        print_message("skipped: no /dev/video0 on this machine\n");
        skip();
    }
    uint64_t last = 0, end = s->now_ms + PATIENCE_MS;
    s->now_ms = s->is_real ? real_ms() : s->now_ms;
    end = s->now_ms + PATIENCE_MS;
    int frames = 0;
    bool is_running = false;
    while (frames < FRAMES && s->now_ms < end) {
        turn(s);
        struct camera_event e;
        while (camera_take(s->camera, &e)) {
            is_running = e.kind == CAMERA_RUNNING;
        }
        struct camera_frame f;
        if (camera_take_frame(s->camera, &f)) {
            assert_true(is_running);
            assert_true(f.sequence > last);
            last = f.sequence;
            assert_false(camera_take_frame(s->camera, &f));
            frames++;
        }
    }
    assert_int_equal(frames, FRAMES);
}

static void no_camera_is_harmless(void **state)
{
    (void)state;
    struct camera_frame f;
    struct camera_event e;
    assert_false(camera_take_frame(NULL, &f));
    assert_false(camera_take(NULL, &e));
    device_step(camera_device(NULL), 5);
    camera_close(NULL);
}

static void an_absent_camera_is_lost_once_and_retried_with_growing_pauses(void **state)
{
    (void)state;
    struct camera *c = NULL;
    struct camera_event e;
    assert_ok(camera_v4l2_open("/nonexistent/video", &wish, &c));
    uint64_t now = 1000;
    static const uint64_t pauses[] = {500, 1000, 2000, 4000, 8000, 8000};
    for (size_t i = 0; i < sizeof pauses / sizeof pauses[0]; i++) {
        device_step(camera_device(c), now);
        assert_int_equal(camera_take(c, &e), i == 0);
        assert_int_equal(device_next_ms(camera_device(c), now), now + pauses[i]);
        now += pauses[i];
    }
    assert_int_equal(e.kind, CAMERA_LOST);
    camera_close(c);
}

static void a_file_is_no_camera(void **state)
{
    (void)state;
    struct v4l2_stream stream;
    assert_fails(v4l2_stream_open(&stream, "/dev/null", &wish), UNSUPPORTED);
    assert_int_equal(stream.fd, -1);
}

static void drain(struct camera_sim *sim, uint64_t from, uint64_t to, int *out_frames,
                  int out_events[2])
{
    struct camera *c = camera_sim_camera(sim);
    struct camera_frame f;
    struct camera_event e;
    for (uint64_t now = from; now <= to; now++) {
        device_step(camera_device(c), now);
        *out_frames += camera_take_frame(c, &f) ? 1 : 0;
        while (camera_take(c, &e)) {
            out_events[e.kind]++;
        }
    }
}

static void an_unchanged_picture_costs_one_frame_a_second(void **state)
{
    (void)state;
    struct camera_sim *sim;
    int frames = 0, events[2] = {0, 0};
    assert_ok(camera_sim_open(WIDTH, HEIGHT, 1, &sim));
    drain(sim, 0, 10000, &frames, events);
    assert_int_equal(frames, 11);
    camera_sim_fault(sim, CAMERA_FAULT_FROZEN, true);
    frames = 0;
    drain(sim, 10001, 13999, &frames, events);
    assert_int_equal(frames, 0);
    assert_int_equal(events[CAMERA_LOST], 1);
    camera_sim_fault(sim, CAMERA_FAULT_FROZEN, false);
    drain(sim, 14000, 14001, &frames, events);
    assert_int_equal(frames, 1);
    assert_int_equal(events[CAMERA_RUNNING], 2);
    camera_sim_close(sim);
}

static void a_scene_is_seen_and_a_dark_camera_sees_nothing(void **state)
{
    (void)state;
    struct camera_sim *sim;
    struct camera_frame f;
    struct scene scene = scene_default(SCENE_PAPER);
    assert_ok(camera_sim_open(WIDTH, HEIGHT, 1, &sim));
    struct camera *c = camera_sim_camera(sim);
    camera_sim_set_scene(sim, &scene);
    device_step(camera_device(c), 100);
    assert_true(camera_take_frame(c, &f));
    uint8_t middle = f.image.pixels[HEIGHT / 2 * f.image.stride + WIDTH / 2];
    assert_int_not_equal(middle, 0x80);
    camera_sim_fault(sim, CAMERA_FAULT_BLACK, true);
    device_step(camera_device(c), 200);
    assert_true(camera_take_frame(c, &f));
    assert_int_equal(f.image.pixels[HEIGHT / 2 * f.image.stride + WIDTH / 2], 0);
    struct image_gray small = {f.image.pixels, 8, 8, 8};
    assert_fails(camera_sim_set_frame(sim, &small), INVALID);
    camera_sim_close(sim);
}

#define ON(subject, test)                                                                          \
    {                                                                                              \
#test, test, set_up, tear_down, subject                                                    \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON(&sim_subject, frames_are_new_whole_and_in_order),
        ON(&v4l2_subject, frames_are_new_whole_and_in_order),
        cmocka_unit_test(no_camera_is_harmless),
        cmocka_unit_test(an_absent_camera_is_lost_once_and_retried_with_growing_pauses),
        cmocka_unit_test(a_file_is_no_camera),
        cmocka_unit_test(an_unchanged_picture_costs_one_frame_a_second),
        cmocka_unit_test(a_scene_is_seen_and_a_dark_camera_sees_nothing),
    };
    return cmocka_run_group_tests_name("conform/camera", tests, NULL, NULL);
}
