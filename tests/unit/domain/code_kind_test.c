#include <string.h>

#include "domain/pickup_code.h"
#include "tests/kit/kit.h"

struct kind_row {
    const char *what;
    struct str bytes;
    enum code_kind want;
};

#define SIX_SLASHES "K/22/練馬/A/ABC/R06A/1"
#define CP932_KEI_6                                                                                \
    "\x82\x6A\x81\x5E"                                                                             \
    "22\x81\x5E"                                                                                   \
    "a\x81\x5E"                                                                                    \
    "b\x81\x5E"                                                                                    \
    "c\x81\x5E"                                                                                    \
    "d\x81\x5E"                                                                                    \
    "1"
#define CP932_DECOY                                                                                \
    "\x82\x6A\x81\x5E"                                                                             \
    "22\x81\x5E"                                                                                   \
    "a\x83\x5E"                                                                                    \
    "b\x83\x5E"                                                                                    \
    "c\x81\x5E"                                                                                    \
    "d\x81\x5E"                                                                                    \
    "1"
/* A kei code one slash short, with a katakana 83 81 and an ASCII 5E behind it. */
#define CP932_CARETS                                                                               \
    "\x82\x6A\x81\x5E"                                                                             \
    "22\x81\x5E"                                                                                   \
    "a\x81\x5E"                                                                                    \
    "b\x81\x5E"                                                                                    \
    "c\x81\x5E"                                                                                    \
    "d\x83\x81^1"
#define DIGITS_10        "0123456789"
#define EIGHTEEN_SLASHES "//////////////////"

/* A text of a table: a constant, where STR is a value. */
#define TEXT(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static const struct kind_row rows[] = {
    {"empty", {"", 0}, CODE_UNKNOWN},
    {"one NUL", {"\0", 1}, CODE_UNKNOWN},
    {"plain text", TEXT("hello"), CODE_UNKNOWN},
    {"UK1 alone", TEXT("UK1:"), CODE_PICKUP_SINGLE},
    {"UK1 single", TEXT("UK1:210"), CODE_PICKUP_SINGLE},
    {"lower-case uk1", TEXT("uk1:B50"), CODE_UNKNOWN},
    {"UK2", TEXT("UK2:B50"), CODE_UNKNOWN},
    {"blank before UK1", TEXT(" UK1:B50"), CODE_UNKNOWN},
    {"item tag", TEXT("UKI:0001"), CODE_ITEM_TAG},
    {"configured prefix", TEXT("KOFU:abc"), CODE_PICKUP_OPAQUE},
    {"half a configured prefix", TEXT("KOF"), CODE_UNKNOWN},
    {"configured prefix, binary rest", {"KOFU:\0\xFF", 7}, CODE_PICKUP_OPAQUE},
    {"kei code 2", TEXT(SIX_SLASHES), CODE_KEI_CERT},
    {"kei code 3", TEXT("K" EIGHTEEN_SLASHES), CODE_KEI_CERT},
    {"kei with a field in CP932", TEXT("K/\x8C\x79\x8E\xA9/3/4/5/6/7"), CODE_KEI_CERT},
    {"kei with a field in UTF-8", TEXT("K/軽自/3/4/5/6/7"), CODE_KEI_CERT},
    {"kei that ends within a character", TEXT("K/2/3/4/5/6/\x8C"), CODE_UNKNOWN},
    {"kei in no character set", TEXT("K/2/3/4/5/6/\xFF\x80"), CODE_UNKNOWN},
    {"kei, overlong UTF-8", TEXT("K/2/3/4/5/6/\xC0\xAF\xFF"), CODE_UNKNOWN},
    {"registered in no character set", TEXT("2/1/2/3/4/\xFF"), CODE_UNKNOWN},
    {"kei with 5", TEXT("K/1/2/3/4/5"), CODE_UNKNOWN},
    {"kei with 7", TEXT(SIX_SLASHES "/"), CODE_UNKNOWN},
    {"kei lower case", TEXT("k/1/2/3/4/5/6"), CODE_UNKNOWN},
    {"kei full-width UTF-8", TEXT("Ｋ／22／a／b／c／d／1"), CODE_KEI_CERT},
    {"kei full-width, one short", TEXT("Ｋ／22／a／b／c／1"), CODE_UNKNOWN},
    {"kei full-width CP932", TEXT(CP932_KEI_6), CODE_KEI_CERT},
    {"81 as second byte, 5E alone", TEXT(CP932_CARETS), CODE_UNKNOWN},
    {"5E as second byte of others", TEXT(CP932_DECOY), CODE_UNKNOWN},
    {"registered, 5", TEXT("2/1/2/3/4/5"), CODE_REGISTERED_CERT},
    {"registered, 6", TEXT("2/1/2/3/4/5/6"), CODE_UNKNOWN},
    {"registered, 18", TEXT("2" EIGHTEEN_SLASHES), CODE_REGISTERED_CERT},
    {"registered, 20", TEXT("2" EIGHTEEN_SLASHES "//"), CODE_REGISTERED_CERT},
    {"registered, 17", {"2" EIGHTEEN_SLASHES, 18}, CODE_UNKNOWN},
    {"two digits before the slash", TEXT("22/1/2/3/4/5"), CODE_UNKNOWN},
    {"http", TEXT("http://example.jp/"), CODE_URL},
    {"https upper case", TEXT("HTTPS://EXAMPLE.JP/"), CODE_URL},
    {"another scheme", TEXT("ftp://example.jp/"), CODE_UNKNOWN},
    {"httpx", TEXT("httpx://example.jp/"), CODE_UNKNOWN},
    {"PayPay shop", TEXT("https://qr.paypay.ne.jp/abc"), CODE_PAYMENT},
    {"EMV merchant", TEXT("00020101021126..."), CODE_PAYMENT},
    {"EMV consumer", TEXT("hQVDUFYwMWEa"), CODE_PAYMENT},
    {"18 digits", TEXT(DIGITS_10 "12345678"), CODE_PAYMENT},
    {"13 digits, not from a barcode", TEXT(DIGITS_10 "123"), CODE_UNKNOWN},
    {"25 digits", TEXT(DIGITS_10 DIGITS_10 "12345"), CODE_UNKNOWN},
    {"40 digits", TEXT(DIGITS_10 DIGITS_10 DIGITS_10 DIGITS_10), CODE_EL_QR},
    {"40 digits and a letter", TEXT(DIGITS_10 DIGITS_10 DIGITS_10 DIGITS_10 "x"), CODE_UNKNOWN},
};

static const struct pickup_prefix prefixes[] = {{""}, {"KOFU:"}};

static enum code_kind kind_of(struct str s)
{
    struct code_shape shape = {.bytes = (const uint8_t *)s.p, .length = s.n};
    return code_kind_of(shape, prefixes, 2);
}

static void shapes_have_their_kinds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum code_kind got = kind_of(rows[i].bytes);
        if (got != rows[i].want) {
            fail_msg("%s: %s", rows[i].what, code_kind_name(got));
        }
    }
}

static void kei_slashes_are_counted_up_to_twenty(void **state)
{
    (void)state;
    char text[32] = "K";
    for (size_t n = 1; n <= 20; n++) {
        text[n] = '/';
        bool kei = n == 6 || n == 18 || n == 19;
        assert_int_equal(kind_of((struct str){text, n + 1}), kei ? CODE_KEI_CERT : CODE_UNKNOWN);
    }
}

static void the_kind_in_a_token_tells_firm_from_single(void **state)
{
    (void)state;
    /* 02 01 is 513 = 18 + 11*45 + 0*2025: "IB0"; 01 01 is 257 = 32 + 5*45: "W50". */
    assert_int_equal(kind_of(STR("UK1:IB0")), CODE_PICKUP_FIRM);
    assert_int_equal(kind_of(STR("UK1:W50")), CODE_PICKUP_SINGLE);
    assert_int_equal(kind_of(STR("UK1:IB")), CODE_PICKUP_SINGLE);
}

static void too_long_is_never_a_pickup_code(void **state)
{
    (void)state;
    static char text[3000];
    memset(text, 'A', sizeof text);
    memcpy(text, "UK1:", 4);
    assert_int_equal(kind_of((struct str){text, PICKUP_CODE_MAX}), CODE_PICKUP_SINGLE);
    assert_int_equal(kind_of((struct str){text, PICKUP_CODE_MAX + 1}), CODE_UNKNOWN);
    memcpy(text, "KOFU:", 5);
    assert_int_equal(kind_of((struct str){text, PICKUP_CODE_MAX}), CODE_PICKUP_OPAQUE);
    assert_int_equal(kind_of((struct str){text, sizeof text}), CODE_UNKNOWN);
    memcpy(text, "https://", 8);
    assert_int_equal(kind_of((struct str){text, sizeof text}), CODE_URL);
}

static void symbol_facts_come_before_the_text(void **state)
{
    (void)state;
    const uint8_t *digits = (const uint8_t *)"012345678901234567";
    const uint8_t *tag = (const uint8_t *)"UKI:7";
    const uint8_t *token = (const uint8_t *)"UK1:W50";
    struct code_shape barcode = {.bytes = digits, .length = 18, .barcode = true};
    struct code_shape barcode_tag = {.bytes = tag, .length = 5, .barcode = true};
    struct code_shape barcode_token = {.bytes = token, .length = 7, .barcode = true};
    struct code_shape partial = {.bytes = token, .length = 7, .partial = true};
    struct code_shape nothing = {0};
    assert_int_equal(code_kind_of(barcode, NULL, 0), CODE_BARCODE);
    assert_int_equal(code_kind_of(barcode_tag, NULL, 0), CODE_ITEM_TAG);
    assert_int_equal(code_kind_of(barcode_token, NULL, 0), CODE_BARCODE);
    assert_int_equal(code_kind_of(partial, NULL, 0), CODE_REGISTERED_CERT);
    assert_int_equal(code_kind_of(nothing, NULL, 0), CODE_UNKNOWN);
}

static void only_three_kinds_are_pickup_codes(void **state)
{
    (void)state;
    int pickups = 0;
    for (int i = 0; i < CODE_KIND_COUNT; i++) {
        pickups += code_kind_is_pickup((enum code_kind)i);
        assert_string_not_equal(code_kind_name((enum code_kind)i), "?");
    }
    assert_int_equal(pickups, 3);
    assert_true(code_kind_is_pickup(CODE_PICKUP_FIRM));
    assert_false(code_kind_is_pickup(CODE_ITEM_TAG));
    assert_string_equal(code_kind_name(CODE_KIND_COUNT), "?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_have_their_kinds),
        cmocka_unit_test(kei_slashes_are_counted_up_to_twenty),
        cmocka_unit_test(the_kind_in_a_token_tells_firm_from_single),
        cmocka_unit_test(too_long_is_never_a_pickup_code),
        cmocka_unit_test(symbol_facts_come_before_the_text),
        cmocka_unit_test(only_three_kinds_are_pickup_codes),
    };
    return cmocka_run_group_tests_name("domain/code_kind", tests, NULL, NULL);
}
