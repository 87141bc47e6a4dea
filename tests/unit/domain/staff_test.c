/* The staff list: what is read, what is refused with its line, what each role may. */
#include "domain/staff.h"

#include <string.h>
#include "tests/kit/kit.h"

#define HASH "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA"

static void a_list_is_read(void **state)
{
    (void)state;
    struct staff_list list;
    char message[STAFF_MESSAGE_SIZE];
    assert_ok(staff_parse(
        STR("# the counter\n\nsato clerk " HASH " 佐藤\nsuzuki supervisor " HASH " 鈴木 花子\n"),
        "staff.conf", &list, message));
    assert_string_equal(message, "");
    assert_int_equal(list.count, 2);
    assert_string_equal(list.member[0].id, "sato");
    assert_int_equal(list.member[1].role, STAFF_ROLE_SUPERVISOR);
    assert_string_equal(list.member[1].name, "鈴木 花子");
    assert_int_equal(staff_find(&list, "suzuki"), 1);
    assert_int_equal(staff_find(&list, "nobody"), -1);
}

static void wrong_lines_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"sato clerk " HASH, "s:1: a name"},
        {"sa+to clerk " HASH " 佐藤", "s:1: an id"},
        {"abcdefghijkl clerk " HASH " 佐藤", "s:1: an id"},
        {"sato boss " HASH " 佐藤", "s:1: a role"},
        {"sato clerk 2580 佐藤", "s:1: a hash"},
        {"sato clerk $argon2i$x 佐藤", "s:1: a hash"},
        {"sato clerk " HASH " 佐藤\nsato clerk " HASH " 別人", "s:2: this id stands twice"},
        {"sato clerk " HASH " \xff", "s:1: a name"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct staff_list list = {.count = 7};
        char message[STAFF_MESSAGE_SIZE];
        assert_fails(staff_parse(str_of(rows[i].text), "s", &list, message), INVALID);
        assert_int_equal(strncmp(message, rows[i].says, strlen(rows[i].says)), 0);
        assert_null(strstr(message, "argon2id$v"));
        assert_int_equal(list.count, 7); /* untouched */
    }
}

static void a_pin_is_four_to_eight_digits(void **state)
{
    (void)state;
    assert_true(staff_pin_is_allowed(STR("2580")));
    assert_true(staff_pin_is_allowed(STR("12345678")));
    assert_false(staff_pin_is_allowed(STR("123")));
    assert_false(staff_pin_is_allowed(STR("123456789")));
    assert_false(staff_pin_is_allowed(STR("12a4")));
}

static void roles_have_their_rights(void **state)
{
    (void)state;
    assert_true(staff_role_may(STAFF_ROLE_CLERK, RIGHT_SERVE));
    assert_false(staff_role_may(STAFF_ROLE_ENGINEER, RIGHT_SERVE));
    assert_false(staff_role_may(STAFF_ROLE_ENGINEER, RIGHT_CONFIRM));
    assert_false(staff_role_may(STAFF_ROLE_ENGINEER, RIGHT_SEARCH));
    assert_false(staff_role_may(STAFF_ROLE_CLERK, RIGHT_LOG));
    assert_true(staff_role_may(STAFF_ROLE_SUPERVISOR, RIGHT_LOG));
    for (int right = 0; right < STAFF_RIGHT_COUNT; right++) { /* nothing that nobody may do */
        bool somebody = false;
        for (int role = 0; role < STAFF_ROLE_COUNT; role++) {
            somebody |= staff_role_may((enum staff_role)role, (enum staff_right)right);
        }
        assert_true(somebody);
    }
}

static void ids_are_told_as_names(void **state)
{
    (void)state;
    static const struct staff_list list = {.count = 2,
                                           .member = {{"sato", STAFF_ROLE_CLERK, "h", "佐藤"},
                                                      {"suzuki", STAFF_ROLE_CLERK, "h", "鈴木"}}};
    static const struct {
        const char *ids, *names;
    } rows[] = {{"sato", "佐藤"},
                {"sato+suzuki", "佐藤・鈴木"},
                {"gone+sato", "gone・佐藤"}, /* no longer in the list */
                {"counter-2", "counter-2"},
                {"", ""}};
    char out[64];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        staff_names(&list, rows[i].ids, out, sizeof out);
        assert_string_equal(out, rows[i].names);
        staff_names(NULL, rows[i].ids, out, sizeof out);
        assert_int_equal(strchr(out, '+') == NULL, 1);
    }
    staff_names(&list, "sato+suzuki", out, 8); /* never over the end */
    assert_true(strlen(out) < 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_read),
        cmocka_unit_test(wrong_lines_are_refused),
        cmocka_unit_test(a_pin_is_four_to_eight_digits),
        cmocka_unit_test(roles_have_their_rights),
        cmocka_unit_test(ids_are_told_as_names),
    };
    return cmocka_run_group_tests_name("domain/staff", tests, NULL, NULL);
}
