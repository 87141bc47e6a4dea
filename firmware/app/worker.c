#include "app/worker.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOG_MODULE "worker"
#include "base/log.h"

enum worker_state { STATE_IDLE, STATE_BUSY, STATE_FINISHED, STATE_OUT };

struct worker {
    struct worker_setup setup;
    enum worker_state state;
    bool out_told;
    void *request; /* shared with the child, read-only there */
    void *reply;   /* shared with the child */
    void *copy;    /* of the reply, ours alone */
    void *context; /* WORKER_INLINE */
    pid_t child;
    int channel;
    uint64_t submitted_ms;
    unsigned char job_no; /* goes to the child and comes back: no answer to an earlier job counts */
    int death_count;
    uint64_t death_ms[WORKER_DEATHS_MAX];
};

static void *share(size_t bytes)
{
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static void close_inherited(int keep)
{
    for (int fd = 3; fd < 1024; fd++) {
        if (fd != keep) {
            close(fd);
        }
    }
}

/* Never returns. One byte in: a job stands in the request. The same byte out: its reply stands. */
static void child_main(struct worker *w, int channel)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 0);
    close_inherited(channel);
    void *context = NULL;
    bool ready = mprotect(w->request, w->setup.request_size, PROT_READ) == 0 &&
                 !failed(w->setup.open(&context)) &&
                 (w->setup.lock == NULL || !failed(w->setup.lock()));
    char byte = 0;
    while (ready && read(channel, &byte, 1) == 1) {
        w->setup.work(context, w->request, w->reply);
        ready = write(channel, &byte, 1) == 1;
    }
    _exit(ready ? 0 : 1);
}

static struct err start_child(struct worker *w)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return FAIL(IO);
    }
    pid_t child = fork();
    if (child < 0) {
        close(pair[0]);
        close(pair[1]);
        return FAIL(IO);
    }
    if (child == 0) {
        child_main(w, pair[1]);
    }
    close(pair[1]);
    w->child = child;
    w->channel = pair[0];
    return OK;
}

static void stop_child(struct worker *w)
{
    if (w->channel >= 0) {
        close(w->channel);
        w->channel = -1;
    }
    if (w->child > 0) {
        kill(w->child, SIGKILL);
        while (waitpid(w->child, NULL, 0) < 0 && errno == EINTR) {
        }
        w->child = 0;
    }
}

struct err worker_open(const struct worker_setup *setup, struct worker **out_worker)
{
    struct worker *w = calloc(1, sizeof *w);
    if (w == NULL) {
        return FAIL(NO_MEMORY);
    }
    w->setup = *setup;
    w->channel = -1;
    w->request = share(setup->request_size);
    w->reply = share(setup->reply_size);
    w->copy = malloc(setup->reply_size);
    struct err e = w->request == NULL || w->reply == NULL || w->copy == NULL ? FAIL(NO_MEMORY) : OK;
    if (!failed(e)) {
        e = setup->mode == WORKER_INLINE ? setup->open(&w->context) : start_child(w);
    }
    if (failed(e)) {
        worker_close(w);
        return e;
    }
    *out_worker = w;
    return OK;
}

void worker_close(struct worker *w)
{
    if (w == NULL) {
        return;
    }
    stop_child(w);
    if (w->setup.mode == WORKER_INLINE && w->context != NULL) {
        w->setup.close(w->context);
    }
    if (w->request != NULL) {
        munmap(w->request, w->setup.request_size);
    }
    if (w->reply != NULL) {
        munmap(w->reply, w->setup.reply_size);
    }
    free(w->copy);
    free(w);
}

bool worker_is_idle(const struct worker *w)
{
    return w->state == STATE_IDLE;
}

void *worker_request(struct worker *w)
{
    assert(w->state == STATE_IDLE);
    return w->request;
}

/* The death that is one too many within the window ends the service. */
static void note_death(struct worker *w, uint64_t now_ms)
{
    stop_child(w);
    if (w->death_count == WORKER_DEATHS_MAX) {
        memmove(w->death_ms, w->death_ms + 1, sizeof w->death_ms - sizeof w->death_ms[0]);
        w->death_count--;
    }
    w->death_ms[w->death_count++] = now_ms;
    bool too_many =
        w->death_count == WORKER_DEATHS_MAX && now_ms - w->death_ms[0] <= WORKER_DEATHS_WINDOW_MS;
    LOG_ERR("child died name=%s deaths=%d out=%d", w->setup.name, w->death_count, too_many);
    if (too_many || failed(start_child(w))) {
        w->state = STATE_OUT;
        w->out_told = false;
    } else {
        w->state = STATE_IDLE;
    }
}

struct err worker_submit(struct worker *w, uint64_t now_ms)
{
    if (w->state == STATE_OUT) {
        return FAIL(GONE);
    }
    if (w->state != STATE_IDLE) {
        return FAIL(BUSY);
    }
    w->submitted_ms = now_ms;
    if (w->setup.mode == WORKER_INLINE) {
        w->setup.work(w->context, w->request, w->reply);
        w->state = STATE_FINISHED;
        return OK;
    }
    w->job_no++;
    w->state = STATE_BUSY; /* a failed send is found as a death by the next take */
    ssize_t sent = send(w->channel, &w->job_no, 1, MSG_NOSIGNAL);
    (void)sent;
    return OK;
}

/* The job's byte from the child: 1 finished, 0 not yet, -1 dead or babbling. */
static int listen_to_child(struct worker *w, int timeout_ms)
{
    struct pollfd p = {.fd = w->channel, .events = POLLIN};
    if (poll(&p, 1, timeout_ms) == 0) {
        return 0;
    }
    unsigned char bytes[2];
    ssize_t n = recv(w->channel, bytes, sizeof bytes, MSG_DONTWAIT);
    return n == 1 && bytes[0] == w->job_no ? 1 : -1;
}

static enum worker_event take_finished(struct worker *w, const void **out_reply)
{
    size_t used = w->setup.used == NULL ? w->setup.reply_size : w->setup.used(w->reply);
    memcpy(w->copy, w->reply, used < w->setup.reply_size ? used : w->setup.reply_size);
    w->state = STATE_IDLE;
    *out_reply = w->copy;
    return WORKER_DONE;
}

enum worker_event worker_take(struct worker *w, uint64_t now_ms, const void **out_reply)
{
    if (w->state == STATE_OUT && !w->out_told) {
        w->out_told = true;
        return WORKER_OUT;
    }
    bool due = now_ms >= w->submitted_ms + w->setup.latency_ms;
    if (w->state == STATE_BUSY) {
        int heard = listen_to_child(w, w->setup.wait && due ? (int)w->setup.limit_ms : 0);
        bool late =
            heard == 0 && (now_ms >= w->submitted_ms + w->setup.limit_ms || (w->setup.wait && due));
        if (heard < 0 || late) {
            note_death(w, now_ms);
            return WORKER_DIED;
        }
        w->state = heard == 1 ? STATE_FINISHED : STATE_BUSY;
    }
    return w->state == STATE_FINISHED && due ? take_finished(w, out_reply) : WORKER_NOTHING;
}

int worker_fd(const struct worker *w)
{
    return w->state == STATE_BUSY ? w->channel : -1;
}

uint64_t worker_next_ms(const struct worker *w)
{
    if (w->state == STATE_BUSY && !w->setup.wait) {
        return w->submitted_ms + w->setup.limit_ms;
    }
    return w->state == STATE_BUSY || w->state == STATE_FINISHED
               ? w->submitted_ms + w->setup.latency_ms
               : UINT64_MAX;
}

void worker_revive(struct worker *w)
{
    if (w->state == STATE_OUT && !failed(start_child(w))) {
        w->state = STATE_IDLE;
        w->death_count = 0;
    }
}
