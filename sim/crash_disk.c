#include "sim/crash_disk.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct crash_bytes *b, size_t cap)
{
    if (cap <= b->cap) {
        return;
    }
    size_t grown = b->cap * 2 > cap ? b->cap * 2 : cap;
    uint8_t *p = realloc(b->p, grown);
    assert(p);
    b->p = p;
    b->cap = grown;
}

/* Grows with zeros, as a file does. */
static void resize(struct crash_bytes *b, size_t n)
{
    reserve(b, n);
    if (n > b->n) {
        memset(b->p + b->n, 0, n - b->n);
    }
    b->n = n;
}

static void place(struct crash_bytes *b, size_t offset, const uint8_t *bytes, size_t n)
{
    if (n == 0) {
        return;
    }
    if (offset > b->n) {
        resize(b, offset);
    }
    if (offset + n > b->n) {
        reserve(b, offset + n);
        b->n = offset + n;
    }
    memcpy(b->p + offset, bytes, n);
}

static void copy_bytes(struct crash_bytes *to, const struct crash_bytes *from)
{
    to->n = 0;
    place(to, 0, from->p, from->n);
}

static void note_change(struct crash_file *f, struct crash_change change, const uint8_t *bytes)
{
    if (f->change_count == f->change_cap) {
        size_t cap = f->change_cap ? f->change_cap * 2 : 16;
        struct crash_change *list = realloc(f->change, cap * sizeof *list);
        assert(list);
        f->change = list;
        f->change_cap = cap;
    }
    change.at = f->arena.n;
    if (bytes) {
        place(&f->arena, f->arena.n, bytes, change.n);
    }
    f->change[f->change_count++] = change;
}

static void forget_changes(struct crash_file *f)
{
    f->change_count = 0;
    f->arena.n = 0;
}

void crash_disk_init(struct crash_disk *d, uint64_t seed)
{
    *d = (struct crash_disk){0};
    rng_init(&d->rng, seed);
}

void crash_disk_deinit(struct crash_disk *d)
{
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        struct crash_file *f = &d->file[i];
        free(f->live.p);
        free(f->durable.p);
        free(f->arena.p);
        free(f->change);
    }
    *d = (struct crash_disk){0};
}

/* Forgets everything but the room that the files have. */
static void empty(struct crash_disk *d, uint64_t seed)
{
    struct crash_disk fresh;
    crash_disk_init(&fresh, seed);
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        struct crash_file *from = &d->file[i], *to = &fresh.file[i];
        to->live = (struct crash_bytes){from->live.p, 0, from->live.cap};
        to->durable = (struct crash_bytes){from->durable.p, 0, from->durable.cap};
        to->arena = (struct crash_bytes){from->arena.p, 0, from->arena.cap};
        to->change = from->change;
        to->change_cap = from->change_cap;
    }
    *d = fresh;
}

void crash_disk_copy(struct crash_disk *d, const struct crash_disk *from, uint64_t seed)
{
    empty(d, seed);
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        const struct crash_file *a = &from->file[i];
        struct crash_file *b = &d->file[i];
        memcpy(b->name, a->name, sizeof b->name);
        b->exists = a->exists;
        b->durably_exists = a->durably_exists;
        copy_bytes(&b->live, &a->live);
        copy_bytes(&b->durable, &a->durable);
        for (size_t c = 0; c < a->change_count; c++) {
            bool written = a->change[c].kind == CRASH_WRITE;
            note_change(b, a->change[c], written ? a->arena.p + a->change[c].at : NULL);
        }
    }
}

void crash_disk_cut_at(struct crash_disk *d, uint64_t n)
{
    d->cut_at = n ? d->changes + n : 0;
}

void crash_disk_fail_at(struct crash_disk *d, uint64_t n, enum crash_result with, bool sticky)
{
    d->fail_in = n;
    d->fail_with = with;
    d->fail_sticky = sticky;
    d->failing = false;
}

bool crash_disk_fault_came(const struct crash_disk *d)
{
    return d->fail_in == 0;
}

static enum crash_result enter(struct crash_disk *d, bool writes)
{
    d->calls++;
    if (d->off) {
        return CRASH_IO;
    }
    if (d->fail_with == CRASH_FULL && !writes) {
        return CRASH_OK;
    }
    if (d->fail_in > 0 && --d->fail_in == 0) {
        d->failing = d->fail_sticky;
        return d->fail_with;
    }
    return d->failing ? d->fail_with : CRASH_OK;
}

/* Counts a change; true when the power goes with it. */
static bool cut_now(struct crash_disk *d)
{
    d->changes++;
    if (d->cut_at && d->changes == d->cut_at) {
        d->off = true;
    }
    return d->off;
}

/* Some sectors of a write arrive, some do not, some hold what was never written. */
static void tear(struct crash_disk *d, struct crash_bytes *image, size_t offset,
                 const uint8_t *bytes, size_t n)
{
    for (size_t done = 0; done < n;) {
        size_t part = CRASH_SECTOR - (offset + done) % CRASH_SECTOR;
        part = part < n - done ? part : n - done;
        uint32_t fate = rng_below(&d->rng, 8);
        if (fate < 4) {
            place(image, offset + done, bytes + done, part);
        } else if (fate == 4) {
            uint8_t garbage[CRASH_SECTOR];
            for (size_t i = 0; i < part; i++) {
                garbage[i] = (uint8_t)rng_next(&d->rng);
            }
            place(image, offset + done, garbage, part);
        }
        done += part;
    }
}

static void fate_of_content(struct crash_disk *d, struct crash_file *f,
                            const struct crash_change *c)
{
    uint32_t fate = d->mood == CRASH_MIXED ? rng_below(&d->rng, 3) : d->mood == CRASH_KEPT;
    if (fate == 0) {
        return;
    }
    if (c->kind == CRASH_TRUNCATE) {
        resize(&f->durable, c->offset);
    } else if (fate == 1) {
        place(&f->durable, c->offset, f->arena.p + c->at, c->n);
    } else {
        tear(d, &f->durable, c->offset, f->arena.p + c->at, c->n);
    }
}

/* A lost change of a name takes along everything that came after it: that was another file. */
static void fate_of_changes(struct crash_disk *d, struct crash_file *f)
{
    for (size_t i = 0; i < f->change_count; i++) {
        const struct crash_change *c = &f->change[i];
        if (c->kind == CRASH_WRITE || c->kind == CRASH_TRUNCATE) {
            fate_of_content(d, f, c);
            continue;
        }
        if (d->mood == CRASH_MIXED ? rng_below(&d->rng, 2) == 0 : d->mood == CRASH_LOST) {
            break;
        }
        f->durably_exists = c->kind == CRASH_CREATE;
        f->durable.n = 0;
    }
    forget_changes(f);
}

void crash_disk_power_on(struct crash_disk *d)
{
    uint32_t draw = rng_below(&d->rng, 8);
    d->mood = draw == 0 ? CRASH_LOST : draw == 1 ? CRASH_KEPT : CRASH_MIXED;
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        struct crash_file *f = &d->file[i];
        fate_of_changes(d, f);
        f->exists = f->durably_exists;
        copy_bytes(&f->live, &f->durable);
        f->owner = NULL;
    }
    d->off = false;
    d->cut_at = 0;
    crash_disk_fail_at(d, 0, CRASH_OK, false);
}

/* The folder reaches the disk: names are as they seem, contents still are not. */
static void sync_names(struct crash_disk *d)
{
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        struct crash_file *f = &d->file[i];
        size_t last = f->change_count;
        while (last > 0 && f->change[last - 1].kind != CRASH_CREATE &&
               f->change[last - 1].kind != CRASH_REMOVE) {
            last--;
        }
        if (last == 0) {
            continue;
        }
        f->durably_exists = f->change[last - 1].kind == CRASH_CREATE;
        f->durable.n = 0;
        f->change_count -= last;
        memmove(f->change, f->change + last, f->change_count * sizeof *f->change);
    }
}

static int find(struct crash_disk *d, const char *name)
{
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        if (strcmp(d->file[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

enum crash_result crash_disk_open(struct crash_disk *d, const char *name, bool create, int *out)
{
    enum crash_result r = enter(d, false);
    if (r != CRASH_OK) {
        return r;
    }
    int i = find(d, name);
    if (i < 0 && create) {
        i = find(d, "");
        assert(i >= 0 && strlen(name) < CRASH_NAME_SIZE);
        snprintf(d->file[i].name, CRASH_NAME_SIZE, "%s", name);
    }
    if (i < 0 || (!d->file[i].exists && !create)) {
        return CRASH_NO_FILE;
    }
    if (!d->file[i].exists) {
        d->file[i].exists = true;
        d->file[i].live.n = 0;
        note_change(&d->file[i], (struct crash_change){.kind = CRASH_CREATE}, NULL);
    }
    *out = i;
    return CRASH_OK;
}

enum crash_result crash_disk_exists(struct crash_disk *d, const char *name, bool *out)
{
    enum crash_result r = enter(d, false);
    if (r == CRASH_OK) {
        int i = find(d, name);
        *out = i >= 0 && d->file[i].exists;
    }
    return r;
}

enum crash_result crash_disk_read(struct crash_disk *d, int file, size_t offset, void *out,
                                  size_t n, size_t *out_n)
{
    const struct crash_bytes *live = &d->file[file].live;
    enum crash_result r = enter(d, false);
    if (r != CRASH_OK) {
        return r;
    }
    size_t there = offset < live->n ? live->n - offset : 0;
    *out_n = there < n ? there : n;
    if (*out_n) {
        memcpy(out, live->p + offset, *out_n);
    }
    return CRASH_OK;
}

enum crash_result crash_disk_write(struct crash_disk *d, int file, size_t offset, const void *bytes,
                                   size_t n)
{
    struct crash_file *f = &d->file[file];
    enum crash_result r = enter(d, true);
    if (d->off) {
        return CRASH_IO;
    }
    bool cut = cut_now(d);
    size_t part = r == CRASH_OK ? n : n / 2;
    place(&f->live, offset, bytes, part);
    note_change(f, (struct crash_change){CRASH_WRITE, offset, part, 0}, bytes);
    return cut ? CRASH_IO : r;
}

enum crash_result crash_disk_truncate(struct crash_disk *d, int file, size_t size)
{
    struct crash_file *f = &d->file[file];
    enum crash_result r = enter(d, false);
    if (r != CRASH_OK) {
        return r;
    }
    bool cut = cut_now(d);
    resize(&f->live, size);
    note_change(f, (struct crash_change){CRASH_TRUNCATE, size, 0, 0}, NULL);
    return cut ? CRASH_IO : CRASH_OK;
}

enum crash_result crash_disk_sync(struct crash_disk *d, int file)
{
    struct crash_file *f = &d->file[file];
    enum crash_result r = enter(d, false);
    if (d->off || cut_now(d)) {
        return CRASH_IO;
    }
    if (r != CRASH_OK) {
        d->mood = CRASH_MIXED;
        fate_of_changes(d, f);
        return r;
    }
    d->syncs++;
    if (f->exists != f->durably_exists || (f->change_count && f->change[0].kind >= CRASH_CREATE)) {
        sync_names(d);
    }
    for (size_t i = 0; i < f->change_count; i++) {
        const struct crash_change *c = &f->change[i];
        if (c->kind == CRASH_TRUNCATE) {
            resize(&f->durable, c->offset);
        } else {
            place(&f->durable, c->offset, f->arena.p + c->at, c->n);
        }
    }
    forget_changes(f);
    return CRASH_OK;
}

enum crash_result crash_disk_size(struct crash_disk *d, int file, size_t *out)
{
    enum crash_result r = enter(d, false);
    if (r == CRASH_OK) {
        *out = d->file[file].live.n;
    }
    return r;
}

enum crash_result crash_disk_remove(struct crash_disk *d, const char *name, bool sync_folder)
{
    enum crash_result r = enter(d, false);
    if (r != CRASH_OK) {
        return r;
    }
    int i = find(d, name);
    if (i < 0 || !d->file[i].exists) {
        return CRASH_NO_FILE;
    }
    bool cut = cut_now(d);
    d->file[i].exists = false;
    d->file[i].live.n = 0;
    note_change(&d->file[i], (struct crash_change){.kind = CRASH_REMOVE}, NULL);
    if (cut) {
        return CRASH_IO;
    }
    if (sync_folder) {
        sync_names(d);
    }
    return CRASH_OK;
}
