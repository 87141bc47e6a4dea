#include <stdio.h>
#include <string.h>

#include "domain/config.h"
#include "domain/config_table.h"
#include "domain/config_value.h"
#include "tests/kit/kit.h"

#define HEX64 "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F"
#define PIN44 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static struct err parse(const char *text, struct config *c, char message[CONFIG_MESSAGE_SIZE])
{
    return config_parse(str_of(text), "t.conf", c, message);
}

static void the_smallest_file_works(void **state)
{
    (void)state;
    struct config c;
    char message[CONFIG_MESSAGE_SIZE];
    config_default(&c);
    assert_ok(parse("[terminal]\nid = kofu-2\nletter = B\n[office]\nid = kofu\nname = 甲府\n", &c,
                    message));
    assert_string_equal(message, "");
    assert_string_equal(c.terminal_id, "kofu-2");
    assert_int_equal(c.terminal_letter, 'B');
    assert_string_equal(c.office_name, "甲府");
    assert_int_equal(c.close_minute, 16 * 60);
    assert_int_equal(c.camera_width_px, 1280);
    assert_ok(parse("", &c, message));
    assert_string_equal(c.office_id, "kofu");
}

static void every_type_is_read(void **state)
{
    (void)state;
    struct config c;
    char message[CONFIG_MESSAGE_SIZE];
    config_default(&c);
    assert_ok(parse("\xEF\xBB\xBF# with a byte order mark and CR LF\r\n"
                    "[office]\r\n; another comment\r\nopen = 09:05\r\nnoon_from=12:00\r\n"
                    "noon_to = 13:00\r\nidentity = always\r\ndirect_mode = yes\r\n"
                    "sunday_closed = false\r\nphone = 03-1234-5678 ; ext. 9\r\n"
                    "closed_day = 1970-01-01\r\nclosed_day = 2026-12-31\r\n"
                    "[backend]\nurl = https://[::1]:8443/v1\npin_next = " PIN44 "\n"
                    "[slip_printer]\ndevice = tcp:192.0.2.7:9100\n"
                    "[certificate_printer]\ndevice = ipp://192.0.2.8/ipp/print\n"
                    "[pickup]\nprefix = KOFU:\nprefix = $\n"
                    "key = 7 PILOT " HEX64 " 2026-07-17\n",
                    &c, message));
    assert_int_equal(c.open_minute, 545);
    assert_int_equal(c.noon_to_minute, 780);
    assert_int_equal(c.identity, IDENTITY_ALWAYS);
    assert_true(c.direct_mode);
    assert_false(c.sunday_closed);
    assert_string_equal(c.office_phone, "03-1234-5678 ; ext. 9");
    assert_int_equal(c.closed_day_count, 2);
    assert_int_equal(c.closed_day[0], 0);
    assert_int_equal(c.closed_day[1], 20818);
    assert_string_equal(c.backend_url, "https://[::1]:8443/v1");
    assert_string_equal(c.pin_next, PIN44);
    assert_string_equal(c.slip_printer, "tcp:192.0.2.7:9100");
    assert_int_equal(c.prefix_count, 2);
    assert_string_equal(c.prefix[1].text, "$");
    assert_int_equal(c.key_count, 1);
    assert_int_equal(c.key[0].key_id, 7);
    assert_string_equal(c.key[0].issuer, "PILOT");
    assert_int_equal(c.key[0].public_key[31], 0x1F);
    assert_true(c.key[0].not_after_s == INT64_C(1784300399)); /* 2026-07-17 23:59:59 JST */
}

struct refusal {
    const char *text;
    const char *message; /* what it begins with, after "t.conf:" */
};

static const struct refusal refusals[] = {
    {"[office]\nwindw = 2\n", "2: office.windw: no such key"},
    {"id = x\n", "1: .id: no such key"},
    {"[offce]\nid = x\n", "2: offce.id: no such key"},
    {"[office]\nwindow = 0\n", "2: office.window: a whole number from 1 to 99"},
    {"[office]\nwindow = 100\n", "2: office.window: a whole number from 1 to 99"},
    {"[office]\nwindow = -1\n", "2: office.window: "},
    {"[office]\nwindow = two\n", "2: office.window: "},
    {"[office]\nwindow =\n", "2: office.window: "},
    {"[office]\nwindow = 2 ; counter\n", "2: office.window: "},
    {"[office]\nwindow = 99999999999999999999\n", "2: office.window: "},
    {"[office]\nwindow = 2.0\n", "2: office.window: "},
    {"[office]\nwindow = 2\n\n# again\nwindow = 3\n",
     "5: office.window: once only, it stands in line 2 already"},
    {"[office]\nopen = 8:45\n", "2: office.open: a time HH:MM from 00:00 to 23:59"},
    {"[office]\nopen = 24:00\n", "2: office.open: "},
    {"[office]\nopen = 12:60\n", "2: office.open: "},
    {"[office]\nopen = -1:00\n", "2: office.open: "},
    {"[office]\nopen = 08-45\n", "2: office.open: "},
    {"[office]\nopen = 17:00\n", "2: office.close: later than open"},
    {"[office]\nclose = 08:45\n", "2: office.close: later than open"},
    {"[office]\nnoon_to = 11:00\n\n", "2: office.noon_to: not before noon_from"},
    {"[office]\nnoon_from = 08:00\n", "2: office.noon_from: a noon break lies between"},
    {"[office]\nclosed_day = 2026-02-29\n", "2: office.closed_day: a date YYYY-MM-DD"},
    {"[office]\nclosed_day = 2026/12/29\n", "2: office.closed_day: "},
    {"[office]\nclosed_day = 2026-1-1\n", "2: office.closed_day: "},
    {"[office]\nclosed_day = 2026-12--1\n", "2: office.closed_day: "},
    {"[office]\ndirect_mode = 1\n", "2: office.direct_mode: yes or no"},
    {"[office]\nidentity = sometimes\n", "2: office.identity: off, always or proxy"},
    {"[office]\nid = ne ri\n", "2: office.id: letters, digits"},
    {"[office]\nid = 練馬\n", "2: office.id: "},
    {"[office]\nid =\n", "2: office.id: "},
    {"[office]\nid = 1234567890123456\n",
     "2: office.id: letters, digits, '.', '_' and '-', 1 to 15"},
    {"[office]\nname =\n", "2: office.name: UTF-8 text without control characters, 1 to 127"},
    {"[office]\nname = \x97\xFB\x94\x6E\n", "2: office.name: "},
    {"[office]\nname = a\x1B[31m\n", "2: office.name: "},
    {"[office]\nname = a\xC2\x85\n", "2: office.name: "},
    {"[terminal]\nletter = a\n", "2: terminal.letter: one letter from A to Z"},
    {"[terminal]\nletter = AB\n", "2: terminal.letter: "},
    {"[backend]\nurl = http://127.0.0.1/\n", "2: backend.url: an address beginning with https://"},
    {"[backend]\nurl = https://\n", "2: backend.url: "},
    {"[backend]\nurl = https://:8443\n", "2: backend.url: "},
    {"[backend]\nurl = https://a b\n", "2: backend.url: "},
    {"[backend]\nca_file = ca.pem\n", "2: backend.ca_file: a path beginning with /"},
    {"[backend]\npin_current = sha256\n", "2: backend.pin_current: base64"},
    {"[backend]\npin_current = QUJD\n", "2: backend.pin_current: base64"},
    {"[backend]\nlookup_ms = 25001\n", "2: backend.lookup_ms: "},
    {"[slip_printer]\ndevice = lp0\n",
     "2: slip_printer.device: a device beginning with one of file: usb: serial: tcp:"},
    {"[slip_printer]\ndevice = usb:\n", "2: slip_printer.device: "},
    {"[slip_printer]\ndevice = ipp://x\n", "2: slip_printer.device: "},
    {"[certificate_printer]\ndevice = usb:/dev/usb/lp0\n", "2: certificate_printer.device: "},
    {"[pickup]\nprefix =\n", "2: pickup.prefix: 1 to 15 printable ASCII"},
    {"[pickup]\nprefix = 1234567890123456\n", "2: pickup.prefix: "},
    {"[pickup]\nprefix = 練\n", "2: pickup.prefix: "},
    {"[pickup]\nkey = 256 PILOT " HEX64 " 2026-07-17\n", "2: pickup.key: id (0 to 255), issuer"},
    {"[pickup]\nkey = -1 PILOT " HEX64 " 2026-07-17\n", "2: pickup.key: "},
    {"[pickup]\nkey = 1 PILOT77 " HEX64 " 2026-07-17\n", "2: pickup.key: "},
    {"[pickup]\nkey = 1  PILOT " HEX64 " 2026-07-17\n", "2: pickup.key: "},
    {"[pickup]\nkey = 1 PILOT 00" HEX64 " 2026-07-17\n", "2: pickup.key: "},
    {"[pickup]\nkey = 1 PILOT g" HEX64 " 2026-07-17\n", "2: pickup.key: "},
    {"[pickup]\nkey = 1 PILOT " HEX64 "\n", "2: pickup.key: "},
    {"[pickup]\nkey = 1 PILOT " HEX64 " 2026-07-17 x\n", "2: pickup.key: "},
    {"[pickup]\nkey = 1 P " HEX64 " 2026-07-17\nkey = 1 P " HEX64 " 2027-07-17\n",
     "3: pickup.key: "},
    {"[office\nid = x\n", "1: [section], key = value"},
    {"\n[office]\njust words\n", "3: [section], key = value"},
    {"[office]\n\x1B[2J = x\n", "2: office.?[2J: no such key"},
};

static void a_refusal_says_where_and_what_and_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct config c;
        struct config before;
        char message[CONFIG_MESSAGE_SIZE];
        char want[CONFIG_MESSAGE_SIZE];
        memset(&c, 0, sizeof c);
        config_default(&c);
        memcpy(&before, &c, sizeof c);
        assert_fails(parse(refusals[i].text, &c, message), INVALID);
        struct strbuf b = strbuf_on(want, sizeof want);
        strbuf_format(&b, "t.conf:%s", refusals[i].message);
        if (!str_starts(str_of(message), str_of(want))) {
            fail_msg("row %zu: \"%s\" instead of \"%s\"", i, message, want);
        }
        assert_memory_equal(&c, &before, sizeof c);
    }
}

static void a_refusal_never_repeats_the_value(void **state)
{
    (void)state;
    struct config c;
    char message[CONFIG_MESSAGE_SIZE];
    config_default(&c);
    assert_fails(parse("[backend]\npin_current = SECRETSECRET\n", &c, message), INVALID);
    assert_null(strstr(message, "SECRET"));
}

static struct err parse_line_of(size_t length, char filler, char message[CONFIG_MESSAGE_SIZE])
{
    static char text[4096];
    struct config c;
    config_default(&c);
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_text(&b, "[backend]\nurl = https://");
    size_t start = b.n - strlen("url = https://");
    while (b.n - start < length) {
        strbuf_char(&b, filler);
    }
    strbuf_text(&b, "\nlookup_ms = 9000\n");
    struct err e = config_parse((struct str){text, b.n}, "t.conf", &c, message);
    assert_true(failed(e) || (c.lookup_ms == 9000 && strlen(c.backend_url) == length - 6));
    return e;
}

static void long_lines_are_whole_or_refused(void **state)
{
    (void)state;
    char message[CONFIG_MESSAGE_SIZE];
    assert_ok(parse_line_of(199, 'a', message));
    assert_ok(parse_line_of(200, 'a', message));
    assert_ok(parse_line_of(261, 'a', message)); /* 255 bytes of address */
    assert_fails(parse_line_of(262, 'a', message), INVALID);
    assert_string_equal(message, "t.conf:2: backend.url: an address beginning with https://, 1 to "
                                 "255 bytes");
    assert_fails(parse_line_of(512, 'a', message), INVALID);
    assert_non_null(strstr(message, "backend.url"));
    assert_fails(parse_line_of(513, 'a', message), INVALID);
    assert_string_equal(message, "t.conf:2: a line has at most 512 bytes");
    assert_fails(parse_line_of(4000, 'a', message), INVALID);
    assert_fails(parse_line_of(40, '\0', message), INVALID);
    assert_string_equal(message, "t.conf:2: a NUL byte is not text");
}

static void lists_are_replaced_as_a_whole_and_end_at_their_maximum(void **state)
{
    (void)state;
    static char text[4096];
    struct config c;
    char message[CONFIG_MESSAGE_SIZE];
    config_default(&c);
    assert_ok(parse("[office]\nclosed_day = 2026-01-01\nclosed_day = 2026-01-02\n", &c, message));
    assert_ok(parse("[office]\nclosed_day = 2026-05-05\n", &c, message));
    assert_int_equal(c.closed_day_count, 1);
    assert_ok(parse("[office]\nwindow = 3\n", &c, message));
    assert_int_equal(c.closed_day_count, 1);

    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_text(&b, "[office]\n");
    for (int i = 0; i < CONFIG_CLOSED_DAYS_MAX; i++) {
        strbuf_text(&b, "closed_day = 2026-05-05\n");
    }
    assert_ok(parse(text, &c, message));
    assert_int_equal(c.closed_day_count, CONFIG_CLOSED_DAYS_MAX);
    strbuf_text(&b, "closed_day = 2026-05-05\n");
    assert_fails(parse(text, &c, message), INVALID);
    assert_string_equal(message, "t.conf:66: office.closed_day: a date YYYY-MM-DD, at most 64 "
                                 "times");
}

static void every_row_reads_what_it_writes(void **state)
{
    (void)state;
    struct config c;
    struct config other;
    char message[CONFIG_MESSAGE_SIZE];
    config_default(&c);
    assert_ok(parse("[office]\nclosed_day = 2026-12-29\n[pickup]\nprefix = A:\nkey = 3 TEST " HEX64
                    " 2027-03-31\n",
                    &c, message));
    memset(&other, 0, sizeof other);
    for (int r = 0; r < config_row_count(); r++) {
        const struct config_row *row = config_row_at(r);
        for (int i = 0; i < config_value_count(row, &c); i++) {
            char value[512];
            struct strbuf b = strbuf_on(value, sizeof value);
            config_value_write(row, &c, i, &b);
            if (b.cut || !config_value_read(row, str_of(value), &other)) {
                fail_msg("%s.%s does not read \"%s\"", row->section, row->key, value);
            }
        }
        assert_ptr_equal(config_row_find(str_of(row->section), str_of(row->key)), row);
    }
    char a[33];
    char b[33];
    config_digest(&c, a);
    config_digest(&other, b);
    assert_string_equal(a, b);
    assert_true(c.key[0].not_after_s == other.key[0].not_after_s);
}

static void any_changed_value_changes_the_digest(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "[terminal]\nletter = B\n",
        "[office]\nname = 練馬事務所2\n",
        "[office]\nopen = 08:46\n",
        "[office]\ndirect_mode = yes\n",
        "[office]\nidentity = off\n",
        "[office]\nclosed_day = 2026-12-29\n",
        "[backend]\npin_current = " PIN44 "\n",
        "[backend]\npin_next = " PIN44 "\n",
        "[office]\nname = a\nphone = boffice.phone=\n", /* the same text run together */
        "[office]\nname = aoffice.phone=b\nphone =\n",
        "[pickup]\nprefix = A\nprefix = B\n",
        "[pickup]\nprefix = B\nprefix = A\n",
        "[pickup]\nprefix = AB\n",
        "[pickup]\nkey = 1 A " HEX64 " 2026-01-01\n",
        "[pickup]\nkey = 1 A " HEX64 " 2026-01-02\n",
    };
    enum { CHANGES = sizeof changes / sizeof changes[0] };
    char digest[CHANGES + 1][33];
    struct config c;
    char message[CONFIG_MESSAGE_SIZE];
    config_default(&c);
    config_digest(&c, digest[CHANGES]);
    assert_int_equal(strlen(digest[CHANGES]), 32);
    for (int i = 0; i < CHANGES; i++) {
        config_default(&c);
        assert_ok(parse(changes[i], &c, message));
        config_digest(&c, digest[i]);
        for (int k = 0; k <= CHANGES; k++) {
            assert_true(k == i || (k > i && k < CHANGES) || strcmp(digest[i], digest[k]) != 0);
        }
    }
}

static void the_example_lists_every_key_with_its_default(void **state)
{
    (void)state;
    static char text[16384];
    FILE *f = fopen("firmware/uketori.conf.example", "rb");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    assert_int_equal(fclose(f), 0);
    struct config c;
    struct config example;
    char message[CONFIG_MESSAGE_SIZE];
    config_default(&c);
    memset(&example, 0, sizeof example);
    if (failed(config_parse((struct str){text, n}, "example", &example, message))) {
        fail_msg("%s", message);
    }
    char want[33];
    char got[33];
    config_digest(&c, want);
    config_digest(&example, got);
    assert_string_equal(want, got);

    /* The lists stand as comments; taken in, they are good lines too. */
    for (char *at = text; (at = strstr(at, "\n# ")) != NULL; at++) {
        bool list = str_starts(str_of(at + 3), STR("closed_day = ")) ||
                    str_starts(str_of(at + 3), STR("prefix = ")) ||
                    str_starts(str_of(at + 3), STR("key = "));
        at[1] = list ? ' ' : '#';
    }
    if (failed(config_parse((struct str){text, n}, "example", &c, message))) {
        fail_msg("%s", message);
    }
    assert_int_equal(c.closed_day_count, 2);
    assert_int_equal(c.prefix_count, 1);
    assert_int_equal(c.key_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_smallest_file_works),
        cmocka_unit_test(every_type_is_read),
        cmocka_unit_test(a_refusal_says_where_and_what_and_changes_nothing),
        cmocka_unit_test(a_refusal_never_repeats_the_value),
        cmocka_unit_test(long_lines_are_whole_or_refused),
        cmocka_unit_test(lists_are_replaced_as_a_whole_and_end_at_their_maximum),
        cmocka_unit_test(every_row_reads_what_it_writes),
        cmocka_unit_test(any_changed_value_changes_the_digest),
        cmocka_unit_test(the_example_lists_every_key_with_its_default),
    };
    return cmocka_run_group_tests_name("domain/config", tests, NULL, NULL);
}
