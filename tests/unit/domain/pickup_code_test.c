#include <sodium.h>
#include <string.h>

#include "base/base45.h"
#include "domain/pickup_code.h"
#include "tests/kit/kit.h"

#define NOW_S INT64_C(1784246400) /* 2026-07-17 */

struct signer {
    struct pickup_key key[4];
    int key_count;
    uint8_t secret[64];
};

static void add_key(struct signer *s, uint8_t key_id, const char *issuer, int64_t not_after_s)
{
    struct pickup_key *key = &s->key[s->key_count++];
    uint8_t seed[32] = {42};
    key->key_id = key_id;
    key->not_after_s = not_after_s;
    assert_true(str_copy(key->issuer, sizeof key->issuer, str_of(issuer)));
    (void)crypto_sign_ed25519_seed_keypair(key->public_key, s->secret, seed);
}

/* Key 1 of PILOT is valid, key 2 expired yesterday, key 3 belongs to OTHER. */
static struct signer signer(void)
{
    struct signer s = {0};
    add_key(&s, 1, "PILOT", NOW_S + 86400 * 365);
    add_key(&s, 2, "PILOT", NOW_S - 86400);
    add_key(&s, 3, "OTHER", NOW_S + 86400 * 365);
    return s;
}

static struct pickup_token good_token(void)
{
    struct pickup_token t = {
        .kind = 1,
        .key_id = 1,
        .issuer = "PILOT",
        .issued_s = NOW_S - 3600,
        .expires_s = NOW_S + 3600,
        .nonce = {9, 8, 7},
    };
    memset(t.id, 0xA5, sizeof t.id);
    return t;
}

static enum pickup_check check(struct str text, int64_t wall_s, struct pickup_token *out)
{
    struct signer s = signer();
    return pickup_code_check((const uint8_t *)text.p, text.n, s.key, s.key_count, wall_s, out);
}

static void a_token_comes_back_from_its_code(void **state)
{
    (void)state;
    struct signer s = signer();
    struct pickup_token t = good_token();
    struct pickup_token back = {0};
    char text[PICKUP_TEXT_SIZE];
    pickup_code_make(&t, s.secret, text);
    assert_int_equal(strlen(text), PICKUP_TEXT_SIZE - 1);
    assert_int_equal(check(str_of(text), NOW_S, &back), PICKUP_OK);
    assert_int_equal(back.kind, t.kind);
    assert_int_equal(back.key_id, t.key_id);
    assert_string_equal(back.issuer, t.issuer);
    assert_memory_equal(back.id, t.id, sizeof t.id);
    assert_memory_equal(back.nonce, t.nonce, sizeof t.nonce);
    assert_true(back.issued_s == t.issued_s && back.expires_s == t.expires_s);
    t.kind = 2;
    assert_true(str_copy(t.issuer, sizeof t.issuer, STR("PILOT6")));
    pickup_code_make(&t, s.secret, text);
    assert_int_equal(check(str_of(text), NOW_S, &back), PICKUP_WRONG_ISSUER);
    assert_string_equal(back.issuer, "PILOT6");
}

struct field_row {
    const char *what;
    enum pickup_check want;
    uint8_t kind, key_id;
    const char *issuer;
    int64_t issued_from_now_s, expires_from_now_s;
    int64_t wall_from_now_s;
};

/* Correctly signed codes whose content decides. */
static const struct field_row field_rows[] = {
    {"good single", PICKUP_OK, 1, 1, "PILOT", -60, 60, 0},
    {"good firm", PICKUP_OK, 2, 1, "PILOT", -60, 60, 0},
    {"issued now", PICKUP_OK, 1, 1, "PILOT", 0, 60, 0},
    {"last second", PICKUP_OK, 1, 1, "PILOT", -60, 1, 0},
    {"expires now", PICKUP_EXPIRED, 1, 1, "PILOT", -60, 0, 0},
    {"expired long ago", PICKUP_EXPIRED, 1, 1, "PILOT", -86400 * 30, -86400, 0},
    {"clock slightly behind", PICKUP_OK, 1, 1, "PILOT", PICKUP_SKEW_S, 3600, 0},
    {"from the future", PICKUP_FUTURE, 1, 1, "PILOT", PICKUP_SKEW_S + 1, 3600, 0},
    {"from the far future", PICKUP_FUTURE, 1, 1, "PILOT", 86400 * 300, 86400 * 301, 0},
    {"expired before issued", PICKUP_EXPIRED, 1, 1, "PILOT", 3600, -3600, 0},
    {"expired, clock not trusted", PICKUP_OK, 1, 1, "PILOT", -7200, -3600, -NOW_S},
    {"future, clock not trusted", PICKUP_OK, 1, 1, "PILOT", 86400, 90000, -NOW_S},
    {"kind 0", PICKUP_MALFORMED, 0, 1, "PILOT", -60, 60, 0},
    {"kind 3", PICKUP_MALFORMED, 3, 1, "PILOT", -60, 60, 0},
    {"kind 255", PICKUP_MALFORMED, 255, 1, "PILOT", -60, 60, 0},
    {"issuer empty", PICKUP_MALFORMED, 1, 1, "", -60, 60, 0},
    {"issuer with a blank", PICKUP_MALFORMED, 1, 1, "PI LO", -60, 60, 0},
    {"issuer not ASCII", PICKUP_MALFORMED, 1, 1, "練馬", -60, 60, 0},
    {"issuer with a line feed", PICKUP_MALFORMED, 1, 1, "PILO\n", -60, 60, 0},
    {"issuer nobody knows", PICKUP_WRONG_ISSUER, 1, 1, "ELSE", -60, 60, 0},
    {"issuer in lower case", PICKUP_WRONG_ISSUER, 1, 1, "pilot", -60, 60, 0},
    {"issuer cut", PICKUP_WRONG_ISSUER, 1, 1, "PILO", -60, 60, 0},
    {"issuer lengthened", PICKUP_WRONG_ISSUER, 1, 1, "PILOTS", -60, 60, 0},
    {"key id nobody knows", PICKUP_WRONG_ISSUER, 1, 9, "PILOT", -60, 60, 0},
    {"key of another issuer", PICKUP_WRONG_ISSUER, 1, 3, "PILOT", -60, 60, 0},
    {"expired signer", PICKUP_WRONG_ISSUER, 1, 2, "PILOT", -60, 60, 0},
    {"expired signer, old code", PICKUP_WRONG_ISSUER, 1, 2, "PILOT", -90000, 60, 0},
    {"expired signer, clock not trusted", PICKUP_WRONG_ISSUER, 1, 2, "PILOT", -60, 60, -NOW_S},
    {"signer's last day", PICKUP_OK, 1, 2, "PILOT", -90000, 60, -86400},
};

static void content_decides(void **state)
{
    (void)state;
    struct signer s = signer();
    for (size_t i = 0; i < sizeof field_rows / sizeof field_rows[0]; i++) {
        const struct field_row *row = &field_rows[i];
        struct pickup_token t = good_token();
        struct pickup_token out = {.kind = 77};
        char text[PICKUP_TEXT_SIZE];
        t.kind = row->kind;
        t.key_id = row->key_id;
        t.issued_s = NOW_S + row->issued_from_now_s;
        t.expires_s = NOW_S + row->expires_from_now_s;
        assert_true(str_copy(t.issuer, sizeof t.issuer, str_of(row->issuer)));
        pickup_code_make(&t, s.secret, text);
        enum pickup_check got = check(str_of(text), NOW_S + row->wall_from_now_s, &out);
        if (got != row->want || (out.kind == 77) != (got == PICKUP_MALFORMED)) {
            fail_msg("%s: %s", row->what, pickup_check_name(got));
        }
    }
}

/* Signs raw bytes that no struct pickup_token can hold. */
static void make_raw(const uint8_t body[48], char out[PICKUP_TEXT_SIZE])
{
    struct signer s = signer();
    uint8_t message[52];
    uint8_t raw[PICKUP_TOKEN_BYTES];
    memcpy(message, "UK1:", 4);
    memcpy(message + 4, body, 48);
    memcpy(raw, body, 48);
    (void)crypto_sign_ed25519_detached(raw + 48, NULL, message, sizeof message, s.secret);
    memcpy(out, "UK1:", 4);
    assert_true(base45_encode(raw, sizeof raw, out + 4, PICKUP_TEXT_SIZE - 4));
}

static void impossible_fields_are_malformed(void **state)
{
    (void)state;
    struct signer s = signer();
    struct pickup_token t = good_token();
    struct pickup_token out;
    char text[PICKUP_TEXT_SIZE];
    uint8_t raw[PICKUP_TOKEN_BYTES];
    size_t n;
    pickup_code_make(&t, s.secret, text);
    assert_true(base45_decode(str_skip(str_of(text), 4), raw, sizeof raw, &n));
    make_raw(raw, text);
    assert_int_equal(check(str_of(text), NOW_S, &out), PICKUP_OK);
    static const struct {
        const char *what;
        size_t at;
        uint8_t value;
    } rows[] = {
        {"NUL inside the issuer", 3, 0},      {"issuer not padded with NUL", 7, ' '},
        {"issuer of DEL", 2, 0x7F},           {"issued beyond 63 bits", 24, 0x80},
        {"expires beyond 63 bits", 32, 0xFF},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t bad[48];
        memcpy(bad, raw, sizeof bad);
        bad[rows[i].at] = rows[i].value;
        make_raw(bad, text);
        enum pickup_check got = check(str_of(text), NOW_S, &out);
        if (got != PICKUP_MALFORMED) {
            fail_msg("%s: %s", rows[i].what, pickup_check_name(got));
        }
    }
}

/* Not a single character of a code may be another one. */
static void every_flipped_character_is_refused(void **state)
{
    (void)state;
    static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    struct signer s = signer();
    struct pickup_token t = good_token();
    struct pickup_token out;
    char text[PICKUP_TEXT_SIZE];
    pickup_code_make(&t, s.secret, text);
    for (size_t i = 0; i < sizeof text - 1; i++) {
        char kept = text[i];
        for (size_t k = 0; k < sizeof alphabet - 1; k += i < 4 ? 1 : 7) {
            text[i] = alphabet[k];
            if (text[i] != kept && check(str_of(text), NOW_S, &out) == PICKUP_OK) {
                fail_msg("character %zu as %c is taken", i, text[i]);
            }
        }
        text[i] = kept;
    }
    assert_int_equal(check(str_of(text), NOW_S, &out), PICKUP_OK);
}

static void every_flipped_bit_is_refused(void **state)
{
    (void)state;
    struct signer s = signer();
    struct pickup_token t = good_token();
    struct pickup_token out;
    char text[PICKUP_TEXT_SIZE];
    uint8_t raw[PICKUP_TOKEN_BYTES];
    size_t n;
    pickup_code_make(&t, s.secret, text);
    assert_true(base45_decode(str_skip(str_of(text), 4), raw, sizeof raw, &n));
    for (size_t bit = 0; bit < 8 * sizeof raw; bit++) {
        raw[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_true(base45_encode(raw, sizeof raw, text + 4, sizeof text - 4));
        enum pickup_check got = check(str_of(text), NOW_S, &out);
        bool refused =
            got == PICKUP_MALFORMED || got == PICKUP_WRONG_ISSUER || got == PICKUP_BAD_SIGNATURE;
        if (!refused || (bit >= 8 * 48 && got != PICKUP_BAD_SIGNATURE)) {
            fail_msg("bit %zu: %s", bit, pickup_check_name(got));
        }
        raw[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

static void every_shorter_or_longer_code_is_malformed(void **state)
{
    (void)state;
    struct signer s = signer();
    struct pickup_token t = good_token();
    struct pickup_token out;
    char text[PICKUP_TEXT_SIZE + 4];
    pickup_code_make(&t, s.secret, text);
    for (size_t n = 0; n < PICKUP_TEXT_SIZE - 1; n++) {
        enum pickup_check want = n < 4 ? PICKUP_UNSIGNED : PICKUP_MALFORMED;
        assert_int_equal(check((struct str){text, n}, NOW_S, &out), want);
    }
    static const char *const tails[] = {"0", "00", "000", "\n", "\r\n", " "};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        char longer[PICKUP_TEXT_SIZE + 4];
        struct strbuf b = strbuf_on(longer, sizeof longer);
        strbuf_text(&b, text);
        strbuf_text(&b, tails[i]);
        assert_int_equal(check((struct str){longer, b.n}, NOW_S, &out), PICKUP_MALFORMED);
    }
    assert_int_equal(check((struct str){text, PICKUP_TEXT_SIZE}, NOW_S, &out), PICKUP_MALFORMED);
}

/* One character of a good code replaced at a place, by what base45 does not have. */
static void foreign_characters_are_malformed(void **state)
{
    (void)state;
    static const char foreign[] = {'\0', '\n', '\r',   '\t',   'a',   'z',
                                   '_',  '!',  '\x7F', '\x80', '\xFF'};
    struct signer s = signer();
    struct pickup_token t = good_token();
    struct pickup_token out;
    char text[PICKUP_TEXT_SIZE];
    pickup_code_make(&t, s.secret, text);
    for (size_t i = 4; i < sizeof text - 1; i += 13) {
        for (size_t k = 0; k < sizeof foreign; k++) {
            char kept = text[i];
            text[i] = foreign[k];
            assert_int_equal(check((struct str){text, sizeof text - 1}, NOW_S, &out),
                             PICKUP_MALFORMED);
            text[i] = kept;
        }
    }
}

static void other_texts_are_unsigned_or_malformed(void **state)
{
    (void)state;
    static char long_text[3000];
    memset(long_text, 'A', sizeof long_text);
    memcpy(long_text, "UK1:", 4);
    static const struct {
        const char *what;
        struct str text;
        enum pickup_check want;
    } rows[] = {
        {"empty", {"", 0}, PICKUP_UNSIGNED},
        {"opaque", {"KOFU:123", 8}, PICKUP_UNSIGNED},
        {"lower case", {"uk1:ABC", 7}, PICKUP_UNSIGNED},
        {"blank first", {" UK1:", 5}, PICKUP_UNSIGNED},
        {"byte order mark first", {"\xEF\xBB\xBFUK1:", 7}, PICKUP_UNSIGNED},
        {"NUL first", {"\0UK1:", 5}, PICKUP_UNSIGNED},
        {"another version", {"UK2:", 4}, PICKUP_UNSIGNED},
        {"head alone", {"UK1:", 4}, PICKUP_MALFORMED},
        {"3 KB", {long_text, sizeof long_text}, PICKUP_MALFORMED},
        {"right length, all A", {long_text, PICKUP_TEXT_SIZE - 1}, PICKUP_MALFORMED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct pickup_token out = {.kind = 77};
        enum pickup_check got = check(rows[i].text, NOW_S, &out);
        if (got != rows[i].want || out.kind != 77) {
            fail_msg("%s: %s", rows[i].what, pickup_check_name(got));
        }
    }
}

static void a_signature_of_another_key_is_bad(void **state)
{
    (void)state;
    struct pickup_token t = good_token();
    struct pickup_token out = {0};
    uint8_t seed[32] = {43};
    uint8_t public_key[32];
    uint8_t secret[64];
    char text[PICKUP_TEXT_SIZE];
    (void)crypto_sign_ed25519_seed_keypair(public_key, secret, seed);
    pickup_code_make(&t, secret, text);
    assert_int_equal(check(str_of(text), NOW_S, &out), PICKUP_BAD_SIGNATURE);
    assert_string_equal(out.issuer, "PILOT");
    /* A bad signature outranks an expired date: the date is then nobody's word. */
    assert_int_equal(check(str_of(text), NOW_S + 86400, &out), PICKUP_BAD_SIGNATURE);
    assert_int_equal(pickup_code_check((const uint8_t *)text, strlen(text), NULL, 0, NOW_S, &out),
                     PICKUP_WRONG_ISSUER);
}

static void a_hash_stands_for_one_code_under_one_key(void **state)
{
    (void)state;
    static const uint8_t key_a[32] = {1};
    static const uint8_t key_b[32] = {2};
    const uint8_t *code = (const uint8_t *)"UK1:ABC";
    struct code_hash h = code_hash_of(code, 7, key_a);
    assert_true(code_hash_equal(h, code_hash_of(code, 7, key_a)));
    assert_false(code_hash_equal(h, code_hash_of(code, 6, key_a)));
    assert_false(code_hash_equal(h, code_hash_of(code, 7, key_b)));
    assert_false(code_hash_equal(h, code_hash_of(NULL, 0, key_a)));
}

static void every_check_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(pickup_check_name(PICKUP_OK), "OK");
    assert_string_equal(pickup_check_name(PICKUP_FUTURE), "FUTURE");
    assert_string_equal(pickup_check_name((enum pickup_check)(PICKUP_FUTURE + 1)), "?");
}

static int start(void **state)
{
    (void)state;
    return sodium_init() < 0 ? -1 : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_comes_back_from_its_code),
        cmocka_unit_test(content_decides),
        cmocka_unit_test(impossible_fields_are_malformed),
        cmocka_unit_test(every_flipped_character_is_refused),
        cmocka_unit_test(every_flipped_bit_is_refused),
        cmocka_unit_test(every_shorter_or_longer_code_is_malformed),
        cmocka_unit_test(foreign_characters_are_malformed),
        cmocka_unit_test(other_texts_are_unsigned_or_malformed),
        cmocka_unit_test(a_signature_of_another_key_is_bad),
        cmocka_unit_test(a_hash_stands_for_one_code_under_one_key),
        cmocka_unit_test(every_check_has_a_name),
    };
    return cmocka_run_group_tests_name("domain/pickup_code", tests, start, NULL);
}
