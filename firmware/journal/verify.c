#include "journal/verify.h"
#include "journal/verify_crew.h"
#include "journal/verify_events.h"
#include "journal/verify_key.h"
#include "journal/verify_rest.h"

#include <assert.h>
#include <sodium.h>

struct judgement {
    const struct verify_request *request;
    struct chain_key chain;
    struct index_key key;
    struct verify_pages *pages;
    struct verify_reader *reader;
    struct verify_schema schema;
    struct verify_outbox *outbox;
    struct replay *replay;
    struct events_result events;
    struct verify_report report;
};

const char *verify_problem_name(enum verify_problem p)
{
    static const char *const names[VERIFY_PROBLEM_COUNT] = {
#define X(name, text) [VERIFY_##name] = #name,
        VERIFY_PROBLEM_LIST(X)
#undef X
    };
    assert((unsigned)p < VERIFY_PROBLEM_COUNT);
    return names[p];
}

const char *verify_problem_text(enum verify_problem p)
{
    static const char *const texts[VERIFY_PROBLEM_COUNT] = {
#define X(name, text) [VERIFY_##name] = text,
        VERIFY_PROBLEM_LIST(X)
#undef X
    };
    assert((unsigned)p < VERIFY_PROBLEM_COUNT);
    return texts[p];
}

static void found(struct judgement *j, enum verify_problem problem, uint64_t row_no)
{
    if (j->report.problem == VERIFY_NONE && problem != VERIFY_NONE) {
        j->report.problem = problem;
        j->report.row_no = row_no;
    }
}

static bool clean(const struct judgement *j)
{
    return j->report.problem == VERIFY_NONE;
}

/* A VFS of a name is a test's, and no test's is made for several threads. */
static int threads_for(const struct verify_request *request)
{
    int asked = request->threads > CREW_MAX ? CREW_MAX : request->threads;
    return request->vfs_name ? 1 : asked > 0 ? asked : crew_size();
}

static struct err judge_rows(struct judgement *j)
{
    struct events_task task = {
        .pages = j->pages,
        .reader = j->reader,
        .root = j->schema.root[SCHEMA_EVENT],
        .chain = &j->chain,
        .key = &j->key,
        .expected = j->request->expected,
        .threads = threads_for(j->request),
    };
    TRY(verify_outbox_open(j->reader, &j->schema, &j->chain, &j->key, &j->outbox));
    j->replay = replay_open(&j->key);
    if (!j->replay) {
        return FAIL(NO_MEMORY);
    }
    task.outbox = j->outbox;
    task.replay = j->replay;
    struct err e = events_walk(&task, &j->events);
    j->report.head = j->events.head;
    j->report.outbox_rows = verify_outbox_rows(j->outbox);
    j->report.segments = j->events.segments;
    j->report.threads = j->events.threads;
    TRY(e);
    found(j, j->events.problem, j->events.row_no);
    if (clean(j) && !verify_outbox_ends(j->outbox)) {
        found(j, VERIFY_OUTBOX_CHANGED, j->report.head.row_count);
    }
    return OK;
}

static struct err judge_rest(struct judgement *j)
{
    struct rest_task task = {
        .pages = j->pages,
        .schema = &j->schema,
        .replay = j->replay,
        .key = &j->key,
        .sums = j->events.sums,
        .threads = j->events.threads,
    };
    struct rest_result result;
    index_add_sums(&task.sums, verify_outbox_sums(j->outbox));
    TRY(rest_walk(&task, &result));
    j->report.state_rows = result.state_rows;
    j->report.index_entries = result.index_entries;
    found(j, result.problem, j->report.head.row_count);
    if (clean(j) && verify_pages_left(j->pages) != 0) {
        found(j, VERIFY_DAMAGED, j->report.head.row_count); /* a page that belongs to nothing */
    }
    return OK;
}

static struct err judge(struct judgement *j)
{
    const struct verify_request *request = j->request;
    enum verify_problem form = VERIFY_NONE;
    TRY(verify_pages_open(request->path, request->vfs_name, &j->pages));
    if (!j->pages) {
        found(j, VERIFY_NOT_A_JOURNAL, 0);
        return OK;
    }
    TRY(verify_reader_open(j->pages, &j->reader));
    TRY(verify_schema_read(j->reader, &j->schema, &form));
    found(j, form, 0);
    if (clean(j)) {
        TRY(judge_rows(j));
    }
    if (clean(j)) {
        TRY(judge_rest(j));
    }
    uint64_t rows = j->report.head.row_count;
    if (request->expected && request->expected->row_count > rows) {
        found(j, VERIFY_TAIL_MISSING, rows);
    }
    return OK;
}

struct err journal_verify(const struct verify_request *request, struct verify_report *out_report)
{
    struct judgement j = {.request = request};
    if (sodium_init() < 0) {
        return FAIL(IO);
    }
    TRY(verify_key_read(request->key_folder, &j.chain));
    j.key = index_key_of(&j.chain);
    struct err e = judge(&j);
    verify_outbox_close(j.outbox);
    replay_close(j.replay);
    verify_reader_close(j.reader);
    verify_pages_close(j.pages);
    if (e.code == ERR_CORRUPT) {
        found(&j, VERIFY_DAMAGED, j.report.head.row_count);
        e = OK;
    }
    sodium_memzero(&j.chain, sizeof j.chain);
    TRY(e);
    *out_report = j.report;
    return OK;
}
