/* The earphones' switch, with a kernel made up: this program's ioctl stands before the C library's,
 * files play the input devices. */
#include "hal/linux/jack_evdev.h"

#include <fcntl.h>
#include <linux/input.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "hal/linux/sound_sdl.h"
#include "tests/kit/kit.h"

enum { FOLDER_SIZE = 256 };

/* What the files say: 'k' a keyboard, 'j' a jack, 'i' a jack with earphones in it. */
static char kind_of(int fd)
{
    char kind = '\0';
    return pread(fd, &kind, 1, 0) == 1 ? kind : '\0';
}

static int answer(int fd, unsigned long request, uint8_t *bits)
{
    char kind = kind_of(fd);
    bool asks_state = _IOC_NR(request) == _IOC_NR(EVIOCGSW(0));
    bool asks_kind = _IOC_NR(request) == _IOC_NR(EVIOCGBIT(EV_SW, 0));
    if (_IOC_TYPE(request) != 'E' || kind == '\0' || (!asks_state && !asks_kind)) {
        return -1;
    }
    bool bit = asks_kind ? kind != 'k' : kind == 'i';
    bits[SW_HEADPHONE_INSERT / 8] =
        (uint8_t)(bit ? 1U << SW_HEADPHONE_INSERT % 8 : 1U << SW_LID % 8);
    return 0;
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    uint8_t *bits = va_arg(arguments, uint8_t *);
    va_end(arguments);
    return answer(fd, request, bits);
}

static void write_device(const char *folder, int number, char kind)
{
    char path[FOLDER_SIZE + 16];
    (void)snprintf(path, sizeof path, "%s/event%d", folder, number);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fputc(kind, file), kind);
    assert_int_equal(fclose(file), 0);
}

static void the_switch_is_found_among_other_devices(void **state)
{
    (void)state;
    char folder[FOLDER_SIZE];
    kit_folder("jack", folder);
    write_device(folder, 0, 'k');
    write_device(folder, 4, 'j');
    struct jack jack = jack_open(folder);
    assert_true(jack.fd >= 0);
    assert_false(jack_has_earphones(&jack));
    write_device(folder, 4, 'i');
    assert_true(jack_has_earphones(&jack));
    write_device(folder, 4, 'j');
    assert_false(jack_has_earphones(&jack));
    jack_close(&jack);
    assert_false(jack_has_earphones(&jack));
}

static void without_a_switch_nothing_is_plugged_in(void **state)
{
    (void)state;
    char folder[FOLDER_SIZE];
    kit_folder("jack-none", folder);
    write_device(folder, 0, 'k');
    struct jack jack = jack_open(folder);
    assert_int_equal(jack.fd, -1);
    assert_false(jack_has_earphones(&jack));
    jack_close(&jack);
    jack = jack_open("/nonexistent");
    assert_int_equal(jack.fd, -1);
    jack = jack_open(NULL);
    assert_int_equal(jack.fd, -1);
}

static void the_speaker_tells_of_them(void **state)
{
    (void)state;
    char folder[FOLDER_SIZE];
    kit_folder("jack-sound", folder);
    write_device(folder, 1, 'i');
    struct sound *sound;
    (void)setenv("SDL_AUDIODRIVER", "dummy", 1);
    assert_ok(sound_sdl_open(NULL, folder, &sound));
    assert_true(sound_has_earphones(sound));
    sound_close(sound);
    assert_ok(sound_sdl_open(NULL, NULL, &sound));
    assert_false(sound_has_earphones(sound));
    sound_close(sound);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_switch_is_found_among_other_devices),
        cmocka_unit_test(without_a_switch_nothing_is_plugged_in),
        cmocka_unit_test(the_speaker_tells_of_them),
    };
    return cmocka_run_group_tests_name("hal_linux/jack_evdev", tests, NULL, NULL);
}
