#include "journal/verify_events.h"
#include "journal/verify_crew.h"
#include "journal/verify_segment.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct walk {
    const struct events_task *task;
    struct events_result *result;
    struct segment_keys keys;
    struct tree_leaf *leaf;
    size_t leaves;
    pthread_mutex_t lock;
    pthread_cond_t turned;
    size_t next;  /* segment that nobody has */
    size_t turn;  /* segment whose rows are next in order */
    bool stopped; /* a finding, or `error` */
    struct err error;
};

/* What one thread needs. */
struct hand {
    struct verify_reader *reader;
    struct tree_page *page;
    struct segment *segment;
};

static size_t segments_of(const struct walk *w)
{
    return (w->leaves + SEGMENT_LEAVES - 1) / SEGMENT_LEAVES;
}

static void found(struct walk *w, enum verify_problem problem, uint64_t row_no)
{
    w->result->problem = problem;
    w->result->row_no = row_no;
}

static struct err judge_row(struct walk *w, const struct segment_row *row, bool first)
{
    const struct events_task *task = w->task;
    struct journal_head *head = &w->result->head;
    uint64_t row_no = head->row_count + 1;
    struct chain_hash effects;
    bool sound = true;
    if (row->no != row_no) {
        found(w, VERIFY_ROW_MISSING, row_no);
        return OK;
    }
    bool holds =
        first ? chain_hash_equal(chain_next(task->chain, *head, &row->row, row->effects), row->hash)
              : row->holds;
    if (!holds) {
        found(w, VERIFY_ROW_CHANGED, row_no);
        return OK;
    }
    TRY(verify_outbox_fold(task->outbox, row_no, &effects, &sound));
    if (!sound || memcmp(&effects, &row->effects, sizeof effects) != 0) {
        found(w, VERIFY_OUTBOX_CHANGED, row_no);
    } else if (task->expected && task->expected->row_count == row_no &&
               !chain_hash_equal(task->expected->hash, row->hash)) {
        found(w, VERIFY_HEAD_DIFFERS, row_no);
    }
    *head = (struct journal_head){row_no, row->hash};
    return replay_row(task->replay, row_no, &row->row);
}

/* The part that needs all rows before. `read` is how reading the segment ended. */
static struct err judge_segment(struct walk *w, const struct segment *s, struct err read)
{
    for (int i = 0; i < s->count; i++) {
        replay_expect(w->task->replay, &s->row[i].row, i > 0 ? &s->row[i - 1].row : NULL);
    }
    for (int i = 0; i < s->count && w->result->problem == VERIFY_NONE; i++) {
        TRY(judge_row(w, &s->row[i], i == 0));
    }
    if (w->result->problem != VERIFY_NONE) {
        return OK;
    }
    TRY(read);
    index_add_sums(&w->result->sums, &s->sums);
    uint64_t row_no = w->result->head.row_count + 1;
    if (s->unreadable) {
        found(w, s->unreadable_no == row_no ? VERIFY_ROW_UNREADABLE : VERIFY_ROW_MISSING, row_no);
    }
    return OK;
}

static bool take_segment(struct walk *w, size_t *out)
{
    pthread_mutex_lock(&w->lock);
    *out = w->next;
    bool any = !w->stopped && w->next < segments_of(w);
    w->next += any;
    pthread_mutex_unlock(&w->lock);
    return any;
}

static bool wait_for_turn(struct walk *w, size_t segment)
{
    pthread_mutex_lock(&w->lock);
    while (w->turn != segment && !w->stopped) {
        pthread_cond_wait(&w->turned, &w->lock);
    }
    bool go_on = !w->stopped;
    pthread_mutex_unlock(&w->lock);
    return go_on;
}

static void end_turn(struct walk *w, struct err e)
{
    pthread_mutex_lock(&w->lock);
    w->turn++;
    if (failed(e) || w->result->problem != VERIFY_NONE) {
        w->error = w->stopped ? w->error : e;
        w->stopped = true;
    }
    pthread_cond_broadcast(&w->turned);
    pthread_mutex_unlock(&w->lock);
}

static void work(struct walk *w, struct hand *h)
{
    size_t at = 0;
    while (take_segment(w, &at)) {
        size_t from = at * SEGMENT_LEAVES;
        size_t left = w->leaves - from;
        size_t count = left < SEGMENT_LEAVES ? left : SEGMENT_LEAVES;
        struct err read =
            segment_read(h->reader, h->page, w->leaf + from, count, &w->keys, h->segment);
        if (!wait_for_turn(w, at)) {
            return;
        }
        end_turn(w, judge_segment(w, h->segment, read));
    }
}

static void run(void *what)
{
    struct walk *w = what;
    struct hand h = {0};
    struct err e = verify_reader_open(w->task->pages, &h.reader);
    h.page = tree_page_new();
    h.segment = malloc(sizeof *h.segment);
    if (!failed(e) && (!h.page || !h.segment)) {
        e = FAIL(NO_MEMORY);
    }
    pthread_mutex_lock(&w->lock);
    w->result->threads++;
    if (failed(e) && !w->stopped) {
        w->error = e;
        w->stopped = true;
        pthread_cond_broadcast(&w->turned);
    }
    pthread_mutex_unlock(&w->lock);
    if (!failed(e)) {
        work(w, &h);
    }
    free(h.segment);
    tree_page_free(h.page);
    verify_reader_close(h.reader);
}

struct err events_walk(const struct events_task *task, struct events_result *out)
{
    struct walk w = {
        .task = task,
        .result = out,
        .keys = {task->chain, task->key, chain_start(task->chain)},
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .turned = PTHREAD_COND_INITIALIZER,
    };
    *out = (struct events_result){0};
    TRY(tree_leaves(task->reader, task->root, &w.leaf, &w.leaves));
    size_t segments = segments_of(&w);
    out->segments = segments;
    crew_run(segments < (size_t)task->threads ? (int)segments : task->threads, run, &w);
    free(w.leaf);
    return w.error;
}
