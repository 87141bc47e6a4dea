/* A process of its own for work on hostile bytes: the decoder, the page renderer.
 *
 * Promises: one job at a time; the caller never waits (but see `wait`); a job that takes longer
 * than its limit, or a child that dies, ends as WORKER_DIED and the child is started again; five
 * deaths in a minute end the service (WORKER_OUT) until worker_revive. The child sees the request
 * read-only in sealed memory (shared_memory.h), inherits no descriptor but its channel, and runs
 * the setup's lock (seccomp, limits) before its first job. A reply up to WORKER_MESSAGE_MAX comes
 * as one message of fixed size; a longer one stands in sealed memory and is copied before anybody
 * looks at it. The request that killed a child is nowhere but in that memory, until the next one.
 *
 * The same interface runs the work inside the caller (WORKER_INLINE) for tests and tools.
 * `latency_ms` holds a finished reply back, and `wait` lets worker_take block until the child is
 * done: together they make runs on virtual time repeatable.
 */
#ifndef APP_WORKER_H
#define APP_WORKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

enum worker_mode { WORKER_INLINE, WORKER_PROCESS };

enum {
    WORKER_DEATHS_MAX = 5,
    WORKER_DEATHS_WINDOW_MS = 60000,
    WORKER_MESSAGE_MAX = 64 << 10, /* bytes of a reply; a socket's buffer holds three */
};

struct worker_setup {
    const char *name; /* static, for logs */
    enum worker_mode mode;
    size_t request_size, reply_size;
    struct err (*open)(void **out_context);
    void (*work)(void *context, const void *request, void *reply);
    void (*close)(void *context);
    size_t (*used)(const void *reply); /* bytes of the reply that count; NULL: all */
    struct err (*lock)(void);          /* child only, after open; NULL: none */
    uint64_t limit_ms;                 /* of one job */
    uint64_t spin_ms;     /* CPU time that makes a job a loop: this, and five of the longest job's
                             lately; 0: limit_ms alone. Not looked at while the caller waits */
    unsigned cpu_limit_s; /* of one job, kept by the kernel; 0: none */
    uint64_t latency_ms;  /* a reply is not given before submit + latency */
    bool wait;            /* worker_take may block until the job ends, at most limit_ms */
};

enum worker_event { WORKER_NOTHING, WORKER_DONE, WORKER_DIED, WORKER_OUT };

struct worker;

/* Forks: call before threads, windows and sockets are opened. NO_MEMORY, IO, or what setup->open
 * says (WORKER_INLINE). */
struct err worker_open(const struct worker_setup *setup, struct worker **out_worker);
void worker_close(struct worker *w); /* NULL is allowed */

bool worker_is_idle(const struct worker *w); /* can take a job */

/* Where to write the request; only while idle. */
void *worker_request(struct worker *w);

/* Starts the job. BUSY: one is under way; GONE: out of service. */
struct err worker_submit(struct worker *w, uint64_t now_ms);

/* WORKER_DONE: *out_reply points to the reply, valid until the next submit. WORKER_DIED: the job is
 * lost, the worker is usable again. WORKER_OUT: it stays down; told once. */
enum worker_event worker_take(struct worker *w, uint64_t now_ms, const void **out_reply);

int worker_fd(const struct worker *w);           /* to poll for reading; -1: none */
uint64_t worker_next_ms(const struct worker *w); /* UINT64_MAX: nothing due */
void worker_revive(struct worker *w);            /* staff: try again */

#endif
