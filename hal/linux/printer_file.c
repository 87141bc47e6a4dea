#include "hal/linux/printer_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hal/linux/bitmap_png.h"

enum { FOLDER_SIZE = 400, CHECK_MS = 2000 };

struct printer_file {
    struct printer printer;
    char folder[FOLDER_SIZE];
    int width_dots, dpi;
    bool is_full;
    unsigned conditions;
    uint64_t now_ms, check_at_ms;
    struct printer_events events;
};

static void look_at_folder(struct printer_file *f)
{
    (void)mkdir(f->folder, 0755);
    f->conditions = access(f->folder, W_OK | X_OK) == 0 ? 0 : PRINTER_OFFLINE;
    f->conditions |= f->is_full ? PRINTER_OUT : 0;
}

static void op_step(void *self, uint64_t now_ms)
{
    struct printer_file *f = self;
    f->now_ms = now_ms;
    if (now_ms >= f->check_at_ms) {
        f->is_full = false; /* a full disk is found again by the next job */
        look_at_folder(f);
        f->check_at_ms = now_ms + CHECK_MS;
    }
    printer_events_conditions(&f->events, now_ms, f->conditions);
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct printer_file *f = self;
    return f->events.count > 0 ? now_ms : f->check_at_ms;
}

static void write_page(struct printer_file *f, const struct printer_job *job,
                       struct printer_event *e)
{
    char id[ID_TEXT_SIZE], path[BITMAP_PATH_MAX];
    id_text(job->job_id, id);
    (void)snprintf(path, sizeof path, "%s/slip-%s.png", f->folder, id);
    if (access(path, F_OK) == 0) {
        (void)snprintf(e->evidence_text, sizeof e->evidence_text, "not started: already there");
        return;
    }
    struct err result = bitmap_write_png(&job->page, f->dpi, path);
    if (failed(result)) {
        f->is_full = result.code == ERR_FULL;
        look_at_folder(f);
        (void)snprintf(e->evidence_text, sizeof e->evidence_text, "no file: %s", err_text(result));
        return;
    }
    e->outcome = PRINT_OUTCOME_PRINTED;
    e->evidence = PRINT_EVIDENCE_STATUS_CLEAN;
    (void)snprintf(e->evidence_text, sizeof e->evidence_text, "file slip-%s.png", id);
}

static struct err op_submit(struct printer *p, const struct printer_job *job)
{
    struct printer_file *f = (struct printer_file *)p;
    if (printer_events_has_outcome(&f->events)) {
        return FAIL(BUSY);
    }
    struct printer_event e = {.kind = PRINTER_OUTCOME,
                              .at_ms = f->now_ms,
                              .job_id = job->job_id,
                              .outcome = PRINT_OUTCOME_NOT_PRINTED,
                              .evidence = PRINT_EVIDENCE_NONE};
    look_at_folder(f);
    if ((f->conditions & printer_stopping_conditions()) != 0) {
        (void)snprintf(e.evidence_text, sizeof e.evidence_text, "not started: no folder");
    } else {
        write_page(f, job, &e);
    }
    e.conditions = f->conditions;
    printer_events_add(&f->events, &e);
    return OK;
}

static unsigned op_conditions(const struct printer *p)
{
    return ((const struct printer_file *)p)->conditions;
}

static bool op_take(struct printer *p, struct printer_event *out)
{
    return printer_events_take(&((struct printer_file *)p)->events, out);
}

static void op_describe(const struct printer *p, struct printer_info *out)
{
    const struct printer_file *f = (const struct printer_file *)p;
    *out = (struct printer_info){.model = "file", .width_dots = f->width_dots, .dpi = f->dpi};
}

static const struct printer_ops ops = {
    .device = {.step = op_step, .next_ms = op_next_ms, .close = free},
    .submit = op_submit,
    .conditions = op_conditions,
    .take = op_take,
    .describe = op_describe,
};

struct err printer_file_open(const char *folder, int width_dots, int dpi, struct printer **out)
{
    struct printer_file *f = calloc(1, sizeof *f);
    if (f == NULL) {
        return FAIL(NO_MEMORY);
    }
    if (!str_copy(f->folder, sizeof f->folder, str_of(folder))) {
        free(f);
        return FAIL(TOO_LARGE);
    }
    f->printer.ops = &ops;
    f->width_dots = width_dots;
    f->dpi = dpi;
    look_at_folder(f);
    *out = &f->printer;
    return OK;
}
