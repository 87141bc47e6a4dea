/* The staff list on disk: hashes instead of PINs, refusals, and the verifier's own judgement. */
#include "app/staff_file.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tests/kit/kit.h"

static void path_of(char out[300])
{
    char folder[256];
    kit_folder("staff_file", folder);
    snprintf(out, 300, "%s/staff.conf", folder);
    unlink(out);
}

static struct staff_member member(const char *id)
{
    struct staff_member m = {.role = STAFF_ROLE_CLERK, .name = "佐藤"};
    snprintf(m.id, sizeof m.id, "%s", id);
    return m;
}

static void no_file_is_nobody(void **state)
{
    (void)state;
    char path[300], message[STAFF_MESSAGE_SIZE];
    struct staff_list list = {.count = 3};
    path_of(path);
    assert_ok(staff_file_read(path, &list, message));
    assert_int_equal(list.count, 0);
    assert_fails(staff_file_read("/", &list, message), IO); /* there, and no file */
}

static void who_is_added_is_read_back(void **state)
{
    (void)state;
    char path[300], message[STAFF_MESSAGE_SIZE], text[1024] = "";
    struct staff_list list;
    struct stat s;
    path_of(path);
    struct staff_member sato = member("sato"), suzuki = member("suzuki");
    assert_ok(staff_file_add(path, &sato, "2580", STAFF_HASH_LEAST));
    assert_ok(staff_file_add(path, &suzuki, "2580", STAFF_HASH_LEAST));
    assert_ok(staff_file_read(path, &list, message));
    assert_int_equal(list.count, 2);
    assert_string_not_equal(list.member[0].hash, list.member[1].hash); /* salted */
    assert_int_equal(crypto_pwhash_str_verify(list.member[0].hash, "2580", 4), 0);
    assert_int_not_equal(crypto_pwhash_str_verify(list.member[0].hash, "2581", 4), 0);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_true(fread(text, 1, sizeof text - 1, f) > 0);
    fclose(f);
    assert_null(strstr(text, "2580"));
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
}

static void what_is_not_allowed_is_not_added(void **state)
{
    (void)state;
    char path[300];
    path_of(path);
    struct staff_member good = member("sato"), bad = member("sa to");
    assert_fails(staff_file_add(path, &bad, "2580", STAFF_HASH_LEAST), INVALID);
    assert_fails(staff_file_add(path, &good, "258", STAFF_HASH_LEAST), INVALID);
    assert_fails(staff_file_add(path, &good, "258o", STAFF_HASH_LEAST), INVALID);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_ok(staff_file_add(path, &good, "2580", STAFF_HASH_LEAST));
    assert_fails(staff_file_add(path, &good, "1357", STAFF_HASH_LEAST), INVALID); /* twice */
}

static void a_wrong_file_is_not_nobody(void **state)
{
    (void)state;
    char path[300], message[STAFF_MESSAGE_SIZE];
    struct staff_list list = {.count = 3};
    path_of(path);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs("sato clerk 2580 佐藤\n", f);
    fclose(f);
    assert_fails(staff_file_read(path, &list, message), INVALID);
    assert_non_null(strstr(message, ":1: a hash"));
    assert_int_equal(list.count, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_file_is_nobody),
        cmocka_unit_test(who_is_added_is_read_back),
        cmocka_unit_test(what_is_not_allowed_is_not_added),
        cmocka_unit_test(a_wrong_file_is_not_nobody),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests_name("app/staff_file", tests, NULL, NULL);
}
