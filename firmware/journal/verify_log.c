#include "journal/verify_log.h"
#include "journal/verify_pages.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 32, FRAME_HEADER = 24, FRAME = FRAME_HEADER + VERIFY_PAGE_SIZE };

static const uint32_t MAGIC = 0x377f0682; /* the last bit says in which order sums are made */
static const uint32_t VERSION = 3007000;

struct running {
    uint32_t a;
    uint32_t b;
    bool big;
};

struct reading {
    sqlite3_file *file;
    struct verify_log *log;
    struct running sum;
    uint8_t salts[8];
    size_t cap;
    size_t committed; /* frames up to the last commit */
};

static uint32_t word_of(const uint8_t *p, bool big)
{
    uint32_t w = verify_big_endian(p, 4);
    return big ? w : __builtin_bswap32(w);
}

static void add(struct running *s, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i += 8) {
        s->a += word_of(p + i, s->big) + s->b;
        s->b += word_of(p + i + 4, s->big) + s->a;
    }
}

static bool sum_is(const struct running *s, const uint8_t *p)
{
    return s->a == verify_big_endian(p, 4) && s->b == verify_big_endian(p + 4, 4);
}

static struct err of_read(int rc)
{
    return rc == SQLITE_OK                 ? OK
           : (rc & 0xff) == SQLITE_NOMEM   ? FAIL(NO_MEMORY)
           : rc == SQLITE_IOERR_SHORT_READ ? FAIL(NOT_FOUND)
                                           : FAIL(IO);
}

static struct err keep(struct reading *r, uint32_t page, size_t frame)
{
    struct verify_log *log = r->log;
    if (frame >= r->cap) {
        size_t cap = r->cap ? r->cap * 2 : 64;
        struct verify_frame *list = realloc(log->frame, cap * sizeof *list);
        if (!list) {
            return FAIL(NO_MEMORY);
        }
        log->frame = list;
        r->cap = cap;
    }
    log->frame[frame] = (struct verify_frame){page, (uint32_t)frame};
    return OK;
}

/* *out_more: it was a good frame, look at the next. */
static struct err read_frame(struct reading *r, size_t frame, uint8_t bytes[FRAME], bool *out_more)
{
    int64_t at = HEADER + (int64_t)frame * FRAME;
    struct err e = of_read(r->file->pMethods->xRead(r->file, bytes, FRAME, at));
    *out_more = false;
    if (failed(e)) {
        return e.code == ERR_NOT_FOUND ? OK : e;
    }
    uint32_t page = verify_big_endian(bytes, 4);
    uint32_t page_count = verify_big_endian(bytes + 4, 4);
    if (page == 0 || memcmp(bytes + 8, r->salts, sizeof r->salts) != 0) {
        return OK;
    }
    add(&r->sum, bytes, 8);
    add(&r->sum, bytes + FRAME_HEADER, VERIFY_PAGE_SIZE);
    if (!sum_is(&r->sum, bytes + 16)) {
        return OK;
    }
    TRY(keep(r, page, frame));
    if (page_count > 0) {
        r->log->page_count = page_count;
        r->committed = frame + 1;
    }
    *out_more = true;
    return OK;
}

static int by_page(const void *x, const void *y)
{
    const struct verify_frame *a = x;
    const struct verify_frame *b = y;
    if (a->page != b->page) {
        return a->page < b->page ? -1 : 1;
    }
    return a->frame < b->frame ? -1 : a->frame > b->frame;
}

static void keep_newest(struct verify_log *log)
{
    size_t n = 0;
    if (log->count > 0) {
        qsort(log->frame, log->count, sizeof *log->frame, by_page);
    }
    for (size_t i = 0; i < log->count; i++) {
        if (i + 1 == log->count || log->frame[i + 1].page != log->frame[i].page) {
            log->frame[n++] = log->frame[i];
        }
    }
    log->count = n;
}

static struct err read_frames(struct reading *r)
{
    uint8_t *bytes = malloc(FRAME);
    if (!bytes) {
        return FAIL(NO_MEMORY);
    }
    struct err e = OK;
    bool more = true;
    for (size_t frame = 0; more && !failed(e); frame++) {
        e = read_frame(r, frame, bytes, &more);
    }
    free(bytes);
    return e;
}

struct err verify_log_read(sqlite3_file *file, struct verify_log *out)
{
    uint8_t header[HEADER];
    struct reading r = {.file = file, .log = out};
    *out = (struct verify_log){0};
    struct err e = of_read(file->pMethods->xRead(file, header, HEADER, 0));
    if (failed(e)) {
        return e.code == ERR_NOT_FOUND ? OK : e;
    }
    r.sum.big = verify_big_endian(header, 4) & 1;
    add(&r.sum, header, 24);
    if ((verify_big_endian(header, 4) & ~UINT32_C(1)) != MAGIC ||
        verify_big_endian(header + 8, 4) != VERIFY_PAGE_SIZE || !sum_is(&r.sum, header + 24)) {
        return OK; /* SQLite takes such a log as empty */
    }
    if (verify_big_endian(header + 4, 4) != VERSION) {
        return FAIL(UNSUPPORTED);
    }
    memcpy(r.salts, header + 16, sizeof r.salts);
    e = read_frames(&r);
    if (failed(e)) {
        free(out->frame);
        *out = (struct verify_log){0};
        return e;
    }
    out->count = r.committed;
    keep_newest(out);
    return OK;
}

int64_t verify_log_find(const struct verify_log *log, uint32_t page)
{
    size_t low = 0;
    size_t high = log->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (log->frame[middle].page < page) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == log->count || log->frame[low].page != page) {
        return -1;
    }
    return HEADER + (int64_t)log->frame[low].frame * FRAME + FRAME_HEADER;
}
