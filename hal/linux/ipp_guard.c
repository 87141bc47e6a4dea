#include "hal/linux/ipp_guard.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct ipp_guard {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int fd; /* -1: nothing to guard */
    struct timespec end;
    bool is_over;
};

static bool is_past(const struct timespec *end)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec >= end->tv_nsec);
}

static void *watch(void *argument)
{
    struct ipp_guard *g = argument;
    (void)pthread_mutex_lock(&g->lock);
    while (!g->is_over) {
        if (g->fd < 0) {
            (void)pthread_cond_wait(&g->changed, &g->lock);
        } else if (is_past(&g->end)) {
            (void)shutdown(g->fd, SHUT_RDWR);
            g->fd = -1;
        } else {
            (void)pthread_cond_timedwait(&g->changed, &g->lock, &g->end);
        }
    }
    (void)pthread_mutex_unlock(&g->lock);
    return NULL;
}

struct err ipp_guard_open(struct ipp_guard **out)
{
    struct ipp_guard *g = calloc(1, sizeof *g);
    pthread_condattr_t monotonic;
    if (g == NULL) {
        return FAIL(NO_MEMORY);
    }
    g->fd = -1;
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_mutex_init(&g->lock, NULL);
    (void)pthread_cond_init(&g->changed, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    if (pthread_create(&g->thread, NULL, watch, g) != 0) {
        free(g);
        return FAIL(NO_MEMORY);
    }
    *out = g;
    return OK;
}

void ipp_guard_close(struct ipp_guard *g)
{
    if (g == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&g->lock);
    g->is_over = true;
    (void)pthread_cond_signal(&g->changed);
    (void)pthread_mutex_unlock(&g->lock);
    (void)pthread_join(g->thread, NULL);
    (void)pthread_cond_destroy(&g->changed);
    (void)pthread_mutex_destroy(&g->lock);
    free(g);
}

void ipp_guard_begin(struct ipp_guard *g, int fd, int limit_ms)
{
    (void)pthread_mutex_lock(&g->lock);
    (void)clock_gettime(CLOCK_MONOTONIC, &g->end);
    g->end.tv_sec += limit_ms / 1000;
    g->end.tv_nsec += (long)(limit_ms % 1000) * 1000000;
    if (g->end.tv_nsec >= 1000000000) {
        g->end.tv_sec++;
        g->end.tv_nsec -= 1000000000;
    }
    g->fd = fd;
    (void)pthread_cond_signal(&g->changed);
    (void)pthread_mutex_unlock(&g->lock);
}

void ipp_guard_end(struct ipp_guard *g)
{
    (void)pthread_mutex_lock(&g->lock);
    g->fd = -1;
    (void)pthread_mutex_unlock(&g->lock);
}
