#include "journal/verify_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { URI_SIZE = 1200, APPLICATION_MARK = 0x554b4a31 /* "UKJ1" */ };

/* One row a schema version: what verify_file_fingerprint() gives for a file made by it. */
static const uint8_t known_schema[][16] = {
    {0xe6, 0x38, 0xea, 0x10, 0x98, 0x33, 0xe1, 0x4c, 0xde, 0x99, 0x49, 0x1f, 0x95, 0xca, 0x53,
     0x95},
};

static struct err of_code(sqlite3 *db, int rc)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_NOMEM:
        return FAIL(NO_MEMORY);
    case SQLITE_BUSY:
        return FAIL(LOCKED);
    case SQLITE_IOERR:
        return FAIL(IO);
    case SQLITE_CANTOPEN:
        return db && sqlite3_system_errno(db) == EACCES ? FAIL(READ_ONLY) : FAIL(NOT_FOUND);
    default:
        return FAIL(CORRUPT);
    }
}

/* A path as the path of a file: URI. */
static bool uri_of(char out[URI_SIZE], const char *path, const char *options)
{
    size_t n = (size_t)snprintf(out, URI_SIZE, "file:");
    for (const char *p = path; *p; p++) {
        bool plain = strchr("?#%", *p) == NULL;
        if (n + 4 >= URI_SIZE) {
            return false;
        }
        n += (size_t)(plain ? snprintf(out + n, 2, "%c", *p)
                            : snprintf(out + n, 4, "%%%02x", (unsigned)(unsigned char)*p));
    }
    return (size_t)snprintf(out + n, URI_SIZE - n, "%s", options) < URI_SIZE - n;
}

/* A log with content must be read along; without one the file alone is the journal. */
static struct err look(const char *path, const char *vfs_name, bool *out_log)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(vfs_name);
    char full[1024];
    char log[1032];
    int there = 0;
    if (!vfs || (vfs->xFullPathname(vfs, path, (int)sizeof full, full) & 0xff) != SQLITE_OK) {
        return FAIL(NOT_FOUND);
    }
    int rc = vfs->xAccess(vfs, full, SQLITE_ACCESS_EXISTS, &there);
    if (rc == SQLITE_OK && !there) {
        /* EXISTS is false for a file without a byte. */
        rc = vfs->xAccess(vfs, full, SQLITE_ACCESS_READWRITE, &there);
    }
    if (rc == SQLITE_OK && !there) {
        return FAIL(NOT_FOUND);
    }
    snprintf(log, sizeof log, "%s-wal", full);
    rc = rc == SQLITE_OK ? vfs->xAccess(vfs, log, SQLITE_ACCESS_EXISTS, &there) : rc;
    *out_log = there != 0;
    return of_code(NULL, rc);
}

/* SQLite reads a log without shared memory only in exclusive mode, and takes an exclusive lock only
 * on a writable file: so real files go through its layer without locks. */
struct err verify_file_open(const char *path, const char *vfs_name, sqlite3 **out_db)
{
    char uri[URI_SIZE];
    bool log = false;
    TRY(look(path, vfs_name, &log));
    if (!uri_of(uri, path, log ? "" : "?immutable=1")) {
        return FAIL(TOO_LARGE);
    }
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    int rc = sqlite3_open_v2(uri, &db, flags, vfs_name ? vfs_name : "unix-none");
    if (rc == SQLITE_OK) {
        sqlite3_extended_result_codes(db, 1);
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        rc = sqlite3_exec(
            db,
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA query_only = ON;"
            "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;"
            "PRAGMA cell_size_check = ON; SELECT count(*) FROM sqlite_schema;",
            NULL, NULL, NULL);
    }
    if (rc != SQLITE_OK) {
        struct err e = of_code(db, rc);
        sqlite3_close(db);
        return e;
    }
    *out_db = db;
    return OK;
}

struct err verify_file_key(const char *folder, struct chain_key *out_key)
{
    char path[512];
    uint8_t bytes[CHAIN_BYTES + 1];
    if (snprintf(path, sizeof path, "%s/chain.key", folder) >= (int)sizeof path) {
        return FAIL(TOO_LARGE);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == EACCES ? FAIL(READ_ONLY) : FAIL(NOT_FOUND);
    }
    ssize_t n = read(fd, bytes, sizeof bytes);
    close(fd);
    if (n != CHAIN_BYTES) {
        return n < 0 ? FAIL(IO) : FAIL(NOT_FOUND);
    }
    memcpy(out_key->byte, bytes, CHAIN_BYTES);
    sodium_memzero(bytes, sizeof bytes);
    return OK;
}

struct err verify_file_fingerprint(sqlite3 *db, uint8_t out[16])
{
    crypto_generichash_state hash;
    sqlite3_stmt *s = NULL;
    const char *sql = "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema UNION ALL "
                      "SELECT 'migration', version, name, '' FROM migration ORDER BY 1, 2";
    int rc = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
    crypto_generichash_init(&hash, NULL, 0, 16);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(s);
        for (int i = 0; i < 4 && rc == SQLITE_ROW; i++) {
            unsigned char type = (unsigned char)sqlite3_column_type(s, i);
            const unsigned char *text = sqlite3_column_text(s, i);
            size_t n = (size_t)sqlite3_column_bytes(s, i);
            rc = text ? rc : SQLITE_NOMEM; /* no column is NULL */
            crypto_generichash_update(&hash, text ? text : (const unsigned char *)"", n);
            crypto_generichash_update(&hash, &type, 1);
        }
    }
    sqlite3_finalize(s);
    crypto_generichash_final(&hash, out, 16);
    return of_code(db, rc);
}

static struct err number_of(sqlite3 *db, const char *pragma, int64_t *out)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db, pragma, -1, &s, NULL);
    rc = rc == SQLITE_OK ? sqlite3_step(s) : rc;
    *out = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : -1;
    sqlite3_finalize(s);
    return of_code(db, rc);
}

static bool schema_known(const uint8_t fingerprint[16])
{
    for (size_t i = 0; i < sizeof known_schema / sizeof known_schema[0]; i++) {
        if (memcmp(known_schema[i], fingerprint, 16) == 0) {
            return true;
        }
    }
    return false;
}

/* SQLite 3.40 tells as damage also what kept it from looking (btree.c, checkTreePage: "unable to
 * get the page. error code=7"); that is no verdict on the file. */
static int kept_from_looking(const char *text)
{
    static const char mark[] = "error code=";
    const char *at = strstr(text, mark);
    return at ? atoi(at + sizeof mark - 1) : SQLITE_OK;
}

static struct err structure_sound(sqlite3 *db, bool *out_sound)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &s, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(s);
    }
    const unsigned char *text = rc == SQLITE_ROW ? sqlite3_column_text(s, 0) : NULL;
    rc = rc == SQLITE_ROW && !text ? SQLITE_NOMEM : rc;
    *out_sound = text && strcmp((const char *)text, "ok") == 0;
    rc = text && !*out_sound ? kept_from_looking((const char *)text) : rc;
    sqlite3_finalize(s);
    return of_code(db, rc);
}

struct err verify_file_form(sqlite3 *db, enum verify_problem *out_problem)
{
    uint8_t fingerprint[16];
    bool sound = false;
    struct err e = structure_sound(db, &sound);
    if (e.code == ERR_CORRUPT || (!failed(e) && !sound)) {
        *out_problem = VERIFY_DAMAGED;
        return OK;
    }
    TRY(e);
    int64_t mark = 0;
    int64_t user_version = 0;
    e = verify_file_fingerprint(db, fingerprint);
    e = failed(e) ? e : number_of(db, "PRAGMA application_id", &mark);
    e = failed(e) ? e : number_of(db, "PRAGMA user_version", &user_version);
    if (failed(e) && e.code != ERR_CORRUPT) {
        return e;
    }
    bool ours =
        !failed(e) && schema_known(fingerprint) && mark == APPLICATION_MARK && user_version == 0;
    *out_problem = ours ? VERIFY_NONE : VERIFY_NOT_A_JOURNAL;
    return OK;
}
