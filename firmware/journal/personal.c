#include "journal/personal.h"
#include "journal/keys.h"
#include "journal/load.h"
#include "journal/store.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

enum {
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SEALED_MAX = PERSONAL_VALUE_MAX + TAG_BYTES,
    IDENTITY_SIZE = 8 + ID_BYTES + 8 + APPLICATION_ID_SIZE,
};

/* Which row this is, as associated data. */
static void identity_of(const struct personal_name *name, int64_t day, uint8_t out[IDENTITY_SIZE])
{
    memset(out, 0, IDENTITY_SIZE);
    memcpy(out, "personal", 8);
    memcpy(out + 8, name->visit_id.byte, ID_BYTES);
    for (int i = 0; i < 8; i++) {
        out[8 + ID_BYTES + i] = (uint8_t)((uint64_t)day >> (56 - 8 * i));
    }
    memcpy(out + 16 + ID_BYTES, name->application_id,
           strnlen(name->application_id, APPLICATION_ID_SIZE));
}

static void bind_name(sqlite3_stmt *s, const struct personal_name *name)
{
    sqlite3_bind_blob(s, 1, name->visit_id.byte, ID_BYTES, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, name->application_id, -1, SQLITE_STATIC);
}

struct err journal_personal_put(struct journal *j, const struct personal_name *name,
                                int64_t wall_ms, const void *bytes, size_t n)
{
    assert(n <= PERSONAL_VALUE_MAX && !id_is_none(name->visit_id));
    int64_t day = journal_day_of(wall_ms);
    uint8_t key[KEYS_DAY_BYTES];
    uint8_t nonce[NONCE_BYTES];
    uint8_t sealed[SEALED_MAX];
    uint8_t identity[IDENTITY_SIZE];
    unsigned long long sealed_n = 0;
    TRY(keys_day(j->key_folder, day, true, key));
    randombytes_buf(nonce, sizeof nonce);
    identity_of(name, day, identity);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, &sealed_n, bytes, n, identity,
                                               sizeof identity, NULL, nonce, key);
    sodium_memzero(key, sizeof key);
    sqlite3_stmt *s = j->statement[STATEMENT_PERSONAL_PUT];
    bind_name(s, name);
    sqlite3_bind_int64(s, 3, day);
    sqlite3_bind_blob(s, 4, nonce, sizeof nonce, SQLITE_STATIC);
    sqlite3_bind_blob(s, 5, sealed, (int)sealed_n, SQLITE_STATIC);
    return store_run(j, STATEMENT_PERSONAL_PUT);
}

static struct err unseal(struct journal *j, const struct personal_name *name, sqlite3_stmt *s,
                         uint8_t plain[PERSONAL_VALUE_MAX], size_t *out_n)
{
    int64_t day = sqlite3_column_int64(s, 0);
    uint8_t key[KEYS_DAY_BYTES];
    uint8_t nonce[NONCE_BYTES];
    uint8_t identity[IDENTITY_SIZE];
    const uint8_t *sealed = sqlite3_column_blob(s, 2);
    int sealed_n = sqlite3_column_bytes(s, 2);
    if (!sealed || !store_blob(s, 1, nonce, NONCE_BYTES) || sealed_n < TAG_BYTES ||
        sealed_n > SEALED_MAX) {
        return FAIL(CORRUPT);
    }
    TRY(keys_day(j->key_folder, day, false, key));
    identity_of(name, day, identity);
    unsigned long long n = 0;
    int rc = crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &n, NULL, sealed,
                                                        (unsigned long long)sealed_n, identity,
                                                        sizeof identity, nonce, key);
    sodium_memzero(key, sizeof key);
    *out_n = (size_t)n;
    return rc == 0 ? OK : FAIL(CORRUPT);
}

struct err journal_personal_get(struct journal *j, const struct personal_name *name, void *out,
                                size_t cap, size_t *out_n)
{
    uint8_t plain[PERSONAL_VALUE_MAX];
    size_t n = 0;
    struct err end = OK;
    sqlite3_stmt *s = j->statement[STATEMENT_PERSONAL_GET];
    bind_name(s, name);
    if (!store_row(j, s, &end)) {
        return failed(end) ? end : FAIL(NOT_FOUND);
    }
    struct err e = unseal(j, name, s, plain, &n);
    sqlite3_reset(s);
    if (!failed(e) && n > cap) {
        e = FAIL(TOO_LARGE);
    }
    if (!failed(e)) {
        memcpy(out, plain, n);
        *out_n = n;
    }
    sodium_memzero(plain, sizeof plain);
    return e;
}

static struct err next_stored_day(struct journal *j, int64_t before, int64_t after,
                                  int64_t *out_day, bool *out_found)
{
    sqlite3_stmt *s = j->statement[STATEMENT_PERSONAL_DAYS];
    struct err end = OK;
    sqlite3_bind_int64(s, 1, before);
    sqlite3_bind_int64(s, 2, after);
    *out_found = store_row(j, s, &end);
    if (*out_found) {
        *out_day = sqlite3_column_int64(s, 0);
    }
    sqlite3_reset(s);
    return end;
}

static struct err still_needed(struct journal *j, int64_t day, int64_t settled_before_ms,
                               bool *out_needed)
{
    sqlite3_stmt *s = j->statement[STATEMENT_PERSONAL_NEEDED];
    struct err end = OK;
    sqlite3_bind_int64(s, 1, day);
    sqlite3_bind_int64(s, 2, settled_before_ms);
    if (!store_row(j, s, &end)) {
        return failed(end) ? end : FAIL(CORRUPT);
    }
    *out_needed = sqlite3_column_int64(s, 0) > 0;
    sqlite3_reset(s);
    return OK;
}

/* The key first: rows without a key are unreadable, a key without rows is not. */
static struct err forget_day(struct journal *j, int64_t day)
{
    TRY(keys_forget_day(j->key_folder, day));
    sqlite3_stmt *s = j->statement[STATEMENT_PERSONAL_DROP];
    sqlite3_bind_int64(s, 1, day);
    return store_run(j, STATEMENT_PERSONAL_DROP);
}

struct err journal_forget(struct journal *j, int64_t wall_ms, int retention_days, int *out_days)
{
    assert(retention_days >= 0);
    const int64_t first_kept = journal_day_of(wall_ms) - retention_days;
    const int64_t settled_before_ms = wall_ms - (int64_t)retention_days * 86400000;
    int days = 0;
    int64_t last = INT64_MIN;
    for (;;) {
        /* Key files without rows (a crash between the two) go as well. */
        int64_t keyed = 0;
        int64_t stored = 0;
        bool needed = false;
        bool has_rows = false;
        bool has_key = keys_next_day(j->key_folder, last, &keyed);
        TRY(next_stored_day(j, first_kept, last, &stored, &has_rows));
        int64_t day = has_rows && (!has_key || stored < keyed) ? stored : keyed;
        if ((!has_rows && !has_key) || day >= first_kept) {
            break;
        }
        TRY(still_needed(j, day, settled_before_ms, &needed));
        if (!needed) {
            TRY(forget_day(j, day));
            days += has_key && day == keyed;
        }
        last = day;
    }
    *out_days = days;
    return OK;
}
