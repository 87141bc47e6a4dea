#include "journal/verify_crew.h"

#include <pthread.h>
#include <unistd.h>

struct shift {
    void (*work)(void *what);
    void *what;
};

static void *run(void *argument)
{
    const struct shift *s = argument;
    s->work(s->what);
    return NULL;
}

int crew_size(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > CREW_MAX ? CREW_MAX : (int)cores;
}

void crew_run(int threads, void (*work)(void *what), void *what)
{
    pthread_t thread[CREW_MAX];
    struct shift shift = {work, what};
    int started = 0;
    while (started < threads - 1 && started < CREW_MAX &&
           pthread_create(&thread[started], NULL, run, &shift) == 0) {
        started++;
    }
    work(what);
    for (int i = 0; i < started; i++) {
        pthread_join(thread[i], NULL);
    }
}
