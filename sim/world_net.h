/* The lines between the terminals and the backend, inside the process: each terminal's struct http,
 * and messages that are lost, delayed, repeated, overtaken, mixed up or cut.
 *
 * Promises: the HTTP device's contract holds towards the app (one http_done for each request, at
 * its deadline at the latest); every answer of the backend stands in the history as given and as
 * delivered. Repeatable from the world's seed.
 */
#ifndef SIM_WORLD_NET_H
#define SIM_WORLD_NET_H

#include "base/rng.h"
#include "hal/http.h"

struct world;

enum {
    NET_MESSAGES_MAX = 128, /* beyond that one is lost */
    NET_OPS = 8,
    NET_KEPT_MAX = 4, /* answers of each call remembered for delivery to the wrong one */
    NET_BODY_MAX = 8192,
    NET_HEADERS = 6,
    NET_HEADER_SIZE = 80,
    NET_LINES_MAX = 8, /* one a terminal */
};

struct net_message {
    bool is_answer;
    uint64_t at_ms, order;
    int terminal, start; /* the start of the terminal it belongs to */
    uint32_t ticket;
    char path[HTTP_PATH_MAX + 1];
    enum http_method method;
    char header[NET_HEADERS][NET_HEADER_SIZE];
    char *body; /* owned */
    size_t length;
    int status;
    int retry_after_s;
};

struct net_wait {
    bool used, done;
    uint32_t ticket;
    int64_t deadline_ms;
    struct err err;
    int status;
    int64_t retry_after_ms;
    char *body; /* owned */
    size_t length;
};

struct world_http {
    struct http http;
    struct world *world;
    int terminal;
    struct net_wait wait[HTTP_UNDER_WAY_MAX];
    char *taken; /* body of the last http_take */
    int64_t now_ms;
};

/* How bad the lines are; percent. */
struct net_weather {
    int lose, repeat, swap, half, foreign, late;
    uint64_t delay_max_ms;
};

struct world_net {
    struct rng rng[NET_LINES_MAX];
    int message_count;
    struct net_message message[NET_MESSAGES_MAX]; /* in no order */
    uint64_t next_ms;                             /* when the next arrives */
    uint64_t order;
    struct net_weather weather;
    uint64_t down_until_ms; /* the backend itself */
    uint64_t cut_from_ms[NET_LINES_MAX], cut_until_ms[NET_LINES_MAX];
    struct {
        char *body; /* owned */
        size_t length;
    } kept[NET_OPS][NET_KEPT_MAX];
    int kept_next[NET_OPS];
};

void world_net_reset(struct world *w, uint64_t seed);
void world_net_step(struct world *w); /* carries out what is due now */
void world_net_put(struct world *w, const struct net_message *m, const char *body); /* on the line;
                                                       what finds no room is lost */
bool world_net_is_cut(const struct world *w, int terminal); /* nothing passes now */

/* world_http.c */
void world_net_http(struct world *w, int terminal); /* a fresh device for terminal */
struct net_wait *world_http_wait(struct world_http *h, uint32_t ticket);    /* NULL: nobody waits */
void world_http_end(struct world_http *h, uint32_t ticket, struct err err); /* without an answer */

#endif
