#include <assert.h>
#include <string.h>

#include "domain/config_value.h"
#include "domain/office_hours.h"

enum { DATE_LENGTH = 10, ISSUER_MAX = 6, KEY_HEX_LENGTH = 64, DAY_S = 86400, JST_S = 9 * 3600 };

static bool digits_to_int(struct str s, int *out)
{
    int64_t number;
    if (s.n == 0 || s.p[0] == '-' || !str_to_int64(s, &number) || number > 9999) {
        return false;
    }
    *out = (int)number;
    return true;
}

static bool read_day(struct str value, int32_t *out_day)
{
    int year;
    int month;
    int day;
    if (value.n != DATE_LENGTH || value.p[4] != '-' || value.p[7] != '-') {
        return false;
    }
    return digits_to_int((struct str){value.p, 4}, &year) &&
           digits_to_int((struct str){value.p + 5, 2}, &month) &&
           digits_to_int((struct str){value.p + 8, 2}, &day) &&
           civil_day_of_date(year, month, day, out_day);
}

static void day_write(int32_t day, struct strbuf *out)
{
    struct civil c = civil_date_of_day(day);
    strbuf_format(out, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static bool read_prefix(struct str value, struct pickup_prefix *out)
{
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] < ' ' || value.p[i] > '~') {
            return false;
        }
    }
    return value.n > 0 && str_copy(out->text, sizeof out->text, value);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool read_public_key(struct str hex, uint8_t out[32])
{
    if (hex.n != KEY_HEX_LENGTH) {
        return false;
    }
    for (size_t i = 0; i < 32; i++) {
        int high = hex_value(hex.p[2 * i]);
        int low = hex_value(hex.p[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static bool read_issuer(struct str s, char out[ISSUER_MAX + 1])
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] <= ' ' || s.p[i] > '~') {
            return false;
        }
    }
    return s.n > 0 && str_copy(out, ISSUER_MAX + 1, s);
}

/* One blank between the four words: what is written in exactly one way is compared easily. */
static bool read_key(struct str value, struct pickup_key *out)
{
    struct pickup_key key = {0};
    struct str id = str_token(&value, ' ');
    struct str issuer = str_token(&value, ' ');
    struct str hex = str_token(&value, ' ');
    int key_id;
    int32_t last_day;
    if (!digits_to_int(id, &key_id) || key_id > UINT8_MAX || !read_issuer(issuer, key.issuer) ||
        !read_public_key(hex, key.public_key) || !read_day(value, &last_day)) {
        return false;
    }
    key.key_id = (uint8_t)key_id;
    key.not_after_s = ((int64_t)last_day + 1) * DAY_S - JST_S - 1; /* the whole day counts */
    *out = key;
    return true;
}

static void key_write(const struct pickup_key *key, struct strbuf *out)
{
    strbuf_format(out, "%d %s ", key->key_id, key->issuer);
    strbuf_hex(out, key->public_key, sizeof key->public_key);
    strbuf_char(out, ' ');
    day_write(civil_day(key->not_after_s * 1000), out);
}

static bool add_key(struct str value, struct config *config)
{
    struct pickup_key key;
    if (config->key_count == PICKUP_KEYS_MAX || !read_key(value, &key)) {
        return false;
    }
    for (int i = 0; i < config->key_count; i++) {
        const struct pickup_key *other = &config->key[i];
        if (other->key_id == key.key_id && strcmp(other->issuer, key.issuer) == 0) {
            return false;
        }
    }
    config->key[config->key_count++] = key;
    return true;
}

bool config_list_read(const struct config_row *row, struct str value, struct config *config)
{
    switch (row->type) {
    case CONFIG_TYPE_DAYS:
        if (config->closed_day_count == CONFIG_CLOSED_DAYS_MAX ||
            !read_day(value, &config->closed_day[config->closed_day_count])) {
            return false;
        }
        config->closed_day_count++;
        return true;
    case CONFIG_TYPE_PREFIXES:
        if (config->prefix_count == CONFIG_PREFIXES_MAX ||
            !read_prefix(value, &config->prefix[config->prefix_count])) {
            return false;
        }
        config->prefix_count++;
        return true;
    default:
        assert(row->type == CONFIG_TYPE_KEYS);
        return add_key(value, config);
    }
}

int *config_list_count(const struct config_row *row, struct config *config)
{
    switch (row->type) {
    case CONFIG_TYPE_DAYS:
        return &config->closed_day_count;
    case CONFIG_TYPE_PREFIXES:
        return &config->prefix_count;
    default:
        assert(row->type == CONFIG_TYPE_KEYS);
        return &config->key_count;
    }
}

void config_list_write(const struct config_row *row, const struct config *config, int i,
                       struct strbuf *out)
{
    switch (row->type) {
    case CONFIG_TYPE_DAYS:
        day_write(config->closed_day[i], out);
        return;
    case CONFIG_TYPE_PREFIXES:
        strbuf_text(out, config->prefix[i].text);
        return;
    default:
        assert(row->type == CONFIG_TYPE_KEYS);
        key_write(&config->key[i], out);
    }
}

const char *config_list_allowed(const struct config_row *row)
{
    _Static_assert(CONFIG_CLOSED_DAYS_MAX == 64 && CONFIG_PREFIXES_MAX == 8, "texts below");
    _Static_assert(PICKUP_KEYS_MAX == 4, "texts below");
    switch (row->type) {
    case CONFIG_TYPE_DAYS:
        return "a date YYYY-MM-DD, at most 64 times";
    case CONFIG_TYPE_PREFIXES:
        return "1 to 15 printable ASCII characters, at most 8 times";
    default:
        return "id (0 to 255), issuer (1 to 6 characters), 64 hex digits, last day YYYY-MM-DD; "
               "each id and issuer once, at most 4 times";
    }
}
