#include "hal/printer.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>

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

/* In tenths of a second, rounded up: a limit is never shown shorter than it is. */
static int tenths(uint64_t ms)
{
    return ms > 999900 ? 9999 : (int)((ms + 99) / 100);
}

void printer_info_text(const struct printer_info *info, char out[PRINTER_INFO_TEXT_SIZE])
{
    int usual = tenths(info->normal_ms), limit = tenths(info->limit_ms);
    out[0] = '\0';
    if (info->normal_ms != 0) {
        (void)snprintf(out, PRINTER_INFO_TEXT_SIZE, "正常　1枚 %d.%d秒　上限 %d.%d秒", usual / 10,
                       usual % 10, limit / 10, limit % 10);
    }
}
