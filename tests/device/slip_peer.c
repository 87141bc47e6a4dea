/* A slip printer behind a device file of the guest: `slip_peer FILE`.
 *
 * What arrives at the file is printed by the simulator's wire-level ESC/POS printer in real time;
 * its answers go back the same way. One line on standard output for each cut. Runs until it is
 * ended. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "sim/escpos_fake.h"

enum { TURN_MS = 5, BUFFER_BYTES = 4096 };

struct wire {
    int fd;
    size_t held_n; /* taken from the file, not by the printer yet: its buffer is full */
    uint8_t held[BUFFER_BYTES];
};

static uint64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* False: the answers cannot be sent. */
static bool turn(struct wire *w, struct escpos_fake *printer)
{
    uint8_t answers[256];
    escpos_fake_step(printer, now_ms());
    if (w->held_n == 0) {
        ssize_t n = read(w->fd, w->held, sizeof w->held);
        w->held_n = n > 0 ? (size_t)n : 0;
    }
    size_t taken = escpos_fake_take(printer, w->held, w->held_n);
    w->held_n -= taken;
    memmove(w->held, w->held + taken, w->held_n);
    size_t n = escpos_fake_give(printer, answers, sizeof answers);
    return n == 0 || write(w->fd, answers, n) == (ssize_t)n;
}

int main(int argc, char **argv)
{
    static struct wire w;
    const struct escpos_fake_settings settings = {
        .width_dots = 576, .dpi = 203, .has_process_id = true, .has_clear = true};
    struct escpos_fake *printer = NULL;
    w.fd = argc == 2 ? open(argv[1], O_RDWR | O_NONBLOCK) : -1;
    if (w.fd < 0 || failed(escpos_fake_open(&settings, &printer))) {
        fputs("usage: slip_peer FILE\n", stderr);
        return 2;
    }
    int told = 0;
    while (turn(&w, printer)) {
        int rows[ESCPOS_FAKE_CUTS_MAX];
        int cuts = escpos_fake_cuts(printer, rows);
        if (cuts > told) {
            told = cuts;
            printf("cut %d rows %d unknown %d\n", cuts, escpos_fake_paper(printer).height_px,
                   escpos_fake_unknown_commands(printer));
            fflush(stdout);
        }
        poll(NULL, 0, TURN_MS);
    }
    perror("slip_peer");
    return 1;
}
