/* Orders of the core → pages of the renderer's process → printers → outcomes.
 *
 * Promises: two lines, one per printer, each in order; one page at a time in the renderer. Every
 * order ends in exactly one EV_PRINT_OUTCOME, also the one for which a line had no room. A page
 * whose visit is gone does not leave.
 */
#ifndef APP_PRINT_LINK_H
#define APP_PRINT_LINK_H

#include "app/worker.h"
#include "core/print.h"
#include "core/view.h"

enum {
    PRINT_QUEUE_MAX = 8,
    PRINT_REFUSED_MAX = 32, /* by a full line, within one turn: more is a bug of the core */
};

struct app;

/* One printer's line of orders. */
struct print_line {
    int count;
    struct print_order order[PRINT_QUEUE_MAX]; /* [0] is under way when `busy` */
    int refused_count; /* the line was full: told by the next step, an effect never posts */
    struct print_order refused[PRINT_REFUSED_MAX];
    bool busy; /* rendering or printing */
    bool printing;
};

struct print_link {
    struct worker *renderer; /* app/page_worker.h */
    struct print_line slip, certificate;
    struct print_line *rendering; /* whose page the renderer has */
    uint8_t *page;                /* certificate bytes, kept until its outcome */
};

/* Forks the renderer (worker_mode). NO_MEMORY, IO. */
struct err print_link_open(struct app *app);
void print_link_close(struct app *app);
void print_link_step(struct app *app);
/* An effect of the core: never posts. */
void print_link_order(struct app *app, const struct print_order *order);
uint64_t print_link_next_ms(const struct app *app);
void print_link_show(const struct app *app, struct staff_view *view); /* learned times on S09 */

#endif
