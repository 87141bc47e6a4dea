#include "domain/config_value.h"

#include <assert.h>
#include <string.h>

#include "base/base64.h"
#include "base/utf8.h"

enum { PIN_BYTES = 32 };

static const char *const identity_words[] = {
    [IDENTITY_BY_POLICY_OFF] = "off",
    [IDENTITY_ALWAYS] = "always",
    [IDENTITY_FOR_PROXY] = "proxy",
};
enum { IDENTITY_WORDS = sizeof identity_words / sizeof identity_words[0] };

static void *field_of(const struct config_row *row, struct config *config)
{
    return (char *)config + row->offset;
}

static const void *field_in(const struct config_row *row, const struct config *config)
{
    return (const char *)config + row->offset;
}

static bool is_word(struct str s)
{
    static const char others[] = "._-";
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool digit = c >= '0' && c <= '9';
        if (!letter && !digit && (c == '\0' || strchr(others, c) == NULL)) {
            return false;
        }
    }
    return s.n > 0;
}

static bool is_text(struct str s)
{
    uint32_t c;
    while (utf8_next(&s, &c)) {
        if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
            return false;
        }
    }
    return s.n == 0;
}

static bool is_printable_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] <= ' ' || s.p[i] > '~') {
            return false;
        }
    }
    return true;
}

static bool is_https(struct str s)
{
    struct str rest = str_skip(s, STR("https://").n);
    return str_starts(s, STR("https://")) && is_printable_ascii(s) && rest.n > 0 &&
           rest.p[0] != '/' && rest.p[0] != ':';
}

static bool is_device(const struct config_row *row, struct str s)
{
    struct str schemes = str_of(row->schemes);
    while (schemes.n > 0) {
        struct str scheme = str_token(&schemes, ' ');
        if (str_starts(s, scheme) && s.n > scheme.n) {
            return is_text(s);
        }
    }
    return false;
}

static bool is_pin(struct str s)
{
    uint8_t bytes[PIN_BYTES];
    size_t n;
    return s.n == 0 || (base64_decode(s, bytes, sizeof bytes, &n) && n == PIN_BYTES);
}

static bool text_fits_type(const struct config_row *row, struct str s)
{
    switch (row->type) {
    case CONFIG_TYPE_WORD:
        return is_word(s);
    case CONFIG_TYPE_TEXT:
        return is_text(s) && s.n >= (size_t)row->min;
    case CONFIG_TYPE_PATH:
        return is_text(s) && str_starts(s, STR("/"));
    case CONFIG_TYPE_HTTPS:
        return is_https(s);
    case CONFIG_TYPE_DEVICE:
        return is_device(row, s);
    case CONFIG_TYPE_PIN:
        return is_pin(s);
    default:
        return false;
    }
}

static bool read_text(const struct config_row *row, struct str value, struct config *config)
{
    return value.n < row->size && text_fits_type(row, value) &&
           str_copy(field_of(row, config), row->size, value);
}

static bool read_int(const struct config_row *row, struct str value, struct config *config)
{
    int64_t number;
    if (!str_to_int64(value, &number) || number < row->min || number > row->max) {
        return false;
    }
    *(int *)field_of(row, config) = (int)number;
    return true;
}

static bool read_minute(const struct config_row *row, struct str value, struct config *config)
{
    int64_t hour;
    int64_t minute;
    if (value.n != 5 || value.p[2] != ':' || !str_to_int64((struct str){value.p, 2}, &hour) ||
        !str_to_int64(str_skip(value, 3), &minute) || hour < 0 || hour > 23 || minute < 0 ||
        minute > 59 || value.p[0] == '-' || value.p[3] == '-') {
        return false;
    }
    *(int *)field_of(row, config) = (int)(hour * 60 + minute);
    return true;
}

static bool read_bool(const struct config_row *row, struct str value, struct config *config)
{
    bool yes = str_equal(value, STR("yes")) || str_equal(value, STR("true"));
    if (!yes && !str_equal(value, STR("no")) && !str_equal(value, STR("false"))) {
        return false;
    }
    *(bool *)field_of(row, config) = yes;
    return true;
}

static bool read_identity(const struct config_row *row, struct str value, struct config *config)
{
    int place = str_place(value, identity_words, IDENTITY_WORDS);
    if (place < 0) {
        return false;
    }
    *(enum config_identity *)field_of(row, config) = (enum config_identity)place;
    return true;
}

static bool read_letter(const struct config_row *row, struct str value, struct config *config)
{
    if (value.n != 1 || value.p[0] < 'A' || value.p[0] > 'Z') {
        return false;
    }
    *(char *)field_of(row, config) = value.p[0];
    return true;
}

bool config_row_is_list(const struct config_row *row)
{
    return row->type == CONFIG_TYPE_DAYS || row->type == CONFIG_TYPE_PREFIXES ||
           row->type == CONFIG_TYPE_KEYS;
}

bool config_value_read(const struct config_row *row, struct str value, struct config *config)
{
    switch (row->type) {
    case CONFIG_TYPE_LETTER:
        return read_letter(row, value, config);
    case CONFIG_TYPE_INT:
        return read_int(row, value, config);
    case CONFIG_TYPE_MINUTE:
        return read_minute(row, value, config);
    case CONFIG_TYPE_BOOL:
        return read_bool(row, value, config);
    case CONFIG_TYPE_IDENTITY:
        return read_identity(row, value, config);
    default:
        return config_row_is_list(row) ? config_list_read(row, value, config)
                                       : read_text(row, value, config);
    }
}

int config_value_count(const struct config_row *row, const struct config *config)
{
    switch (row->type) {
    case CONFIG_TYPE_DAYS:
        return config->closed_day_count;
    case CONFIG_TYPE_PREFIXES:
        return config->prefix_count;
    case CONFIG_TYPE_KEYS:
        return config->key_count;
    default:
        return 1;
    }
}

void config_value_clear(const struct config_row *row, struct config *config)
{
    assert(config_row_is_list(row));
    *config_list_count(row, config) = 0;
}

void config_value_write(const struct config_row *row, const struct config *config, int i,
                        struct strbuf *out)
{
    assert(i >= 0 && i < config_value_count(row, config));
    const void *field = field_in(row, config);
    switch (row->type) {
    case CONFIG_TYPE_LETTER:
        strbuf_char(out, *(const char *)field);
        return;
    case CONFIG_TYPE_INT:
        strbuf_int(out, *(const int *)field);
        return;
    case CONFIG_TYPE_MINUTE:
        strbuf_format(out, "%02d:%02d", *(const int *)field / 60, *(const int *)field % 60);
        return;
    case CONFIG_TYPE_BOOL:
        strbuf_text(out, *(const bool *)field ? "yes" : "no");
        return;
    case CONFIG_TYPE_IDENTITY:
        strbuf_text(out, identity_words[*(const enum config_identity *)field]);
        return;
    default:
        break;
    }
    if (config_row_is_list(row)) {
        config_list_write(row, config, i, out);
        return;
    }
    strbuf_text(out, field);
}

void config_value_allowed(const struct config_row *row, struct strbuf *out)
{
    static const char *const form[] = {
        [CONFIG_TYPE_WORD] = "letters, digits, '.', '_' and '-'",
        [CONFIG_TYPE_TEXT] = "UTF-8 text without control characters",
        [CONFIG_TYPE_PATH] = "a path beginning with /",
        [CONFIG_TYPE_HTTPS] = "an address beginning with https://",
        [CONFIG_TYPE_LETTER] = "one letter from A to Z",
        [CONFIG_TYPE_MINUTE] = "a time HH:MM from 00:00 to 23:59",
        [CONFIG_TYPE_BOOL] = "yes or no",
        [CONFIG_TYPE_IDENTITY] = "off, always or proxy",
        [CONFIG_TYPE_PIN] = "base64 of the 32 bytes of a SHA-256, or nothing",
    };
    if (config_row_is_list(row)) {
        strbuf_text(out, config_list_allowed(row));
        return;
    }
    if (row->type == CONFIG_TYPE_INT) {
        strbuf_format(out, "a whole number from %lld to %lld", (long long)row->min,
                      (long long)row->max);
        return;
    }
    if (row->type == CONFIG_TYPE_DEVICE) {
        strbuf_format(out, "a device beginning with one of %s", row->schemes);
    } else {
        strbuf_text(out, form[row->type]);
    }
    bool sized = row->type != CONFIG_TYPE_LETTER && row->type != CONFIG_TYPE_MINUTE &&
                 row->type != CONFIG_TYPE_BOOL && row->type != CONFIG_TYPE_IDENTITY &&
                 row->type != CONFIG_TYPE_PIN;
    if (sized) {
        int least = row->type == CONFIG_TYPE_TEXT ? (int)row->min : 1;
        strbuf_format(out, ", %d to %zu bytes", least, row->size - 1);
    }
}
