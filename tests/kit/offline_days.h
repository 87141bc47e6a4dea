/* Days without the backend: hand-overs that it began and never heard the end of, owed by a journal
 * on a disk that loses power; then the line is back and the outbox drains.
 *
 * Promises: the terminal is the product (app, client, journal); the backend is the reference logic;
 * time is virtual, the journal's commits take none. Power goes during the days and during the
 * draining, with a write of the journal. Checks by itself that nothing acknowledged is lost.
 */
#ifndef TESTS_KIT_OFFLINE_DAYS_H
#define TESTS_KIT_OFFLINE_DAYS_H

#include <stdbool.h>
#include <stdint.h>

struct offline_days {
    int days;
    int visits_a_day;
    int cuts_a_day;
    int cuts_while_draining;
    int64_t round_trip_ms;
    uint64_t seed;
    int poison;         /* the reports of the first so many visits are never answered usably: */
    int poisons;        /* with this status, or NEAR_SILENT (near_http.h) */
    bool twice;         /* a second report stands behind each poison one, of the same application */
    int64_t broken_ms;  /* so long after the line's return everything is answered like that */
    int64_t restart_ms; /* while draining the terminal starts anew this often; 0: never */
};

struct offline_result {
    int64_t owed;      /* reports queued when the line came back */
    int64_t delivered; /* hand-overs in the backend's books */
    int64_t repeated;  /* requests beyond one a report: answered as before, changing nothing */
    int64_t conflicts; /* in the backend's books */
    int64_t aside;     /* reports that the terminal put aside */
    int64_t drain_ms;  /* from the line's return to an outbox where nothing can go, virtual */
    int64_t good_ms;   /* to the last report that is not poison */
    int64_t away_ms;   /* of that time the terminal said that the backend is away */
    int64_t overtaken; /* reports that were tried after a later one of their application */
    int64_t probes;    /* requests that carry nothing: heartbeats and notices, in that time */
    int most_tries;    /* of one visit's poison reports */
    int restarts;      /* that came by restart_ms */
    int cuts;          /* that came */
};

/* `folder`: for keys; made. */
void offline_days_run(const struct offline_days *plan, const char *folder,
                      struct offline_result *out);

#endif
