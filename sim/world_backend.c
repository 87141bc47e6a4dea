#include "sim/world_backend.h"

#include <assert.h>
#include "base/str.h"
#include "sim/seed_data.h"
#include "sim/world_parts.h"

#define VFS_NAME "world-backend"

static struct err make_blank(const struct world_backend *b)
{
    struct backend_logic *logic = NULL;
    TRY(backend_logic_open(&b->settings, &logic));
    backend_logic_close(logic);
    return OK;
}

/* A seed is too short for checkpoints as SQLite times them, and power shall go within one too. */
static struct err open_store(struct world *w)
{
    TRY(backend_logic_open(&w->machine.settings, &w->backend));
    int code = sqlite3_exec(backend_logic_db(w->backend), "PRAGMA wal_autocheckpoint = 64", NULL,
                            NULL, NULL);
    return code == SQLITE_OK ? OK : FAIL(IO);
}

struct err world_backend_open(struct world *w)
{
    struct world_backend *b = &w->machine;
    uint8_t secret[64], public_key[32];
    seed_data_issuer(7, public_key, secret);
    b->settings = (struct backend_logic_settings){.path = "backend.db",
                                                  .vfs = VFS_NAME,
                                                  .issuer = seed_data_key(public_key),
                                                  .keeps_no_exchange = true};
    crash_disk_init(&b->blank, 1);
    b->vfs = crash_vfs_open(&b->blank, VFS_NAME);
    TRY(make_blank(b));
    crash_vfs_switch(b->vfs, &b->disk);
    return OK;
}

/* Nothing reaches the disk any more, not even a farewell. */
static void shut(struct world *w)
{
    w->machine.disk.off = true;
    backend_logic_close(w->backend);
    w->backend = NULL;
}

void world_backend_close(struct world *w)
{
    struct world_backend *b = &w->machine;
    if (b->vfs != NULL) {
        shut(w);
        crash_vfs_close(b->vfs);
        crash_disk_deinit(&b->disk);
        crash_disk_deinit(&b->blank);
    }
}

struct err world_backend_reset(struct world *w)
{
    struct world_backend *b = &w->machine;
    shut(w);
    crash_disk_copy(&b->disk, &b->blank, w->report.seed * 53 + 11);
    b->starts = 1;
    return open_store(w);
}

static void start(struct world *w)
{
    struct world_backend *b = &w->machine;
    struct err e = open_store(w);
    b->starts++;
    HISTORY(w->history, store_start, w->now_ms, N(b->starts), T(err_name(e)));
    if (failed(e)) {
        shut(w);
        crash_disk_copy(&b->disk, &b->blank, w->report.seed * 59 + (uint64_t)b->starts);
        e = open_store(w);
        assert(!failed(e)); /* that one opened at the start of the seed */
    }
}

void world_backend_power_cut(struct world *w)
{
    shut(w);
    crash_disk_power_on(&w->machine.disk);
    start(w);
}

void world_backend_cut_in_write(struct world *w, uint64_t n, uint64_t outage_ms)
{
    w->machine.outage_ms = outage_ms;
    crash_disk_cut_at(&w->machine.disk, n);
}

bool world_backend_answer(struct world *w, const struct backend_call *call,
                          struct backend_answer *out)
{
    *out = backend_logic_answer(w->backend, call, NULL);
    if (!w->machine.disk.off) {
        return true;
    }
    world_backend_power_cut(w);
    w->net.down_until_ms = w->now_ms + w->machine.outage_ms;
    w->report.backend_restarts++;
    w->report.backend_torn++;
    world_note(w, -1, "backend", "power went in a write", -1);
    return false;
}

bool world_backend_finds(struct world *w, const char *key, enum exchange_result *out_result,
                         char *content, size_t cap)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(backend_logic_db(w->backend),
                                  "SELECT result, content FROM idempotency"
                                  " WHERE idempotency_key = ?",
                                  -1, &s, NULL);
    assert(code == SQLITE_OK);
    sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
    code = sqlite3_step(s);
    if (code == SQLITE_ROW) {
        struct strbuf b = strbuf_on(content, cap);
        strbuf_text(&b, (const char *)sqlite3_column_text(s, 1));
        *out_result = (enum exchange_result)sqlite3_column_int(s, 0);
    }
    sqlite3_finalize(s);
    return code == SQLITE_ROW;
}
