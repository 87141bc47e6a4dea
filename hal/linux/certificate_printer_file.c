#include "hal/linux/certificate_printer_file.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/file.h"
#include "hal/linux/print_folder.h"

_Static_assert(PRINT_FILE_NAME_SIZE >= CERTIFICATE_NAME_SIZE + 4, "a job's name with .pdf");

struct certificate_file {
    struct certificate_printer printer;
    struct print_folder folder;
};

static void op_step(void *self, uint64_t now_ms)
{
    print_folder_step(&((struct certificate_file *)self)->folder, now_ms);
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    return print_folder_next_ms(&((const struct certificate_file *)self)->folder, now_ms);
}

static struct err write_document(const void *what, const char *path)
{
    const struct certificate_document *document = what;
    struct new_file file;
    TRY(file_begin(&file, path));
    bool whole = fwrite(document->bytes, 1, document->length, file.stream) == document->length;
    return file_end(&file, whole);
}

static struct err op_submit(struct certificate_printer *p, const struct certificate_job *order)
{
    bool is_pdf = order->pdf.bytes != NULL;
    struct print_folder_job job = {.job_id = order->job_id,
                                   .evidence = PRINT_EVIDENCE_JOB_STATE,
                                   .write = write_document,
                                   .what = is_pdf ? &order->pdf : &order->pwg};
    (void)snprintf(job.name, sizeof job.name, "%s.%s", order->name, is_pdf ? "pdf" : "pwg");
    return print_folder_submit(&((struct certificate_file *)p)->folder, &job);
}

static unsigned op_conditions(const struct certificate_printer *p)
{
    return ((const struct certificate_file *)p)->folder.conditions;
}

static bool op_take(struct certificate_printer *p, struct printer_event *out)
{
    return printer_events_take(&((struct certificate_file *)p)->folder.events, out);
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
    f->printer.ops = &ops;
    struct err e = print_folder_open(&f->folder, folder);
    if (failed(e)) {
        free(f);
        return e;
    }
    *out = &f->printer;
    return OK;
}
