#include "app/worker.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "app/shared_memory.h"

#define LOG_MODULE "worker"
#include "base/log.h"

enum { SPIN_FACTOR = 5, SPIN_LOOK_MS = 10 };

enum worker_state { STATE_IDLE, STATE_BUSY, STATE_FINISHED, STATE_OUT };

struct worker {
    struct worker_setup setup;
    enum worker_state state;
    bool out_told;
    struct shared_memory request;
    struct shared_memory reply; /* not open when replies are messages */
    /* A message: the reply unless it is shared, then job_no. The child's own in the child. */
    unsigned char *message;
    size_t message_size;
    void *copy;    /* of the reply, ours alone */
    void *context; /* WORKER_INLINE */
    pid_t child;
    int channel;
    uint64_t submitted_ms;
    uint64_t look_ms;        /* spin_ms: when its CPU time is looked at next */
    uint64_t cpu_before_ms;  /* of the child, when it got the job */
    uint64_t longest_cpu_ms; /* of a job lately; 0: none ended yet */
    unsigned char job_no; /* goes to the child and comes back: no answer to an earlier job counts */
    int death_count;
    uint64_t death_ms[WORKER_DEATHS_MAX];
};

static void close_inherited(int keep)
{
    for (int fd = 3; fd < 1024; fd++) {
        if (fd != keep) {
            close(fd);
        }
    }
}

static bool has_shared_reply(const struct worker *w)
{
    return w->setup.reply_size > WORKER_MESSAGE_MAX;
}

/* Never returns. One byte in: a job stands in the request. One message out: its reply. */
static void child_main(struct worker *w, int channel)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 0);
    const void *request = shared_memory_map_in_child(&w->request);
    void *reply = has_shared_reply(w) ? shared_memory_map_in_child(&w->reply) : (void *)w->message;
    close_inherited(channel);
    void *context = NULL;
    bool ready = request != NULL && reply != NULL && !failed(w->setup.open(&context)) &&
                 (w->setup.lock == NULL || !failed(w->setup.lock()));
    unsigned char *job_no = w->message + w->message_size - 1;
    ssize_t size = (ssize_t)w->message_size;
    while (ready && read(channel, job_no, 1) == 1) {
        w->setup.work(context, request, reply);
        ready = write(channel, w->message, w->message_size) == size;
    }
    _exit(ready ? 0 : 1);
}

static struct err start_child(struct worker *w)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
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

static struct err open_memory(struct worker *w)
{
    size_t reply_size = w->setup.reply_size;
    w->message_size = (has_shared_reply(w) ? 0 : reply_size) + 1;
    w->message = calloc(1, w->message_size);
    w->copy = malloc(reply_size);
    if (w->message == NULL || w->copy == NULL) {
        return FAIL(NO_MEMORY);
    }
    TRY(shared_memory_open(w->setup.request_size, SHARED_OURS, &w->request));
    return has_shared_reply(w) ? shared_memory_open(reply_size, SHARED_BOTH, &w->reply) : OK;
}

struct err worker_open(const struct worker_setup *setup, struct worker **out_worker)
{
    struct worker *w = calloc(1, sizeof *w);
    if (w == NULL) {
        return FAIL(NO_MEMORY);
    }
    w->setup = *setup;
    w->channel = -1;
    struct err e = open_memory(w);
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
    shared_memory_close(&w->request);
    shared_memory_close(&w->reply);
    free(w->message);
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
    return w->request.ours;
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

/* Where the reply stands before it is copied. */
static void *reply_of(struct worker *w)
{
    return has_shared_reply(w) ? w->reply.ours : w->message;
}

/* What the child has computed since it started; of a dead one 0: it is found by the next take. */
static uint64_t child_cpu_ms(const struct worker *w)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(w->child, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        return 0;
    }
    return (uint64_t)used.tv_sec * 1000 + (uint64_t)used.tv_nsec / 1000000;
}

/* From now on this job's share of the CPU; the child itself can set no limits any more. */
static void limit_cpu(struct worker *w)
{
    struct rlimit limit;
    w->cpu_before_ms = child_cpu_ms(w);
    w->look_ms = w->submitted_ms + w->setup.spin_ms;
    if (w->setup.cpu_limit_s == 0 || prlimit(w->child, RLIMIT_CPU, NULL, &limit) != 0) {
        return;
    }
    limit.rlim_cur =
        (rlim_t)(w->cpu_before_ms / 1000) + w->setup.cpu_limit_s + 1; /* the started second */
    (void)prlimit(w->child, RLIMIT_CPU, &limit, NULL);
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
        w->setup.work(w->context, w->request.ours, reply_of(w));
        w->state = STATE_FINISHED;
        return OK;
    }
    w->job_no++;
    limit_cpu(w);
    w->state = STATE_BUSY; /* a failed send is found as a death by the next take */
    ssize_t sent = send(w->channel, &w->job_no, 1, MSG_NOSIGNAL);
    (void)sent;
    return OK;
}

/* The job's message from the child: 1 finished, 0 not yet, -1 dead or babbling. A message of any
 * other length than its own, and one to another job, is babble. */
static int listen_to_child(struct worker *w, int timeout_ms)
{
    struct pollfd p = {.fd = w->channel, .events = POLLIN};
    if (poll(&p, 1, timeout_ms) == 0) {
        return 0;
    }
    ssize_t n = recv(w->channel, w->message, w->message_size, MSG_DONTWAIT | MSG_TRUNC);
    bool own = n == (ssize_t)w->message_size && w->message[w->message_size - 1] == w->job_no;
    return own ? 1 : -1;
}

static bool watches_cpu(const struct worker *w)
{
    return w->setup.spin_ms > 0 && !w->setup.wait && w->longest_cpu_ms > 0;
}

/* CPU time, not that of the clock: on a busy machine a job that only waits its turn is no loop. */
static bool spins(struct worker *w, uint64_t now_ms)
{
    if (!watches_cpu(w) || now_ms < w->look_ms) {
        return false;
    }
    uint64_t most = SPIN_FACTOR * w->longest_cpu_ms;
    most = most > w->setup.spin_ms ? most : w->setup.spin_ms;
    w->look_ms = now_ms + SPIN_LOOK_MS;
    return child_cpu_ms(w) >= w->cpu_before_ms + most;
}

/* The longest job fades, so that one that was long for once is forgotten. */
static void learn_cpu(struct worker *w)
{
    uint64_t now_ms = child_cpu_ms(w);
    uint64_t spent = now_ms > w->cpu_before_ms ? now_ms - w->cpu_before_ms : 0;
    uint64_t faded = w->longest_cpu_ms - w->longest_cpu_ms / 64;
    w->longest_cpu_ms = spent > faded ? spent : faded;
    w->longest_cpu_ms = w->longest_cpu_ms == 0 ? 1 : w->longest_cpu_ms;
}

static enum worker_event take_finished(struct worker *w, const void **out_reply)
{
    const void *reply = reply_of(w);
    size_t used = w->setup.used == NULL ? w->setup.reply_size : w->setup.used(reply);
    memcpy(w->copy, reply, used < w->setup.reply_size ? used : w->setup.reply_size);
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
        if (heard < 0 || late || (heard == 0 && spins(w, now_ms))) {
            note_death(w, now_ms);
            return WORKER_DIED;
        }
        if (heard == 1) {
            learn_cpu(w);
            w->state = STATE_FINISHED;
        }
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
        uint64_t limit = w->submitted_ms + w->setup.limit_ms;
        return watches_cpu(w) && w->look_ms < limit ? w->look_ms : limit;
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
