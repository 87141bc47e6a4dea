#include "journal/verify_pages.h"
#include "journal/verify_log.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PATH_SIZE = 1024,
    LOCK_PAGE = 0x40000000 / VERIFY_PAGE_SIZE + 1, /* SQLite never uses the page of its locks */
};

struct verify_pages {
    sqlite3_vfs *vfs;
    char path[PATH_SIZE];
    char log_path[PATH_SIZE + 8];
    struct verify_log log;
    uint32_t count;
    atomic_bool *taken; /* by number - 1 */
};

struct verify_reader {
    struct verify_pages *pages;
    sqlite3_file *file;
    sqlite3_file *log; /* NULL: the log holds nothing */
};

uint32_t verify_big_endian(const uint8_t *p, int n)
{
    uint32_t v = 0;
    for (int i = 0; i < n; i++) {
        v = v << 8 | p[i];
    }
    return v;
}

static struct err open_file(sqlite3_vfs *vfs, const char *path, int kind, sqlite3_file **out)
{
    sqlite3_file *f = calloc(1, (size_t)vfs->szOsFile);
    if (!f) {
        return FAIL(NO_MEMORY);
    }
    int rc = vfs->xOpen(vfs, path, f, SQLITE_OPEN_READONLY | kind, NULL);
    if (rc == SQLITE_OK) {
        *out = f;
        return OK;
    }
    int why = vfs->xGetLastError ? vfs->xGetLastError(vfs, 0, NULL) : 0;
    if (f->pMethods) {
        f->pMethods->xClose(f);
    }
    free(f);
    switch (rc & 0xff) {
    case SQLITE_NOMEM:
        return FAIL(NO_MEMORY);
    case SQLITE_CANTOPEN:
        return why == EACCES ? FAIL(READ_ONLY) : FAIL(NOT_FOUND);
    default:
        return FAIL(IO);
    }
}

static void close_file(sqlite3_file *f)
{
    if (f) {
        f->pMethods->xClose(f);
        free(f);
    }
}

static struct err read_at(sqlite3_file *f, int64_t at, uint8_t *out, int n)
{
    int rc = f->pMethods->xRead(f, out, n, at);
    switch (rc == SQLITE_IOERR_SHORT_READ ? rc : rc & 0xff) {
    case SQLITE_OK:
        return OK;
    case SQLITE_IOERR_SHORT_READ:
        return FAIL(CORRUPT);
    case SQLITE_NOMEM:
        return FAIL(NO_MEMORY);
    default:
        return FAIL(IO);
    }
}

struct err verify_reader_open(struct verify_pages *p, struct verify_reader **out_reader)
{
    struct verify_reader *r = calloc(1, sizeof *r);
    if (!r) {
        return FAIL(NO_MEMORY);
    }
    r->pages = p;
    struct err e = open_file(p->vfs, p->path, SQLITE_OPEN_MAIN_DB, &r->file);
    if (!failed(e) && p->log.count > 0) {
        e = open_file(p->vfs, p->log_path, SQLITE_OPEN_WAL, &r->log);
    }
    if (failed(e)) {
        verify_reader_close(r);
        return e;
    }
    *out_reader = r;
    return OK;
}

void verify_reader_close(struct verify_reader *r)
{
    if (r) {
        close_file(r->file);
        close_file(r->log);
        free(r);
    }
}

struct err verify_page_look(struct verify_reader *r, uint32_t no, uint8_t out[VERIFY_PAGE_SIZE])
{
    if (no == 0 || no > r->pages->count || no == LOCK_PAGE) {
        return FAIL(CORRUPT);
    }
    int64_t in_log = r->log ? verify_log_find(&r->pages->log, no) : -1;
    if (in_log >= 0) {
        return read_at(r->log, in_log, out, VERIFY_PAGE_SIZE);
    }
    return read_at(r->file, (int64_t)(no - 1) * VERIFY_PAGE_SIZE, out, VERIFY_PAGE_SIZE);
}

struct err verify_page_skip(struct verify_reader *r, uint32_t no)
{
    if (no == 0 || no > r->pages->count || no == LOCK_PAGE) {
        return FAIL(CORRUPT);
    }
    bool before = atomic_exchange_explicit(&r->pages->taken[no - 1], true, memory_order_relaxed);
    return before ? FAIL(CORRUPT) : OK;
}

struct err verify_page_take(struct verify_reader *r, uint32_t no, uint8_t out[VERIFY_PAGE_SIZE])
{
    TRY(verify_page_skip(r, no));
    return verify_page_look(r, no, out);
}

uint32_t verify_pages_left(const struct verify_pages *p)
{
    for (uint32_t no = 1; no <= p->count; no++) {
        bool taken = atomic_load_explicit(&p->taken[no - 1], memory_order_relaxed);
        if (!taken && no != LOCK_PAGE) {
            return no;
        }
    }
    return 0;
}

static struct err look_for_log(struct verify_pages *p)
{
    int there = 0;
    sqlite3_file *f = NULL;
    int rc = p->vfs->xAccess(p->vfs, p->log_path, SQLITE_ACCESS_EXISTS, &there);
    if (rc != SQLITE_OK) {
        return (rc & 0xff) == SQLITE_NOMEM ? FAIL(NO_MEMORY) : FAIL(IO);
    }
    if (!there) {
        return OK;
    }
    TRY(open_file(p->vfs, p->log_path, SQLITE_OPEN_WAL, &f));
    struct err e = verify_log_read(f, &p->log);
    close_file(f);
    return e.code == ERR_UNSUPPORTED ? FAIL(CORRUPT) : e;
}

/* How many pages there are: what the last commit in the log says, or the size of the file; the
 * header of page 1 must say the same or less. */
static struct err count_pages(struct verify_pages *p, struct verify_reader *r, int64_t size)
{
    uint8_t page[VERIFY_PAGE_SIZE];
    int64_t there = p->log.count > 0 ? p->log.page_count : size / VERIFY_PAGE_SIZE;
    p->count = 1;
    TRY(verify_page_look(r, 1, page));
    uint32_t said = verify_big_endian(page + 28, 4);
    if (memcmp(page + 24, page + 92, 4) != 0 || said == 0 || said > there) {
        return FAIL(CORRUPT);
    }
    p->count = said;
    p->taken = calloc(said, sizeof *p->taken);
    return p->taken ? OK : FAIL(NO_MEMORY);
}

static struct err open_pages(struct verify_pages *p, bool *out_empty)
{
    struct verify_reader *r = NULL;
    sqlite3_int64 size = 0;
    TRY(look_for_log(p));
    TRY(verify_reader_open(p, &r));
    int rc = r->file->pMethods->xFileSize(r->file, &size);
    *out_empty = rc == SQLITE_OK && size == 0;
    struct err e = rc == SQLITE_OK ? OK : FAIL(IO);
    if (!failed(e) && !*out_empty) {
        e = count_pages(p, r, size);
    }
    verify_reader_close(r);
    return e;
}

struct err verify_pages_open(const char *path, const char *vfs_name,
                             struct verify_pages **out_pages)
{
    struct verify_pages *p = calloc(1, sizeof *p);
    bool empty = false;
    if (!p) {
        return FAIL(NO_MEMORY);
    }
    *out_pages = NULL;
    p->vfs = sqlite3_vfs_find(vfs_name ? vfs_name : "unix-none");
    struct err e = p->vfs ? OK : FAIL(NOT_FOUND);
    if (!failed(e) && strlen(path) >= PATH_SIZE) {
        e = FAIL(TOO_LARGE);
    }
    if (!failed(e) &&
        (p->vfs->xFullPathname(p->vfs, path, PATH_SIZE, p->path) & 0xff) != SQLITE_OK) {
        e = FAIL(NOT_FOUND);
    }
    snprintf(p->log_path, sizeof p->log_path, "%s-wal", p->path);
    e = failed(e) ? e : open_pages(p, &empty);
    if (failed(e) || empty) {
        verify_pages_close(p);
        return e;
    }
    *out_pages = p;
    return OK;
}

void verify_pages_close(struct verify_pages *p)
{
    if (p) {
        free(p->log.frame);
        free(p->taken);
        free(p);
    }
}
