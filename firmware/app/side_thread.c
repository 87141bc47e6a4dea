#include "app/side_thread.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum stage { STAGE_IDLE, STAGE_ORDERED, STAGE_DONE, STAGE_CLOSING };

struct side_thread {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum stage stage;
    int done_fd;
    struct err (*work)(void *context);
    void *context;
    struct err result;
};

static void *run(void *context)
{
    struct side_thread *t = context;
    (void)pthread_mutex_lock(&t->lock);
    while (t->stage != STAGE_CLOSING) {
        if (t->stage != STAGE_ORDERED) {
            (void)pthread_cond_wait(&t->changed, &t->lock);
            continue;
        }
        (void)pthread_mutex_unlock(&t->lock);
        struct err result = t->work(t->context);
        (void)pthread_mutex_lock(&t->lock);
        t->result = result;
        t->stage = STAGE_DONE;
        (void)pthread_cond_signal(&t->changed);
        (void)eventfd_write(t->done_fd, 1);
    }
    (void)pthread_mutex_unlock(&t->lock);
    return NULL;
}

static bool start_thread(struct side_thread *t)
{
    sigset_t all, before;
    sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&t->thread, NULL, run, t) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

struct err side_thread_open(struct side_thread **out)
{
    struct side_thread *t = calloc(1, sizeof *t);
    if (t == NULL) {
        return FAIL(NO_MEMORY);
    }
    (void)pthread_mutex_init(&t->lock, NULL);
    (void)pthread_cond_init(&t->changed, NULL);
    t->done_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (t->done_fd >= 0 && start_thread(t)) {
        *out = t;
        return OK;
    }
    if (t->done_fd >= 0) {
        close(t->done_fd);
    }
    free(t);
    return FAIL(IO);
}

void side_thread_close(struct side_thread *t)
{
    struct err lost;
    if (t == NULL) {
        return;
    }
    (void)side_thread_wait(t, &lost);
    (void)pthread_mutex_lock(&t->lock);
    t->stage = STAGE_CLOSING;
    (void)pthread_cond_signal(&t->changed);
    (void)pthread_mutex_unlock(&t->lock);
    (void)pthread_join(t->thread, NULL);
    (void)pthread_cond_destroy(&t->changed);
    (void)pthread_mutex_destroy(&t->lock);
    close(t->done_fd);
    free(t);
}

void side_thread_start(struct side_thread *t, struct err (*work)(void *context), void *context)
{
    (void)pthread_mutex_lock(&t->lock);
    assert(t->stage == STAGE_IDLE);
    t->work = work;
    t->context = context;
    t->stage = STAGE_ORDERED;
    (void)pthread_cond_signal(&t->changed);
    (void)pthread_mutex_unlock(&t->lock);
}

/* With the lock held. */
static bool take_done(struct side_thread *t, struct err *out)
{
    eventfd_t told;
    if (t->stage != STAGE_DONE) {
        return false;
    }
    *out = t->result;
    t->stage = STAGE_IDLE;
    (void)eventfd_read(t->done_fd, &told);
    return true;
}

bool side_thread_take(struct side_thread *t, struct err *out)
{
    (void)pthread_mutex_lock(&t->lock);
    bool taken = take_done(t, out);
    (void)pthread_mutex_unlock(&t->lock);
    return taken;
}

bool side_thread_wait(struct side_thread *t, struct err *out)
{
    (void)pthread_mutex_lock(&t->lock);
    while (t->stage == STAGE_ORDERED) {
        (void)pthread_cond_wait(&t->changed, &t->lock);
    }
    bool taken = take_done(t, out);
    (void)pthread_mutex_unlock(&t->lock);
    return taken;
}

int side_thread_fd(const struct side_thread *t)
{
    return t->done_fd;
}
