#include "sim/certificate_printer_sim.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHEET_MS = 3000,
    SLOW_SHEET_MS = 30000,
    FOLDER_SIZE = 256,
    PATH_SIZE = 320,
};

/* The terminal's view of one job of the printer. */
enum watch { WATCH_NOTHING, WATCH_JOB, WATCH_LOST /* UNKNOWN was said, look for it again */ };

struct certificate_printer_sim {
    struct certificate_printer printer;
    char folder[FOLDER_SIZE];
    bool fault[CERTIFICATE_FAULT_COUNT];
    struct certificate_print kept[CERTIFICATE_KEPT_MAX];
    uint8_t *copy[CERTIFICATE_KEPT_MAX]; /* what kept[i].pdf borrows */
    int begun;
    uint64_t sheet_ms; /* time spent on the sheet under way */
    uint64_t now_ms, job_at_ms;
    enum watch watch;
    struct printer_events events;
};

bool certificate_fault_parse(struct str word, enum certificate_fault *out)
{
    static const char *const words[] = {
#define X(name, word) word,
        CERTIFICATE_FAULT_LIST(X)
#undef X
    };
    int place = str_place(word, words, CERTIFICATE_FAULT_COUNT);
    if (place < 0) {
        return false;
    }
    *out = (enum certificate_fault)place;
    return true;
}

static struct certificate_print *newest(struct certificate_printer_sim *s)
{
    return &s->kept[(s->begun + CERTIFICATE_KEPT_MAX - 1) % CERTIFICATE_KEPT_MAX];
}

static bool is_printing(const struct certificate_printer_sim *s)
{
    return s->begun > 0 && !s->kept[(s->begun - 1) % CERTIFICATE_KEPT_MAX].is_over;
}

static bool is_standing(const struct certificate_printer_sim *s)
{
    return s->fault[CERTIFICATE_FAULT_OUT] || s->fault[CERTIFICATE_FAULT_COVER];
}

static uint64_t sheet_time(const struct certificate_printer_sim *s)
{
    return s->fault[CERTIFICATE_FAULT_SLOW] ? SLOW_SHEET_MS : SHEET_MS;
}

static unsigned heard_conditions(const struct certificate_printer_sim *s)
{
    if (s->fault[CERTIFICATE_FAULT_OFFLINE]) {
        return PRINTER_OFFLINE;
    }
    unsigned set = s->fault[CERTIFICATE_FAULT_OUT] ? PRINTER_OUT : 0;
    set |= s->fault[CERTIFICATE_FAULT_JAM] ? PRINTER_JAM : 0;
    set |= s->fault[CERTIFICATE_FAULT_COVER] ? PRINTER_COVER_OPEN : 0;
    set |= s->fault[CERTIFICATE_FAULT_TONER_LOW] ? PRINTER_SUPPLY_LOW : 0;
    return set;
}

static void keep_file(const struct certificate_printer_sim *s, const struct certificate_print *job)
{
    if (s->folder[0] == '\0' || job->pdf.bytes == NULL) {
        return;
    }
    char path[PATH_SIZE];
    (void)snprintf(path, sizeof path, "%s/cert-%04d.pdf", s->folder, s->begun);
    FILE *file = fopen(path, "wb");
    if (file != NULL) { /* a picture for people only: a full disk harms no test's verdict */
        (void)fwrite(job->pdf.bytes, 1, job->pdf.length, file);
        (void)fclose(file);
    }
}

static void spoil(struct certificate_printer_sim *s)
{
    struct certificate_print *job = newest(s);
    job->is_spoiled = s->sheet_ms > 0;
    job->is_over = true;
}

/* Only whole sheets count. */
static void advance(struct certificate_printer_sim *s, uint64_t now_ms)
{
    assert(now_ms >= s->now_ms);
    uint64_t ms = now_ms - s->now_ms;
    s->now_ms = now_ms;
    if (is_printing(s) && !is_standing(s) && !s->fault[CERTIFICATE_FAULT_JAM]) {
        struct certificate_print *job = newest(s);
        s->sheet_ms += ms;
        while (!job->is_over && s->sheet_ms >= sheet_time(s)) {
            s->sheet_ms -= sheet_time(s);
            job->sheets_out++;
            job->is_over = job->sheets_out == job->sheets_ordered;
            if (job->sheets_out == 1) {
                keep_file(s, job);
            }
        }
    }
    if (is_printing(s) && s->fault[CERTIFICATE_FAULT_JAM]) {
        spoil(s);
    }
}

struct verdict {
    enum print_outcome outcome;
    enum print_evidence evidence;
    const char *text;
};

static void say(struct certificate_printer_sim *s, enum printer_event_kind kind, struct verdict v)
{
    struct printer_event e = {.kind = kind,
                              .at_ms = s->now_ms,
                              .conditions = heard_conditions(s),
                              .job_id = newest(s)->job_id,
                              .outcome = v.outcome,
                              .evidence = v.evidence};
    (void)snprintf(e.evidence_text, sizeof e.evidence_text, "%s", v.text);
    printer_events_add(&s->events, &e);
}

static struct verdict final_verdict(const struct certificate_printer_sim *s)
{
    const struct certificate_print *job = &s->kept[(s->begun - 1) % CERTIFICATE_KEPT_MAX];
    if (s->fault[CERTIFICATE_FAULT_LIES] || job->sheets_out == job->sheets_ordered) {
        return (struct verdict){PRINT_OUTCOME_PRINTED, PRINT_EVIDENCE_JOB_STATE,
                                "completed, impressions as ordered"};
    }
    if (job->is_spoiled || job->sheets_out > 0) {
        return (struct verdict){PRINT_OUTCOME_UNKNOWN, PRINT_EVIDENCE_JOB_STATE,
                                "ended within a sheet"};
    }
    return (struct verdict){PRINT_OUTCOME_NOT_PRINTED, PRINT_EVIDENCE_JOB_STATE,
                            "ended, no impressions"};
}

static void judge(struct certificate_printer_sim *s)
{
    if (s->watch == WATCH_LOST) {
        if (!s->fault[CERTIFICATE_FAULT_OFFLINE] && newest(s)->is_over) {
            say(s, PRINTER_SETTLED, final_verdict(s));
            s->watch = WATCH_NOTHING;
        }
        return;
    }
    if (s->fault[CERTIFICATE_FAULT_OFFLINE]) {
        say(s, PRINTER_OUTCOME,
            (struct verdict){PRINT_OUTCOME_UNKNOWN, PRINT_EVIDENCE_BYTES_ACCEPTED,
                             "connection lost after the document"});
        s->watch = WATCH_LOST;
    } else if (newest(s)->is_over) {
        say(s, PRINTER_OUTCOME, final_verdict(s));
        s->watch = WATCH_NOTHING;
    } else if (is_standing(s) && s->now_ms - s->job_at_ms >= CERTIFICATE_LIMIT_MS) {
        spoil(s); /* cancelled while it waits: what was begun is waste */
        say(s, PRINTER_OUTCOME, final_verdict(s));
        s->watch = WATCH_NOTHING;
    }
}

static void op_step(void *self, uint64_t now_ms)
{
    struct certificate_printer_sim *s = self;
    advance(s, now_ms);
    if (s->watch != WATCH_NOTHING) {
        judge(s);
    }
    printer_events_conditions(&s->events, now_ms, heard_conditions(s));
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct certificate_printer_sim *s = self;
    bool is_offline = s->fault[CERTIFICATE_FAULT_OFFLINE];
    bool is_due = s->watch == WATCH_JOB && (is_offline || !is_printing(s));
    bool is_found = s->watch == WATCH_LOST && !is_offline && !is_printing(s);
    if (s->events.count > 0 || heard_conditions(s) != s->events.conditions || is_due || is_found) {
        return now_ms;
    }
    if (!is_printing(s)) {
        return DEVICE_NO_DEADLINE;
    }
    uint64_t next = s->now_ms + sheet_time(s) - s->sheet_ms;
    if (is_standing(s)) {
        next = s->watch == WATCH_JOB ? s->job_at_ms + CERTIFICATE_LIMIT_MS : DEVICE_NO_DEADLINE;
    }
    return next > now_ms ? next : now_ms;
}

static void refuse_to_start(struct certificate_printer_sim *s, const struct certificate_job *job,
                            const char *why)
{
    struct printer_event e = {.kind = PRINTER_OUTCOME,
                              .at_ms = s->now_ms,
                              .conditions = heard_conditions(s),
                              .job_id = job->job_id,
                              .outcome = PRINT_OUTCOME_NOT_PRINTED,
                              .evidence = PRINT_EVIDENCE_NONE};
    (void)snprintf(e.evidence_text, sizeof e.evidence_text, "not started: %s", why);
    printer_events_add(&s->events, &e);
}

static struct err keep_job(struct certificate_printer_sim *s, const struct certificate_job *job)
{
    struct certificate_print *kept = &s->kept[s->begun % CERTIFICATE_KEPT_MAX];
    uint8_t *copy = NULL;
    if (job->pdf.bytes != NULL) {
        copy = malloc(job->pdf.length);
        if (copy == NULL) {
            return FAIL(NO_MEMORY);
        }
        memcpy(copy, job->pdf.bytes, job->pdf.length);
    }
    free(s->copy[s->begun % CERTIFICATE_KEPT_MAX]);
    s->copy[s->begun % CERTIFICATE_KEPT_MAX] = copy;
    *kept = (struct certificate_print){.job_id = job->job_id,
                                       .pdf = {copy, copy == NULL ? 0 : job->pdf.length},
                                       .sheets_ordered = job->sheets};
    memcpy(kept->name, job->name, sizeof kept->name);
    s->begun++;
    return OK;
}

static struct err op_submit(struct certificate_printer *p, const struct certificate_job *job)
{
    struct certificate_printer_sim *s = (struct certificate_printer_sim *)p;
    if (s->watch == WATCH_JOB || printer_events_has_outcome(&s->events)) {
        return FAIL(BUSY);
    }
    unsigned stopping = heard_conditions(s) & printer_stopping_conditions();
    if (stopping != 0 || is_printing(s)) {
        char names[64] = "the printer holds an earlier job";
        if (stopping != 0) {
            printer_conditions_text(stopping, names, sizeof names);
        }
        refuse_to_start(s, job, names);
        return OK;
    }
    TRY(keep_job(s, job));
    s->sheet_ms = 0;
    s->job_at_ms = s->now_ms;
    s->watch = WATCH_JOB;
    newest(s)->is_over = s->fault[CERTIFICATE_FAULT_REFUSE] || s->fault[CERTIFICATE_FAULT_LIES];
    if (s->fault[CERTIFICATE_FAULT_LOSE]) {
        s->fault[CERTIFICATE_FAULT_LOSE] = false;
        s->fault[CERTIFICATE_FAULT_OFFLINE] = true;
    }
    return OK;
}

static unsigned op_conditions(const struct certificate_printer *p)
{
    return heard_conditions((const struct certificate_printer_sim *)p);
}

static bool op_take(struct certificate_printer *p, struct printer_event *out)
{
    return printer_events_take(&((struct certificate_printer_sim *)p)->events, out);
}

static void op_hang_up(void *self)
{
    struct certificate_printer_sim *s = self;
    s->watch = WATCH_NOTHING;
    s->events = (struct printer_events){0};
}

static const struct certificate_printer_ops ops = {
    .device = {.step = op_step, .next_ms = op_next_ms, .close = op_hang_up},
    .submit = op_submit,
    .conditions = op_conditions,
    .take = op_take,
};

struct err certificate_printer_sim_open(const char *folder, struct certificate_printer_sim **out)
{
    struct certificate_printer_sim *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return FAIL(NO_MEMORY);
    }
    s->printer.ops = &ops;
    if (folder != NULL && !str_copy(s->folder, sizeof s->folder, str_of(folder))) {
        free(s);
        return FAIL(TOO_LARGE);
    }
    *out = s;
    return OK;
}

void certificate_printer_sim_close(struct certificate_printer_sim *sim)
{
    for (int i = 0; sim != NULL && i < CERTIFICATE_KEPT_MAX; i++) {
        free(sim->copy[i]);
    }
    free(sim);
}

struct certificate_printer *certificate_printer_sim_printer(struct certificate_printer_sim *sim)
{
    return &sim->printer;
}

void certificate_printer_sim_fault(struct certificate_printer_sim *sim,
                                   enum certificate_fault fault, bool is_on, uint64_t now_ms)
{
    assert(fault < CERTIFICATE_FAULT_COUNT);
    advance(sim, now_ms);
    sim->fault[fault] = is_on;
    advance(sim, now_ms);
}

int certificate_printer_sim_count(const struct certificate_printer_sim *sim)
{
    return sim->begun;
}

bool certificate_printer_sim_print(const struct certificate_printer_sim *sim, int index,
                                   struct certificate_print *out)
{
    if (index < 0 || index >= sim->begun || index < sim->begun - CERTIFICATE_KEPT_MAX) {
        return false;
    }
    *out = sim->kept[index % CERTIFICATE_KEPT_MAX];
    return true;
}
