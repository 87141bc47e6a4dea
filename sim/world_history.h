/* The history of one seed in SQLite's memory, and the rules that judge it.
 *
 * Promises: every row has a number of its own in the order of what happened, over all tables.
 * Tables (columns behind n, at_ms): see the statements in world_history.c; tests/world/README.md
 * explains them. A rule is one SELECT; each row it returns is a violation, its first column says
 * which.
 */
#ifndef SIM_WORLD_HISTORY_H
#define SIM_WORLD_HISTORY_H

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include "base/err.h"
#include "sim/world.h"

/* X(table, columns after n and at_ms) */
#define HISTORY_LIST(X)                                                                            \
    X(application, "id, grp, prints, printed_personal")                                            \
    X(required, "application, kind")                                                               \
    X(person, "no, grp, state, terminal")                                                          \
    X(act, "terminal, who, what, application")                                                     \
    X(exchange, "terminal, op, key, application, token, result")                                   \
    X(delivered, "terminal, op, key, application, token, result")                                  \
    X(sheet, "terminal, job, application, whole, place, person")                                   \
    X(slip, "terminal, job, kind, number, reprint, visit")                                         \
    X(lying, "terminal, since")                                                                    \
    X(handed, "terminal, application, person, token, visit, back")                                 \
    X(card, "terminal, application, person")                                                       \
    X(start, "terminal, run, known, found, error, faulty")                                         \
    X(journal, "terminal, row_no, kind, visit, request, job, application, token, detail, run, "    \
               "call_no, staff")                                                                   \
    X(outbox, "terminal, no, op, key, application, token, state, result")                          \
    X(open_item, "terminal, visit, application, state, stalled, ticket_state, token")              \
    X(open_visit, "terminal, state, age_ms, failed, link_up")                                      \
    X(backend, "application, status, phase, token, terminal")                                      \
    X(recorded, "application, token, terminal, visit")                                             \
    X(reserved, "application, token, terminal, begun, outcome")                                    \
    X(store_start, "run, error")                                                                   \
    X(conflict, "application, token, terminal, call, result")                                      \
    X(leak, "place, what")                                                                         \
    X(verified, "terminal, problem, row_no")

enum history_table {
#define X(name, columns) HISTORY_##name,
    HISTORY_LIST(X)
#undef X
        HISTORY_COUNT,
};

struct cell {
    const char *text; /* NULL: number */
    int64_t number;
};
#define N(value) ((struct cell){NULL, (int64_t)(value)})
#define T(value) ((struct cell){(value), 0})

struct history;

struct err history_open(struct history **out_history);
void history_close(struct history *h);
void history_clear(struct history *h);

/* Adds a row and returns its n. `count` must be the table's number of columns. */
int64_t history_add(struct history *h, enum history_table table, uint64_t at_ms, int count,
                    const struct cell *cells);
#define HISTORY(h, table, at_ms, ...)                                                              \
    history_add((h), HISTORY_##table, (at_ms),                                                     \
                (int)(sizeof((struct cell[]){__VA_ARGS__}) / sizeof(struct cell)),                 \
                (struct cell[]){__VA_ARGS__})

void history_place_sheet(struct history *h, int64_t n, const char *place, int person);
void history_take_back(struct history *h, const char *application, int terminal);

/* Applies all rules; fills in what they gave: how many rows, which rules, the first row. Log: all.
 */
void history_judge(struct history *h, FILE *log, struct world_report *report);

/* world_rules.c: the rules' names and texts. */
int world_rules_count(void);
const char *world_rules_name(int rule);
const char *world_rules_sql(int rule);

#endif
