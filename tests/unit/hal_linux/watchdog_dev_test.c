#include "tests/kit/kit.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "hal/linux/clock_linux.h"
#include "hal/linux/watchdog_dev.h"

static void expect(int fd, const char *text)
{
    char got[64] = {0};
    assert_true(recv(fd, got, sizeof got - 1, MSG_DONTWAIT) > 0);
    assert_string_equal(got, text);
}

/* A manager's socket of this test's own. */
static int listen_as_manager(char name[108])
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    (void)snprintf(name, 108, "@uketori-test-%d", (int)getpid());
    memcpy(a.sun_path + 1, name + 1, strlen(name) - 1);
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    socklen_t length = (socklen_t)(sizeof a.sun_family + strlen(name));
    assert_int_equal(bind(fd, (const struct sockaddr *)&a, length), 0);
    return fd;
}

static void the_service_manager_is_told(void **state)
{
    (void)state;
    char name[108];
    int fd = listen_as_manager(name);
    struct watchdog_dev_settings settings = {.notify_socket = name};
    struct watchdog *w;
    assert_ok(watchdog_dev_open(&settings, &w));
    assert_ok(watchdog_ready(w));
    expect(fd, "READY=1");
    assert_ok(watchdog_pet(w));
    expect(fd, "WATCHDOG=1");
    watchdog_close(w);
    expect(fd, "STOPPING=1");
    (void)close(fd);
}

/* A service is not root: the device belongs to the manager, who watches all the same. */
static void a_device_that_may_not_be_opened_leaves_the_manager(void **state)
{
    (void)state;
    char name[108];
    int fd = listen_as_manager(name);
    struct watchdog_dev_settings settings = {.device = "/nonexistent/watchdog",
                                             .notify_socket = name};
    struct watchdog *w;
    assert_ok(watchdog_dev_open(&settings, &w));
    assert_ok(watchdog_pet(w));
    expect(fd, "WATCHDOG=1");
    watchdog_close(w);
    expect(fd, "STOPPING=1");
    (void)close(fd);
}

static void a_terminal_without_one_is_told_so(void **state)
{
    (void)state;
    struct watchdog *w = NULL;
    struct watchdog_dev_settings none = {0}, absent = {.device = "/nonexistent/watchdog"};
    assert_fails(watchdog_dev_open(&none, &w), NOT_FOUND);
    assert_fails(watchdog_dev_open(&absent, &w), NOT_FOUND);
    assert_null(w);
}

static void time_does_not_go_back(void **state)
{
    (void)state;
    struct clock *c;
    assert_ok(clock_linux_open(&c));
    uint64_t first = clock_monotonic_ms(c);
    assert_true(first > 0);
    assert_true(clock_monotonic_ms(c) >= first);
    assert_true(clock_wall_ms(c) > INT64_C(1700000000000));
    clock_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_service_manager_is_told),
        cmocka_unit_test(a_device_that_may_not_be_opened_leaves_the_manager),
        cmocka_unit_test(a_terminal_without_one_is_told_so),
        cmocka_unit_test(time_does_not_go_back),
    };
    return cmocka_run_group_tests_name("hal_linux/watchdog_dev", tests, NULL, NULL);
}
