#include <string.h>

#include "base/base45.h"
#include "base/cp932.h"
#include "base/str.h"
#include "base/utf8.h"
#include "domain/pickup_code.h"

static const char *const kind_names[CODE_KIND_COUNT] = {
#define X(name) #name,
    CODE_KIND_LIST(X)
#undef X
};

const char *code_kind_name(enum code_kind kind)
{
    return (int)kind >= 0 && kind < CODE_KIND_COUNT ? kind_names[kind] : "?";
}

bool code_kind_is_pickup(enum code_kind kind)
{
    return kind == CODE_PICKUP_SINGLE || kind == CODE_PICKUP_FIRM || kind == CODE_PICKUP_OPAQUE;
}

enum separator {
    SEPARATOR_NONE,
    SEPARATOR_ASCII, /* 2F: no second byte of CP932 or UTF-8 has this value */
    SEPARATOR_UTF8,  /* EF BC 8F, a full-width slash */
    SEPARATOR_CP932, /* 81 5E */
};

enum { COUNTS_MAX = 3 };

/* What the whole code must be, to the byte: never guessed, never repaired. */
enum character_set {
    SET_ANY,
    SET_CP932,
    SET_UTF8,
    SET_CP932_OR_UTF8,
};

/* A shape: its first bytes, then either a number of separators or nothing but digits in some
 * length. */
struct shape_row {
    enum code_kind kind;
    enum separator separator;
    const char *head;
    size_t count[COUNTS_MAX]; /* allowed numbers of separators; 0: not used */
    size_t count_from;        /* any number from here on; 0: not used */
    int least, most;          /* bytes of the whole code; most 0: no limit */
    enum character_set set;
    bool any_case;
    bool digit_first; /* one ASCII digit stands before the head */
    bool digits_only; /* the whole code */
};

/* The first row that fits decides. Sources: 車検証 layouts in the reference, domain §2; EMV QR Code
 * Specification for Payment Systems, merchant-presented ("00" "02" "01" first) and
 * consumer-presented ("CPV01" in tag 85, base64: hQVDUFYwM and on). No published layout was found
 * for eL-QR (its eL番号 is digits, and longer than the number of a payment app) nor for the
 * customers' codes of payment apps: those rows are cautious guesses, to be corrected here when
 * seen. */
static const struct shape_row shape_rows[] = {
    {CODE_KEI_CERT, .head = "K/", .separator = SEPARATOR_ASCII, .set = SET_CP932_OR_UTF8,
     .count = {6, 18, 19}},
    {CODE_KEI_CERT, .head = "Ｋ／", .separator = SEPARATOR_UTF8, .set = SET_UTF8,
     .count = {6, 18, 19}},
    {CODE_KEI_CERT, .head = "\x82\x6A\x81\x5E", .separator = SEPARATOR_CP932, .set = SET_CP932,
     .count = {6, 18, 19}},
    {CODE_REGISTERED_CERT, .head = "/", .digit_first = true, .separator = SEPARATOR_ASCII,
     .set = SET_CP932_OR_UTF8, .count = {5}, .count_from = 18},
    {CODE_PAYMENT, .head = "https://qr.paypay.ne.jp/", .any_case = true},
    {CODE_PAYMENT, .head = "000201"},
    {CODE_PAYMENT, .head = "hQVDUFYwM"},
    {CODE_PAYMENT, .head = "paypay://", .any_case = true},
    {CODE_PAYMENT, .head = "", .digits_only = true, .least = 16, .most = 24},
    {CODE_EL_QR, .head = "", .digits_only = true, .least = 30, .most = 128},
    {CODE_URL, .head = "http://", .any_case = true},
    {CODE_URL, .head = "https://", .any_case = true},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts(struct str s, struct str head, bool any_case)
{
    if (!any_case || s.n < head.n) {
        return str_starts(s, head);
    }
    for (size_t i = 0; i < head.n; i++) {
        if (lower(s.p[i]) != lower(head.p[i])) {
            return false;
        }
    }
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i])) {
            return false;
        }
    }
    return s.n > 0;
}

static size_t times_in(struct str s, struct str part)
{
    size_t times = 0;
    for (size_t i = 0; i + part.n <= s.n; i++) {
        times += memcmp(s.p + i, part.p, part.n) == 0;
    }
    return times;
}

/* 5E is a valid second byte of any character, so the walk goes character by character. */
static size_t cp932_slashes(struct str s)
{
    enum { FULL_WIDTH_SLASH = 0x815E };
    size_t times = 0;
    uint16_t character;
    while (cp932_next(&s, &character)) {
        times += character == FULL_WIDTH_SLASH;
    }
    return times;
}

static size_t separators(enum separator separator, struct str s)
{
    switch (separator) {
    case SEPARATOR_ASCII:
        return times_in(s, STR("/"));
    case SEPARATOR_UTF8:
        return times_in(s, STR("／"));
    case SEPARATOR_CP932:
        return cp932_slashes(s);
    case SEPARATOR_NONE:
        break;
    }
    return 0;
}

static bool count_fits(const struct shape_row *row, struct str s)
{
    if (row->separator == SEPARATOR_NONE) {
        return true;
    }
    size_t n = separators(row->separator, s);
    if (row->count_from > 0 && n >= row->count_from) {
        return true;
    }
    for (int i = 0; i < COUNTS_MAX; i++) {
        if (row->count[i] > 0 && n == row->count[i]) {
            return true;
        }
    }
    return false;
}

static bool is_in_set(enum character_set set, struct str s)
{
    switch (set) {
    case SET_CP932:
        return cp932_valid(s);
    case SET_UTF8:
        return utf8_valid(s);
    case SET_CP932_OR_UTF8:
        return cp932_valid(s) || utf8_valid(s);
    case SET_ANY:
        break;
    }
    return true;
}

static bool fits(const struct shape_row *row, struct str s)
{
    if (s.n < (size_t)row->least || (row->most > 0 && s.n > (size_t)row->most)) {
        return false;
    }
    if (row->digit_first && (s.n == 0 || !is_digit(s.p[0]))) {
        return false;
    }
    return starts(str_skip(s, row->digit_first ? 1 : 0), str_of(row->head), row->any_case) &&
           (!row->digits_only || all_digits(s)) && count_fits(row, s) && is_in_set(row->set, s);
}

/* The kind is the token's first byte: the first three characters give two bytes. */
static enum code_kind token_kind(struct str s)
{
    uint8_t first[2];
    size_t n;
    struct str body = str_skip(s, STR("UK1:").n);
    if (body.n >= 3 && base45_decode((struct str){body.p, 3}, first, sizeof first, &n) &&
        first[0] == 2) {
        return CODE_PICKUP_FIRM;
    }
    return CODE_PICKUP_SINGLE;
}

static bool has_prefix(struct str s, const struct pickup_prefix *prefix, int prefix_count)
{
    for (int i = 0; i < prefix_count; i++) {
        struct str head = str_of(prefix[i].text);
        if (head.n > 0 && str_starts(s, head)) {
            return true;
        }
    }
    return false;
}

enum code_kind code_kind_of(struct code_shape shape, const struct pickup_prefix *prefix,
                            int prefix_count)
{
    struct str s = {shape.length > 0 ? (const char *)shape.bytes : "", shape.length};
    if (str_starts(s, STR("UKI:")) || str_starts(s, STR("UKS:"))) {
        return CODE_ITEM_TAG;
    }
    if (shape.barcode) {
        return CODE_BARCODE;
    }
    if (shape.partial) {
        return CODE_REGISTERED_CERT;
    }
    bool short_enough = s.n <= PICKUP_CODE_MAX;
    if (short_enough && str_starts(s, STR("UK1:"))) {
        return token_kind(s);
    }
    if (short_enough && has_prefix(s, prefix, prefix_count)) {
        return CODE_PICKUP_OPAQUE;
    }
    for (size_t i = 0; i < sizeof shape_rows / sizeof shape_rows[0]; i++) {
        if (fits(&shape_rows[i], s)) {
            return shape_rows[i].kind;
        }
    }
    return CODE_UNKNOWN;
}
