/* A disk that can lose power: files in memory with what is durable, and what only seems written.
 *
 * Promises: deterministic from its seed. Reads see everything written so far; a power cut keeps
 * what was synced; of the rest all, nothing, or each change by its own fate: lost, whole, or torn
 * into 512-byte sectors of which some are old, new or garbage, each for itself, so also out of
 * order. A new or removed name is durable once the folder is synced: with the first sync of a new
 * file, or a removal that asks for it (the way SQLite's unix layer does it). A failed sync may have
 * lost any of its changes, and a later sync does not bring them back (as Linux does). Never tears
 * bytes outside a write (SQLite: "powersafe overwrite"). One thread.
 */
#ifndef SIM_CRASH_DISK_H
#define SIM_CRASH_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/rng.h"

enum { CRASH_FILES_MAX = 8, CRASH_NAME_SIZE = 128, CRASH_SECTOR = 512 };

enum crash_result {
    CRASH_OK,
    CRASH_IO,   /* planted, or the power is off */
    CRASH_FULL, /* planted; a write may have written a part */
    CRASH_NO_FILE,
};

/* How a power cut takes what was not synced. */
enum crash_mood { CRASH_MIXED, CRASH_KEPT, CRASH_LOST };

struct crash_bytes {
    uint8_t *p;
    size_t n;
    size_t cap;
};

enum crash_change_kind { CRASH_WRITE, CRASH_TRUNCATE, CRASH_CREATE, CRASH_REMOVE };

struct crash_change {
    enum crash_change_kind kind;
    size_t offset; /* TRUNCATE: the new size */
    size_t n;
    size_t at; /* WRITE: where its bytes stand in the file's arena */
};

struct crash_file {
    char name[CRASH_NAME_SIZE];
    bool exists;
    bool durably_exists;
    struct crash_bytes live;
    struct crash_bytes durable;
    struct crash_bytes arena;
    struct crash_change *change;
    size_t change_count;
    size_t change_cap;
    const void *owner; /* whoever holds its lock */
};

struct crash_disk {
    struct rng rng;
    struct crash_file file[CRASH_FILES_MAX];
    uint64_t calls;   /* every I/O call, for crash_disk_fail_at() */
    uint64_t changes; /* writes, truncations, removals and syncs, for crash_disk_cut_at() */
    uint64_t syncs;
    uint64_t cut_at;  /* 0: never */
    uint64_t fail_in; /* calls until the planted failure; 0: none */
    bool failing;     /* it has come, and stays */
    enum crash_result fail_with;
    bool fail_sticky;
    bool off;
    enum crash_mood mood;
};

void crash_disk_init(struct crash_disk *d, uint64_t seed);
void crash_disk_deinit(struct crash_disk *d);

/* An independent copy into a disk that is zeroed or in use; the counters start at 0, nothing is
 * planted, no lock is held. */
void crash_disk_copy(struct crash_disk *d, const struct crash_disk *from, uint64_t seed);

/* Power goes with the n-th change from now (a sync then does not happen). */
void crash_disk_cut_at(struct crash_disk *d, uint64_t n);

/* The n-th call from now fails, and when sticky all after it; FULL counts and hits only writes.
 * n = 0: none any more. crash_disk_fault_came() tells whether it was met. */
void crash_disk_fail_at(struct crash_disk *d, uint64_t n, enum crash_result with, bool sticky);

bool crash_disk_fault_came(const struct crash_disk *d);

/* After a cut (or at any time: cuts now): decides what survived; then the disk works again. */
void crash_disk_power_on(struct crash_disk *d);

/* File calls. A file is named by its number; names are looked up or made by crash_disk_open(). */
enum crash_result crash_disk_open(struct crash_disk *d, const char *name, bool create, int *out);
enum crash_result crash_disk_exists(struct crash_disk *d, const char *name, bool *out);
enum crash_result crash_disk_read(struct crash_disk *d, int file, size_t offset, void *out,
                                  size_t n, size_t *out_n);
enum crash_result crash_disk_write(struct crash_disk *d, int file, size_t offset, const void *bytes,
                                   size_t n);
enum crash_result crash_disk_truncate(struct crash_disk *d, int file, size_t size);
enum crash_result crash_disk_sync(struct crash_disk *d, int file);
enum crash_result crash_disk_size(struct crash_disk *d, int file, size_t *out);
enum crash_result crash_disk_remove(struct crash_disk *d, const char *name, bool sync_folder);

#endif
