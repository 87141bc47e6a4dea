#include "tests/kit/kit.h"

#include <stdlib.h>

#include "hal/linux/sound_sdl.h"
#include "hal/linux/tone.h"

static int16_t samples[TONE_SAMPLES_MAX];

static int upward_crossings(int from, int to)
{
    int n = 0;
    for (int i = from + 1; i < to; i++) {
        n += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return n;
}

static void the_read_tone_is_880_then_1320_hertz(void **state)
{
    (void)state;
    assert_int_equal(tone_render(SOUND_READ_OK, 100, samples), TONE_RATE_HZ * 150 / 1000);
    int first = TONE_RATE_HZ * 60 / 1000;
    assert_in_range(upward_crossings(0, first), 880 * 60 / 1000 - 1, 880 * 60 / 1000 + 1);
    assert_in_range(upward_crossings(first, first + TONE_RATE_HZ * 90 / 1000), 117, 120);
}

/* Notes of the reference, ux §6.8: upward crossings of a stretch are its hertz. */
static void every_tone_has_its_notes(void **state)
{
    (void)state;
    static const struct {
        enum sound_tone tone;
        int from_ms, ms, hz;
    } notes[] = {{SOUND_NEEDS, 0, 120, 660},   {SOUND_NEEDS, 200, 120, 660},
                 {SOUND_CANNOT, 0, 150, 440},  {SOUND_CANNOT, 150, 200, 330},
                 {SOUND_CALL, 0, 400, 784},    {SOUND_CALL, 400, 500, 659},
                 {SOUND_TIMEOUT, 0, 150, 523}, {SOUND_TIMEOUT, 250, 150, 523}};
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        int count = tone_render(notes[i].tone, 100, samples);
        int from = notes[i].from_ms * TONE_RATE_HZ / 1000;
        int to = from + notes[i].ms * TONE_RATE_HZ / 1000;
        assert_in_range(to, 1, count);
        int want = notes[i].hz * notes[i].ms / 1000;
        assert_in_range(upward_crossings(from, to), want - 1, want + 1);
    }
}

static void every_tone_is_short_soft_at_the_edges_and_follows_the_volume(void **state)
{
    (void)state;
    for (int t = 0; t < SOUND_TONE_COUNT; t++) {
        int n = tone_render((enum sound_tone)t, 100, samples);
        assert_in_range(n, 1, TONE_SAMPLES_MAX);
        assert_int_equal(samples[0], 0);
        assert_int_equal(samples[n - 1], 0);
        int peak = 0;
        for (int i = 0; i < n; i++) {
            peak = abs(samples[i]) > peak ? abs(samples[i]) : peak;
        }
        assert_in_range(peak, 15500, 16383);
        assert_int_equal(tone_render((enum sound_tone)t, 0, samples), n);
        for (int i = 0; i < n; i++) {
            assert_int_equal(samples[i], 0);
        }
    }
}

static void a_speaker_plays_and_an_absent_one_says_so(void **state)
{
    (void)state;
    struct sound *s;
    (void)setenv("SDL_AUDIODRIVER", "dummy", 1);
    assert_ok(sound_sdl_open(NULL, NULL, &s));
    assert_true(sound_is_available(s));
    assert_ok(sound_play(s, SOUND_READ_OK));
    assert_fails(sound_say(s, 1), NOT_FOUND);
    sound_stop(s);
    sound_close(s);
    (void)setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
    assert_ok(sound_sdl_open("/nonexistent", NULL, &s));
    assert_false(sound_is_available(s));
    assert_fails(sound_play(s, SOUND_READ_OK), GONE);
    assert_fails(sound_say(s, 1), NOT_FOUND);
    device_step(sound_device(s), 10);
    assert_int_equal(device_next_ms(sound_device(s), 10), 30010);
    sound_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_read_tone_is_880_then_1320_hertz),
        cmocka_unit_test(every_tone_has_its_notes),
        cmocka_unit_test(every_tone_is_short_soft_at_the_edges_and_follows_the_volume),
        cmocka_unit_test(a_speaker_plays_and_an_absent_one_says_so),
    };
    return cmocka_run_group_tests_name("hal_linux/tone", tests, NULL, NULL);
}
