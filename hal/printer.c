#include "hal/printer.h"

#include <assert.h>
#include <stddef.h>

struct device printer_device(struct printer *p)
{
    return p == NULL ? (struct device){NULL, NULL} : (struct device){&p->ops->device, p};
}

void printer_close(struct printer *p)
{
    device_close(printer_device(p));
}

struct err printer_submit(struct printer *p, const struct printer_job *job)
{
    assert(job != NULL);
    const struct bitmap *page = &job->page;
    if (p == NULL) {
        return FAIL(UNSUPPORTED);
    }
    if (id_is_none(job->job_id) || page->bits == NULL || page->width_px <= 0 ||
        page->height_px <= 0 || page->row_bytes != (page->width_px + 7) / 8) {
        return FAIL(INVALID);
    }
    struct printer_info info;
    printer_describe(p, &info);
    if (page->width_px > info.width_dots || page->height_px > PRINTER_HEIGHT_MAX_DOTS) {
        return FAIL(TOO_LARGE);
    }
    return p->ops->submit(p, job);
}

unsigned printer_conditions(const struct printer *p)
{
    return p == NULL ? (unsigned)PRINTER_OFFLINE : p->ops->conditions(p);
}

bool printer_take(struct printer *p, struct printer_event *out)
{
    return p != NULL && p->ops->take(p, out);
}

void printer_describe(const struct printer *p, struct printer_info *out)
{
    *out = (struct printer_info){.model = "none"};
    if (p != NULL) {
        p->ops->describe(p, out);
        assert(out->width_dots > 0 && out->width_dots <= PRINTER_WIDTH_MAX_DOTS);
    }
}
