/* What kind of file it is, and where its tables begin. Private to verify. */
#ifndef JOURNAL_VERIFY_SCHEMA_H
#define JOURNAL_VERIFY_SCHEMA_H

#include "journal/verify.h"
#include "journal/verify_pages.h"

/* X(object, its name in the file): every table and index that the judge reads. */
#define SCHEMA_OBJECT_LIST(X)                                                                      \
    X(MIGRATION, "migration")                                                                      \
    X(EVENT, "event")                                                                              \
    X(VISIT, "visit")                                                                              \
    X(ITEM, "item")                                                                                \
    X(JOB, "job")                                                                                  \
    X(INTENT, "intent")                                                                            \
    X(OUTBOX, "outbox")                                                                            \
    X(OUTBOX_STEP, "outbox_step")                                                                  \
    X(PERSONAL, "personal")                                                                        \
    X(EVENT_BY_VISIT, "event_by_visit")                                                            \
    X(EVENT_BY_KIND, "event_by_kind")                                                              \
    X(VISIT_OPEN, "visit_open")                                                                    \
    X(VISIT_CALLED, "visit_called")                                                                \
    X(OUTBOX_KEY, "sqlite_autoindex_outbox_1")                                                     \
    X(OUTBOX_QUEUED, "outbox_queued")                                                              \
    X(OUTBOX_ORDER, "outbox_order")                                                                \
    X(OUTBOX_ASIDE, "outbox_aside")                                                                \
    X(OUTBOX_BY_VISIT, "outbox_by_visit")                                                          \
    X(PERSONAL_BY_DAY, "personal_by_day")

enum schema_object {
#define X(object, name) SCHEMA_##object,
    SCHEMA_OBJECT_LIST(X)
#undef X
        SCHEMA_OBJECT_COUNT,
};

struct verify_schema {
    uint32_t root[SCHEMA_OBJECT_COUNT];
};

/* Reads the header, the list of free pages, the schema and the table `migration`, and takes their
 * pages. *out_problem: NONE, NOT_A_JOURNAL (marks, or schema text of no version that this build
 * knows) or DAMAGED. NO_MEMORY, IO. */
struct err verify_schema_read(struct verify_reader *r, struct verify_schema *out,
                              enum verify_problem *out_problem);

#endif
