#include "hal/linux/print_folder.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/str.h"

enum { CHECK_MS = 2000 };

static void look(struct print_folder *f)
{
    (void)mkdir(f->path, 0755);
    f->conditions = access(f->path, W_OK | X_OK) == 0 ? 0 : PRINTER_OFFLINE;
    f->conditions |= f->is_full ? PRINTER_OUT : 0;
}

struct err print_folder_open(struct print_folder *f, const char *path)
{
    *f = (struct print_folder){0};
    if (!str_copy(f->path, sizeof f->path, str_of(path))) {
        return FAIL(TOO_LARGE);
    }
    look(f);
    return OK;
}

void print_folder_step(struct print_folder *f, uint64_t now_ms)
{
    f->now_ms = now_ms;
    if (now_ms >= f->check_at_ms) {
        f->is_full = false; /* a full disk is found again by the next job */
        look(f);
        f->check_at_ms = now_ms + CHECK_MS;
    }
    printer_events_conditions(&f->events, now_ms, f->conditions);
}

uint64_t print_folder_next_ms(const struct print_folder *f, uint64_t now_ms)
{
    return f->events.count > 0 ? now_ms : f->check_at_ms;
}

static void write_file(struct print_folder *f, const struct print_folder_job *job,
                       struct printer_event *e)
{
    char path[PRINT_FOLDER_SIZE + PRINT_FILE_NAME_SIZE + 1];
    (void)snprintf(path, sizeof path, "%s/%s", f->path, job->name);
    if (access(path, F_OK) == 0) {
        (void)snprintf(e->evidence_text, sizeof e->evidence_text, "not started: already there");
        return;
    }
    struct err written = job->write(job->what, path);
    if (failed(written)) {
        f->is_full = written.code == ERR_FULL;
        look(f);
        (void)snprintf(e->evidence_text, sizeof e->evidence_text, "no file: %s", err_text(written));
        return;
    }
    bool durable = !failed(file_sync_folder(f->path));
    e->outcome = durable ? PRINT_OUTCOME_PRINTED : PRINT_OUTCOME_UNKNOWN;
    e->evidence = durable ? job->evidence : PRINT_EVIDENCE_NONE;
    (void)snprintf(e->evidence_text, sizeof e->evidence_text, "file %s", job->name);
}

struct err print_folder_submit(struct print_folder *f, const struct print_folder_job *job)
{
    if (printer_events_has_outcome(&f->events)) {
        return FAIL(BUSY);
    }
    struct printer_event e = {.kind = PRINTER_OUTCOME,
                              .at_ms = f->now_ms,
                              .job_id = job->job_id,
                              .outcome = PRINT_OUTCOME_NOT_PRINTED,
                              .evidence = PRINT_EVIDENCE_NONE};
    look(f);
    if ((f->conditions & printer_stopping_conditions()) != 0) {
        (void)snprintf(e.evidence_text, sizeof e.evidence_text, "not started: no folder");
    } else {
        write_file(f, job, &e);
    }
    e.conditions = f->conditions;
    printer_events_add(&f->events, &e);
    return OK;
}
