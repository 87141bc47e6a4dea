/* The contracts of the small devices, on the simulator's set and, where no hardware is needed, on
 * this machine's. */
#include "tests/kit/kit.h"

#include <string.h>
#include <unistd.h>

#include "hal/linux/clock_linux.h"
#include "sim/simple_devices_sim.h"

static void check_clock(struct clock *c)
{
    uint64_t last = clock_monotonic_ms(c);
    int64_t wall = clock_wall_ms(c);
    for (int i = 0; i < 1000; i++) {
        uint64_t now = clock_monotonic_ms(c);
        assert_true(now >= last);
        last = now;
    }
    assert_in_range(clock_wall_ms(c) - wall, 0, 5000);
    clock_close(c);
}

static void clocks_do_not_go_back(void **state)
{
    (void)state;
    struct clock *real;
    struct clock_sim sim;
    clock_sim_init(&sim, INT64_C(1800000000000));
    clock_sim_advance_to(&sim, 1234);
    assert_int_equal(clock_monotonic_ms(&sim.clock), 1234);
    assert_true(clock_wall_ms(&sim.clock) == INT64_C(1800000001234));
    check_clock(&sim.clock);
    assert_ok(clock_linux_open(&real));
    check_clock(real);
}

static void check_lamp(struct lamp *l)
{
    for (int c = 0; c < LAMP_COLOUR_COUNT; c++) {
        for (int p = 0; p < LAMP_PATTERN_COUNT; p++) {
            assert_ok(lamp_set(l, (enum lamp_colour)c, (enum lamp_pattern)p));
            device_step(lamp_device(l), 1000);
        }
    }
    lamp_close(l);
}

static void lamps_take_every_order(void **state)
{
    (void)state;
    struct lamp_sim sim;
    lamp_sim_init(&sim);
    check_lamp(&sim.lamp);
    assert_int_equal(sim.orders, LAMP_COLOUR_COUNT * LAMP_PATTERN_COUNT);
    sim.is_broken = true;
    assert_fails(lamp_set(&sim.lamp, LAMP_RED, LAMP_STEADY), IO);
    if (access("/dev/gpiochip0", R_OK | W_OK) != 0) {
        print_message("skipped for hal/linux: no /dev/gpiochip0 on this machine\n");
    }
}

static void a_code_arrives_whole_or_not_at_all(void **state)
{
    (void)state;
    struct scanner_sim sim;
    struct scanner_event e;
    char text[SCANNER_TEXT_MAX + 1];
    memset(text, 0, sizeof text);
    scanner_sim_init(&sim);
    scanner_sim_scan(&sim, (struct str){text, SCANNER_TEXT_MAX}, 1);
    scanner_sim_scan(&sim, (struct str){text, SCANNER_TEXT_MAX + 1}, 2);
    scanner_sim_lose(&sim, true, 3);
    scanner_sim_scan(&sim, STR("lost"), 4);
    scanner_sim_lose(&sim, false, 5);
    assert_true(scanner_take(&sim.scanner, &e) && e.length == SCANNER_TEXT_MAX);
    assert_true(scanner_take(&sim.scanner, &e) && e.kind == SCANNER_TOO_LONG);
    assert_true(scanner_take(&sim.scanner, &e) && e.kind == SCANNER_LOST);
    assert_true(scanner_take(&sim.scanner, &e) && e.kind == SCANNER_RUNNING);
    assert_false(scanner_take(&sim.scanner, &e));
}

static void sounds_are_kept_and_a_missing_speaker_says_so(void **state)
{
    (void)state;
    struct sound_sim sim;
    sound_sim_init(&sim);
    device_step(sound_device(&sim.sound), 77);
    assert_ok(sound_play(&sim.sound, SOUND_CALL));
    assert_ok(sound_say(&sim.sound, 12));
    sound_set_volume(&sim.sound, 40);
    sound_stop(&sim.sound);
    assert_int_equal(sim.count, 2);
    assert_int_equal(sim.played[0].what, SOUND_CALL);
    assert_int_equal(sim.played[1].at_ms, 77);
    assert_true(sim.played[1].is_clip);
    assert_int_equal(sim.volume_percent, 40);
    sim.is_silent = true;
    assert_fails(sound_play(&sim.sound, SOUND_CALL), GONE);
    assert_string_equal(sound_tone_name(SOUND_READ_OK), "READ_OK");
}

static void only_petting_pets(void **state)
{
    (void)state;
    struct watchdog_sim sim;
    watchdog_sim_init(&sim);
    device_step(watchdog_device(&sim.watchdog), 5);
    assert_int_equal(sim.pets, 0);
    assert_ok(watchdog_pet(&sim.watchdog));
    assert_ok(watchdog_ready(&sim.watchdog));
    assert_int_equal(sim.pets, 1);
    assert_true(sim.is_ready);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_do_not_go_back),
        cmocka_unit_test(lamps_take_every_order),
        cmocka_unit_test(a_code_arrives_whole_or_not_at_all),
        cmocka_unit_test(sounds_are_kept_and_a_missing_speaker_says_so),
        cmocka_unit_test(only_petting_pets),
    };
    return cmocka_run_group_tests_name("conform/small_devices", tests, NULL, NULL);
}
