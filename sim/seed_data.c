#include "sim/seed_data.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include "base/str.h"
#include "sim/seed_application.h"

enum { DAY_S = 86400, CODE_DAYS = 30, FIRM41 = 41 };

static const struct {
    const char *id;
    const char *name;
    const char *prefix; /* of its applications' names; NULL: the first 41 rows */
} firms[] = {
    {"firm12", "株式会社あさひモータース", "firm12-"},
    {"firm3", "有限会社みどり整備", "firm3-"},
    {"firm41", "架空オートリース株式会社", NULL},
};
enum { FIRMS = sizeof firms / sizeof *firms };

/* Codes that open nothing, and what is wrong with each. */
enum defect { NO_DEFECT, BAD_SIGNATURE, FOREIGN_ISSUER, FROM_FUTURE, STALE, UNKNOWN_OPAQUE };
static const struct {
    const char *name;
    enum defect defect;
} strays[] = {
    {"bad-signature", BAD_SIGNATURE},
    {"foreign-issuer", FOREIGN_ISSUER},
    {"future-code", FROM_FUTURE},
    {"stale-code", STALE},
    {"never-issued-opaque", UNKNOWN_OPAQUE},
    {"never-issued", NO_DEFECT},
};

void seed_data_issuer(uint64_t seed, uint8_t out_public[32], uint8_t out_secret[64])
{
    uint8_t bytes[crypto_sign_SEEDBYTES] = {0};
    for (size_t i = 0; i < sizeof seed; i++) {
        bytes[i] = (uint8_t)(seed >> (8 * i));
    }
    crypto_sign_seed_keypair(out_public, out_secret, bytes);
}

struct pickup_key seed_data_key(const uint8_t issuer_public[32])
{
    struct pickup_key key = {
        .key_id = SEED_KEY_ID, .issuer = "UKSIM", .not_after_s = INT64_C(4102444800)};
    memcpy(key.public_key, issuer_public, sizeof key.public_key);
    return key;
}

int seed_data_count(void)
{
    return seed_row_count;
}

const char *seed_data_name(int row)
{
    assert(row >= 0 && row < seed_row_count);
    return seed_rows[row].name;
}

const char *seed_data_summary(int row)
{
    assert(row >= 0 && row < seed_row_count);
    const char *status = seed_rows[row].status;
    for (int i = 0; i < APP_STATUS_COUNT; i++) {
        if (strcmp(status, app_status_name((enum app_status)i)) == 0) {
            return app_status_label((enum app_status)i);
        }
    }
    return status;
}

bool seed_data_is_opaque(int row)
{
    assert(row >= 0 && row < seed_row_count);
    return (seed_rows[row].flags & SEED_OPAQUE) != 0;
}

static int find_row(const char *name)
{
    int row = seed_row_count - 1;
    while (row >= 0 && strcmp(seed_rows[row].name, name) != 0) {
        row--;
    }
    return row;
}

static bool is_firm(const char *name)
{
    for (int i = 0; i < FIRMS; i++) {
        if (strcmp(firms[i].id, name) == 0) {
            return true;
        }
    }
    return false;
}

struct err seed_data_application(const char *name, int64_t now_ms,
                                 struct application *out_application)
{
    int row = find_row(name);
    if (row < 0) {
        return FAIL(NOT_FOUND);
    }
    seed_application_of(row, now_ms, out_application);
    return OK;
}

/* The id inside a name's code: always the same, and not to be guessed from another name's. */
static void token_id_of(const char *name, uint8_t out[16])
{
    static const uint8_t salt[16] = "seed token id";
    crypto_generichash(out, 16, (const uint8_t *)name, strlen(name), salt, sizeof salt);
}

static void make_opaque(const char *name, struct seed_code *out)
{
    uint8_t id[16];
    char text[sizeof SEED_OPAQUE_PREFIX + 2 * sizeof id];
    token_id_of(name, id);
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_text(&b, SEED_OPAQUE_PREFIX);
    strbuf_hex(&b, id, sizeof id);
    memcpy(out->bytes, text, b.n);
    out->length = b.n;
}

static void make_signed(const char *name, enum defect defect, const uint8_t issuer_secret[64],
                        int64_t now_s, struct seed_code *out)
{
    char text[PICKUP_TEXT_SIZE];
    struct pickup_token token = {
        .kind = is_firm(name) ? 2 : 1,
        .key_id = SEED_KEY_ID,
        .issued_s = now_s - DAY_S,
        .expires_s = now_s + CODE_DAYS * (int64_t)DAY_S,
    };
    memcpy(token.issuer, defect == FOREIGN_ISSUER ? "OTHER" : "UKSIM", sizeof "UKSIM");
    token_id_of(name, token.id);
    memcpy(token.nonce, token.id, sizeof token.nonce);
    if (defect == FROM_FUTURE) {
        token.issued_s = now_s + DAY_S;
    }
    if (defect == STALE) {
        token.expires_s = now_s - 60;
    }
    uint8_t secret[64];
    memcpy(secret, issuer_secret, sizeof secret);
    if (defect == BAD_SIGNATURE) {
        uint8_t unused[32];
        seed_data_issuer(1, unused, secret);
    }
    pickup_code_make(&token, secret, text);
    sodium_memzero(secret, sizeof secret);
    out->length = strlen(text);
    memcpy(out->bytes, text, out->length);
}

struct err seed_data_code(const char *name, const uint8_t issuer_secret[64], int64_t now_ms,
                          struct seed_code *out_code)
{
    int row = find_row(name);
    enum defect defect = NO_DEFECT;
    bool stray = false;
    for (size_t i = 0; i < sizeof strays / sizeof *strays; i++) {
        if (strcmp(strays[i].name, name) == 0) {
            stray = true;
            defect = strays[i].defect;
        }
    }
    if (row < 0 && !stray && !is_firm(name)) {
        return FAIL(NOT_FOUND);
    }
    if (defect == UNKNOWN_OPAQUE || (row >= 0 && seed_data_is_opaque(row))) {
        make_opaque(name, out_code);
    } else {
        make_signed(name, defect, issuer_secret, now_ms / 1000, out_code);
    }
    return OK;
}

static struct err put_code(struct backend_logic *logic, const char *name, int64_t now_ms)
{
    int row = find_row(name);
    unsigned flags = row < 0 ? 0 : seed_rows[row].flags;
    struct application a = {0};
    struct seed_code opaque;
    uint8_t id[16];
    token_id_of(name, id);
    make_opaque(name, &opaque);
    bool is_opaque = (flags & SEED_OPAQUE) != 0;
    if (row >= 0) {
        seed_application_of(row, now_ms, &a);
    }
    int64_t lifetime_ms = flags & SEED_EXPIRED_CODE ? -1000 : CODE_DAYS * (int64_t)DAY_S * 1000;
    struct backend_code code = {
        .code = is_opaque ? opaque.bytes : id,
        .length = is_opaque ? opaque.length : sizeof id,
        .is_token_id = !is_opaque,
        .application_id = row < 0 ? NULL : a.application_id,
        .firm_id = row < 0 ? name : NULL,
        .expires_ms = now_ms + lifetime_ms,
        .replaced = (flags & SEED_REPLACED_CODE) != 0,
    };
    return backend_logic_put_code(logic, &code);
}

static bool is_of_firm(int firm, int row)
{
    if (firms[firm].prefix == NULL) {
        return row < FIRM41;
    }
    return strncmp(seed_rows[row].name, firms[firm].prefix, strlen(firms[firm].prefix)) == 0;
}

static struct err put_firm(struct backend_logic *logic, int firm, int64_t now_ms)
{
    TRY(backend_logic_put_firm(logic, firms[firm].id, firms[firm].name));
    TRY(put_code(logic, firms[firm].id, now_ms));
    for (int row = 0; row < seed_row_count; row++) {
        if (is_of_firm(firm, row)) {
            struct application a;
            seed_application_of(row, now_ms, &a);
            TRY(backend_logic_put_firm_application(logic, firms[firm].id, a.application_id));
        }
    }
    return OK;
}

static struct err put_all(struct backend_logic *logic, int64_t now_ms)
{
    for (int row = 0; row < seed_row_count; row++) {
        struct application a;
        seed_application_of(row, now_ms, &a);
        TRY(backend_logic_put_application(logic, &a));
        TRY(put_code(logic, seed_rows[row].name, now_ms));
    }
    for (int firm = 0; firm < FIRMS; firm++) {
        TRY(put_firm(logic, firm, now_ms));
    }
    return OK;
}

struct err seed_data_put(struct backend_logic *logic, int64_t now_ms)
{
    sqlite3 *db = backend_logic_db(logic);
    if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK) {
        return FAIL(IO);
    }
    struct err err = put_all(logic, now_ms);
    const char *end = failed(err) ? "ROLLBACK" : "COMMIT";
    if (sqlite3_exec(db, end, NULL, NULL, NULL) != SQLITE_OK && !failed(err)) {
        err = FAIL(IO);
    }
    return err;
}
