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
    SOON_BEFORE_DAYS = 30, /* an office writes rows at least once a month */
};
static const int64_t DAY_MS = 86400000;

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

static struct err next_stored_day(struct journal *j, int64_t after, int64_t *out_day,
                                  bool *out_found)
{
    sqlite3_stmt *s = j->statement[STATEMENT_PERSONAL_DAYS];
    struct err end = OK;
    sqlite3_bind_int64(s, 1, after);
    *out_found = store_row(j, s, &end);
    if (*out_found) {
        *out_day = sqlite3_column_int64(s, 0);
    }
    sqlite3_reset(s);
    return end;
}

/* How old a row is, by its place among the others too: the wall clock that dated it may have been
 * years off. */
struct row_age {
    int64_t cut_ms;   /* what happened before is past its retention */
    int64_t last_old; /* newest row that is dated before the cut, and soon before it; 0 none */
    int64_t
        first_recent; /* oldest row that is dated between the cut and tomorrow; INT64_MAX none */
};

static struct err find_row_age(struct journal *j, int64_t wall_ms, int64_t cut_ms,
                               struct row_age *out)
{
    sqlite3_stmt *s = j->statement[STATEMENT_PERSONAL_ROWS];
    sqlite3_bind_int64(s, 1, cut_ms - SOON_BEFORE_DAYS * DAY_MS);
    sqlite3_bind_int64(s, 2, cut_ms);
    sqlite3_bind_int64(s, 3, wall_ms + DAY_MS);
    TRY(store_one_row(j, s));
    *out = (struct row_age){cut_ms, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1)};
    sqlite3_reset(s);
    return OK;
}

static struct err still_needed(struct journal *j, int64_t day, const struct row_age *age,
                               bool *out_needed)
{
    sqlite3_stmt *s = j->statement[STATEMENT_PERSONAL_NEEDED];
    sqlite3_bind_int64(s, 1, day);
    sqlite3_bind_int64(s, 2, age->cut_ms);
    sqlite3_bind_int64(s, 3, age->last_old);
    sqlite3_bind_int64(s, 4, age->first_recent);
    TRY(store_one_row(j, s));
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

/* Key files without rows (a crash between the two) count as well. */
static struct err next_day(struct journal *j, int64_t after, int64_t *out_day, bool *out_has_key,
                           bool *out_found)
{
    int64_t keyed = 0, stored = 0;
    bool has_rows = false;
    bool has_key = keys_next_day(j->key_folder, after, &keyed);
    TRY(next_stored_day(j, after, &stored, &has_rows));
    *out_found = has_key || has_rows;
    *out_day = has_rows && (!has_key || stored < keyed) ? stored : keyed;
    *out_has_key = has_key && *out_day == keyed;
    return OK;
}

struct err journal_forget(struct journal *j, int64_t wall_ms, int retention_days, int *out_days)
{
    assert(retention_days >= 0);
    const int64_t today = journal_day_of(wall_ms);
    int64_t day = INT64_MIN;
    int days = 0;
    bool has_key = false, found = false, needed = false;
    struct row_age age;
    TRY(find_row_age(j, wall_ms, wall_ms - retention_days * DAY_MS, &age));
    TRY(next_day(j, day, &day, &has_key, &found));
    while (found) {
        bool is_kept = day >= today - retention_days && day <= today + 1;
        if (!is_kept) {
            TRY(still_needed(j, day, &age, &needed));
        }
        if (!is_kept && !needed) {
            TRY(forget_day(j, day));
            days += has_key;
        }
        TRY(next_day(j, day, &day, &has_key, &found));
    }
    *out_days = days;
    return OK;
}
