#include "hal/linux/printer_file.h"

#include <stdio.h>
#include <stdlib.h>
#include "hal/linux/bitmap_png.h"
#include "hal/linux/print_folder.h"

struct printer_file {
    struct printer printer;
    struct print_folder folder;
    int width_dots, dpi;
};

/* A page on its way to its file. */
struct slip {
    const struct bitmap *page;
    int dpi;
};

static void op_step(void *self, uint64_t now_ms)
{
    print_folder_step(&((struct printer_file *)self)->folder, now_ms);
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    return print_folder_next_ms(&((const struct printer_file *)self)->folder, now_ms);
}

static struct err write_page(const void *what, const char *path)
{
    const struct slip *slip = what;
    return bitmap_write_png(slip->page, slip->dpi, path);
}

static struct err op_submit(struct printer *p, const struct printer_job *order)
{
    struct printer_file *f = (struct printer_file *)p;
    struct slip slip = {&order->page, f->dpi};
    struct print_folder_job job = {.job_id = order->job_id,
                                   .evidence = PRINT_EVIDENCE_STATUS_CLEAN,
                                   .write = write_page,
                                   .what = &slip};
    char id[ID_TEXT_SIZE];
    id_text(order->job_id, id);
    (void)snprintf(job.name, sizeof job.name, "slip-%s.png", id);
    return print_folder_submit(&f->folder, &job);
}

static unsigned op_conditions(const struct printer *p)
{
    return ((const struct printer_file *)p)->folder.conditions;
}

static bool op_take(struct printer *p, struct printer_event *out)
{
    return printer_events_take(&((struct printer_file *)p)->folder.events, out);
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
    *f = (struct printer_file){.printer = {&ops}, .width_dots = width_dots, .dpi = dpi};
    struct err e = print_folder_open(&f->folder, folder);
    if (failed(e)) {
        free(f);
        return e;
    }
    *out = &f->printer;
    return OK;
}
