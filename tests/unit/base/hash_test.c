#include "base/hash.h"
#include "tests/kit/kit.h"

/* Test vectors published with FNV-1a. */
static void the_published_vectors(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t want;
    } rows[] = {
        {"", 0xCBF29CE484222325U},
        {"a", 0xAF63DC4C8601EC8CU},
        {"b", 0xAF63DF4C8601F1A5U},
        {"foobar", 0x85944171F73967E8U},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hash h = hash_start();
        hash_text(&h, str_of(rows[i].text));
        assert_true(h.value == rows[i].want);
    }
}

static void pieces_give_the_same_as_the_whole(void **state)
{
    (void)state;
    struct hash whole = hash_start();
    struct hash pieces = hash_start();
    hash_text(&whole, STR("foobar"));
    hash_text(&pieces, STR("foo"));
    hash_bytes(&pieces, "bar", 3);
    assert_true(whole.value == pieces.value);
}

static void numbers_count_with_all_their_bytes(void **state)
{
    (void)state;
    struct hash number = hash_start();
    struct hash bytes = hash_start();
    hash_u64(&number, 0x0102030405060708U);
    hash_bytes(&bytes, "\1\2\3\4\5\6\7\10", 8);
    assert_true(number.value == bytes.value);
    struct hash zero = hash_start();
    hash_u64(&zero, 0);
    assert_false(zero.value == hash_start().value);
}

/* It is to tell two logs apart: another order, a doubled line, a zero more, a bit. */
static void what_differs_has_another_hash(void **state)
{
    (void)state;
    const struct str texts[] = {STR("a\nb\n"),   STR("b\na\n"), STR("a\na\nb\n"),
                                STR("a\nb\n\0"), STR("a\nb"),   STR("a\nc\n"),
                                STR("a\0\nb\n"), STR(""),       STR("\0")};
    uint64_t seen[sizeof texts / sizeof texts[0]];
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct hash h = hash_start();
        hash_text(&h, texts[i]);
        seen[i] = h.value;
        for (size_t k = 0; k < i; k++) {
            assert_true(seen[k] != seen[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_vectors),
        cmocka_unit_test(pieces_give_the_same_as_the_whole),
        cmocka_unit_test(numbers_count_with_all_their_bytes),
        cmocka_unit_test(what_differs_has_another_hash),
    };
    return cmocka_run_group_tests_name("base/hash", tests, NULL, NULL);
}
