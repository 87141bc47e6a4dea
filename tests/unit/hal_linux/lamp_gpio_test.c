/* The lamp against a GPIO chip made up here: this program's ioctl stands before the C library's. */
#include "tests/kit/kit.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "hal/linux/lamp_gpio.h"

static struct {
    struct gpio_v2_line_request request; /* as asked for */
    uint64_t lit;                        /* bits of the lines, as set last */
    int times;                           /* how often they were set */
    bool is_unplugged;
} chip;

static int refuse(int error)
{
    errno = error;
    return -1;
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list list;
    (void)fd;
    va_start(list, request);
    void *what = va_arg(list, void *);
    va_end(list);
    if (chip.is_unplugged) {
        return refuse(ENODEV);
    }
    if (request == GPIO_V2_GET_LINE_IOCTL) {
        struct gpio_v2_line_request *r = what;
        chip.request = *r;
        r->fd = open("/dev/null", O_RDWR | O_CLOEXEC);
        return r->fd < 0 ? -1 : 0;
    }
    if (request == GPIO_V2_LINE_SET_VALUES_IOCTL) {
        const struct gpio_v2_line_values *v = what;
        chip.lit = (chip.lit & ~v->mask) | (v->bits & v->mask);
        chip.times++;
        return 0;
    }
    return refuse(ENOTTY);
}

/* White, blue, amber, red. */
static struct lamp *lamp_on(const int lines[LAMP_COLOUR_COUNT])
{
    struct lamp_gpio_settings settings = {.chip = "/dev/null"};
    struct lamp *l = NULL;
    memset(&chip, 0, sizeof chip);
    memcpy(settings.line, lines, sizeof settings.line);
    assert_ok(lamp_gpio_open(&settings, &l));
    return l;
}

static void each_colour_is_one_line(void **state)
{
    (void)state;
    static const int lines[] = {17, 27, 22, 5};
    struct lamp *l = lamp_on(lines);
    assert_int_equal(chip.request.num_lines, LAMP_COLOUR_COUNT);
    assert_string_equal(chip.request.consumer, "uketori-lamp");
    assert_int_equal(chip.request.config.flags, GPIO_V2_LINE_FLAG_OUTPUT);
    for (int i = 0; i < LAMP_COLOUR_COUNT; i++) {
        assert_int_equal(chip.request.offsets[i], lines[i]);
        assert_ok(lamp_set(l, (enum lamp_colour)i, LAMP_STEADY));
        assert_int_equal(chip.lit, 1U << i);
    }
    assert_ok(lamp_set(l, LAMP_RED, LAMP_OFF));
    assert_int_equal(chip.lit, 0);
    assert_ok(lamp_set(l, LAMP_RED, LAMP_STEADY));
    lamp_close(l);
    assert_int_equal(chip.lit, 0); /* nothing is promised by a terminal that is off */
}

static void a_pulse_is_half_on_half_off(void **state)
{
    (void)state;
    static const int lines[] = {0, 1, 2, 3};
    struct lamp *l = lamp_on(lines);
    device_step(lamp_device(l), 5000);
    assert_ok(lamp_set(l, LAMP_AMBER, LAMP_PULSE));
    for (uint64_t ms = 0; ms < 3000; ms++) {
        device_step(lamp_device(l), 5000 + ms);
        assert_int_equal(chip.lit != 0, ms % LAMP_PULSE_PERIOD_MS < LAMP_PULSE_PERIOD_MS / 2);
    }
    assert_int_equal(chip.times, 6); /* a line is written when it changes */
    assert_int_equal(device_next_ms(lamp_device(l), 8200), 8500);
    lamp_close(l);
}

/* The colour before is over, also when the next one is none of this lamp's. */
static void a_colour_that_it_lacks_is_dark(void **state)
{
    (void)state;
    static const int lines[] = {-1, -1, -1, 9};
    struct lamp *l = lamp_on(lines);
    assert_int_equal(chip.request.num_lines, 1);
    assert_ok(lamp_set(l, LAMP_RED, LAMP_STEADY));
    assert_int_equal(chip.lit, 1);
    assert_fails(lamp_set(l, LAMP_BLUE, LAMP_STEADY), UNSUPPORTED);
    assert_int_equal(chip.lit, 0);
    lamp_close(l);
}

static void a_refused_order_is_tried_again(void **state)
{
    (void)state;
    static const int lines[] = {0, 1, 2, 3};
    struct lamp *l = lamp_on(lines);
    chip.is_unplugged = true;
    assert_fails(lamp_set(l, LAMP_RED, LAMP_STEADY), IO);
    device_step(lamp_device(l), 1000);
    assert_int_equal(chip.lit, 0);
    chip.is_unplugged = false;
    device_step(lamp_device(l), 2000);
    assert_int_equal(chip.lit, 1U << LAMP_RED);
    lamp_close(l);
}

static void a_lamp_needs_its_chip_and_a_line(void **state)
{
    (void)state;
    struct lamp *l = NULL;
    struct lamp_gpio_settings settings = {.chip = "/nonexistent/gpiochip", .line = {1, 2, 3, -1}};
    assert_fails(lamp_gpio_open(&settings, &l), NOT_FOUND);
    settings = (struct lamp_gpio_settings){.chip = "/dev/null", .line = {-1, -1, -1, -1}};
    assert_fails(lamp_gpio_open(&settings, &l), INVALID);
    settings.line[0] = 4;
    chip.is_unplugged = true;
    assert_fails(lamp_gpio_open(&settings, &l), IO);
    assert_null(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_colour_is_one_line),
        cmocka_unit_test(a_pulse_is_half_on_half_off),
        cmocka_unit_test(a_colour_that_it_lacks_is_dark),
        cmocka_unit_test(a_refused_order_is_tried_again),
        cmocka_unit_test(a_lamp_needs_its_chip_and_a_line),
    };
    return cmocka_run_group_tests_name("hal_linux/lamp_gpio", tests, NULL, NULL);
}
