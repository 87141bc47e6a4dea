#include "hal/linux/certificate_printer_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

enum { FOLDER_SIZE = 400, PATH_SIZE = FOLDER_SIZE + CERTIFICATE_NAME_SIZE + 16, CHECK_MS = 2000 };

struct certificate_file {
    struct certificate_printer printer;
    char folder[FOLDER_SIZE];
    unsigned conditions;
    uint64_t now_ms, check_at_ms;
    struct printer_events events;
};

static void look_at_folder(struct certificate_file *f)
{
    (void)mkdir(f->folder, 0755);
    f->conditions = access(f->folder, W_OK | X_OK) == 0 ? 0 : PRINTER_OFFLINE;
}

static void op_step(void *self, uint64_t now_ms)
{
    struct certificate_file *f = self;
    f->now_ms = now_ms;
    if (now_ms >= f->check_at_ms) {
        look_at_folder(f);
        f->check_at_ms = now_ms + CHECK_MS;
    }
    printer_events_conditions(&f->events, now_ms, f->conditions);
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct certificate_file *f = self;
    return f->events.count > 0 ? now_ms : f->check_at_ms;
}

static struct err write_file(const struct certificate_document *document, const char *path)
{
    struct new_file file;
    TRY(file_begin(&file, path));
    return file_end(&file,
                    fwrite(document->bytes, 1, document->length, file.stream) == document->length);
}

static void print(const struct certificate_file *f, const struct certificate_job *job,
                  struct printer_event *e)
{
    bool is_pdf = job->pdf.bytes != NULL;
    const char *kind = is_pdf ? "pdf" : "pwg";
    char path[PATH_SIZE];
    (void)snprintf(path, sizeof path, "%s/%s.%s", f->folder, job->name, kind);
    if (access(path, F_OK) == 0) {
        (void)snprintf(e->evidence_text, sizeof e->evidence_text, "not started: already there");
        return;
    }
    struct err result = write_file(is_pdf ? &job->pdf : &job->pwg, path);
    if (failed(result)) {
        (void)snprintf(e->evidence_text, sizeof e->evidence_text, "no file: %s", err_text(result));
        return;
    }
    e->outcome = PRINT_OUTCOME_PRINTED;
    e->evidence = PRINT_EVIDENCE_JOB_STATE;
    (void)snprintf(e->evidence_text, sizeof e->evidence_text, "file %s.%s", job->name, kind);
}

static struct err op_submit(struct certificate_printer *p, const struct certificate_job *job)
{
    struct certificate_file *f = (struct certificate_file *)p;
    if (printer_events_has_outcome(&f->events)) {
        return FAIL(BUSY);
    }
    struct printer_event e = {.kind = PRINTER_OUTCOME,
                              .at_ms = f->now_ms,
                              .job_id = job->job_id,
                              .outcome = PRINT_OUTCOME_NOT_PRINTED,
                              .evidence = PRINT_EVIDENCE_NONE};
    look_at_folder(f);
    e.conditions = f->conditions;
    if (f->conditions != 0) {
        (void)snprintf(e.evidence_text, sizeof e.evidence_text, "not started: no folder");
    } else {
        print(f, job, &e);
    }
    printer_events_add(&f->events, &e);
    return OK;
}

static unsigned op_conditions(const struct certificate_printer *p)
{
    return ((const struct certificate_file *)p)->conditions;
}

static bool op_take(struct certificate_printer *p, struct printer_event *out)
{
    return printer_events_take(&((struct certificate_file *)p)->events, out);
}

static const struct certificate_printer_ops ops = {
    .device = {.step = op_step, .next_ms = op_next_ms, .close = free},
    .submit = op_submit,
    .conditions = op_conditions,
    .take = op_take,
};

struct err certificate_printer_file_open(const char *folder, struct certificate_printer **out)
{
    struct certificate_file *f = calloc(1, sizeof *f);
    if (f == NULL) {
        return FAIL(NO_MEMORY);
    }
    if (!str_copy(f->folder, sizeof f->folder, str_of(folder))) {
        free(f);
        return FAIL(TOO_LARGE);
    }
    f->printer.ops = &ops;
    look_at_folder(f);
    *out = &f->printer;
    return OK;
}
