/* What really comes out of the speaker: SDL's disk driver writes it to a file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "hal/linux/sound_sdl.h"
#include "hal/linux/tone.h"
#include "tests/kit/kit.h"

enum {
    CLIP = 113,
    CLIP_SAMPLES = 2400,
    CLIP_LEVEL = 8000,
    HEADER_BYTES = 44,
    LOOKS_MAX = 2000000,
    HEARD_MAX = 1 << 22,
    PATH_SIZE = 128,
};

struct booth {
    char folder[PATH_SIZE], tape[PATH_SIZE];
    struct sound *sound;
    int16_t heard[HEARD_MAX];
};

static void put(uint8_t *to, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        to[i] = (uint8_t)(value >> 8 * i);
    }
}

/* A square wave of CLIP_LEVEL: no tone and no silence has its samples. */
static void write_clip(const struct booth *b, unsigned clip, uint32_t rate_hz)
{
    uint8_t header[HEADER_BYTES] = "RIFF....WAVEfmt ....................data";
    uint32_t bytes = CLIP_SAMPLES * 2;
    put(header + 4, bytes + HEADER_BYTES - 8, 4);
    put(header + 16, 16, 4);
    put(header + 20, 1, 2); /* PCM */
    put(header + 22, 1, 2); /* mono */
    put(header + 24, rate_hz, 4);
    put(header + 28, rate_hz * 2, 4);
    put(header + 32, 2, 2);
    put(header + 34, 16, 2);
    put(header + 40, bytes, 4);
    char path[PATH_SIZE + 32];
    (void)snprintf(path, sizeof path, "%s/%u.wav", b->folder, clip);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(header, sizeof header, 1, file), 1);
    for (int i = 0; i < CLIP_SAMPLES; i++) {
        int16_t sample = i / 40 % 2 == 0 ? CLIP_LEVEL : -CLIP_LEVEL;
        assert_int_equal(fwrite(&sample, sizeof sample, 1, file), 1);
    }
    assert_int_equal(fclose(file), 0);
}

static int heard(struct booth *b)
{
    FILE *file = fopen(b->tape, "rb");
    size_t n = file == NULL ? 0 : fread(b->heard, sizeof b->heard[0], HEARD_MAX, file);
    if (file != NULL) {
        (void)fclose(file);
    }
    return (int)n;
}

/* Where the first of forty equal samples begins; waits until they are on the tape. */
static int wait_for(struct booth *b, int level)
{
    for (int look = 0; look < LOOKS_MAX; look++) {
        int n = heard(b);
        int run = 0;
        for (int i = 0; i < n; i++) {
            run = b->heard[i] == level ? run + 1 : 0;
            if (run == 40) {
                return i - 39;
            }
        }
    }
    fail_msg("level %d was never heard", level);
    return -1;
}

static int setup(void **state)
{
    struct booth *b = calloc(1, sizeof *b);
    *state = b;
    if (b == NULL) {
        return -1;
    }
    (void)snprintf(b->folder, sizeof b->folder, "/tmp/uketori-voice-XXXXXX");
    if (mkdtemp(b->folder) == NULL) {
        return -1;
    }
    (void)snprintf(b->tape, sizeof b->tape, "%.100s/tape", b->folder);
    (void)setenv("SDL_AUDIODRIVER", "disk", 1);
    (void)setenv("SDL_DISKAUDIOFILE", b->tape, 1);
    (void)setenv("SDL_DISKAUDIODELAY", "1", 1);
    return failed(sound_sdl_open(b->folder, NULL, &b->sound)) ? -1 : 0;
}

static int teardown(void **state)
{
    struct booth *b = *state;
    char path[PATH_SIZE + 32];
    sound_close(b->sound);
    for (unsigned clip = CLIP; clip < CLIP + 3; clip++) {
        (void)snprintf(path, sizeof path, "%s/%u.wav", b->folder, clip);
        (void)unlink(path);
    }
    (void)unlink(b->tape);
    (void)rmdir(b->folder);
    free(b);
    return 0;
}

static void a_recording_in_the_folder_is_said_as_loud_as_set(void **state)
{
    struct booth *b = *state;
    assert_fails(sound_say(b->sound, CLIP), NOT_FOUND);
    write_clip(b, CLIP, TONE_RATE_HZ);
    sound_set_volume(b->sound, 50);
    assert_ok(sound_say(b->sound, CLIP));
    (void)wait_for(b, CLIP_LEVEL / 2);
    sound_set_volume(b->sound, 100);
    assert_ok(sound_say(b->sound, CLIP));
    (void)wait_for(b, CLIP_LEVEL);
}

static void a_recording_waits_for_the_tone_before_it(void **state)
{
    struct booth *b = *state;
    write_clip(b, CLIP, TONE_RATE_HZ);
    assert_ok(sound_play(b->sound, SOUND_NEEDS));
    assert_ok(sound_say(b->sound, CLIP));
    int clip = wait_for(b, CLIP_LEVEL);
    int tone = 0;
    while (tone < clip && b->heard[tone] == 0) {
        tone++;
    }
    static int16_t whole[TONE_SAMPLES_MAX];
    int count = tone_render(SOUND_NEEDS, SOUND_VOLUME_MAX_PERCENT, whole);
    assert_in_range(clip - tone, count - 2, count + 512); /* all of it, then at once */
}

static void a_recording_of_another_kind_is_refused(void **state)
{
    struct booth *b = *state;
    write_clip(b, CLIP + 1, 44100);
    assert_fails(sound_say(b->sound, CLIP + 1), UNSUPPORTED);
    char path[PATH_SIZE + 32];
    (void)snprintf(path, sizeof path, "%s/%u.wav", b->folder, CLIP + 2);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs("not a recording", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_fails(sound_say(b->sound, CLIP + 2), NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_recording_in_the_folder_is_said_as_loud_as_set, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_recording_waits_for_the_tone_before_it, setup, teardown),
        cmocka_unit_test_setup_teardown(a_recording_of_another_kind_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests_name("hal_linux/sound_sdl", tests, NULL, NULL);
}
