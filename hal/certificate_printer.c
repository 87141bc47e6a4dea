#include "hal/certificate_printer.h"

#include <assert.h>
#include <string.h>

struct device certificate_printer_device(struct certificate_printer *p)
{
    return p == NULL ? (struct device){NULL, NULL} : (struct device){&p->ops->device, p};
}

void certificate_printer_close(struct certificate_printer *p)
{
    device_close(certificate_printer_device(p));
}

static bool is_job_name(const char name[CERTIFICATE_NAME_SIZE])
{
    size_t n = strnlen(name, CERTIFICATE_NAME_SIZE);
    for (size_t i = 0; i < n; i++) {
        bool is_letter = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= 'A' && name[i] <= 'Z');
        if (!is_letter && !(name[i] >= '0' && name[i] <= '9') && name[i] != '-') {
            return false;
        }
    }
    return n > 0 && n < CERTIFICATE_NAME_SIZE;
}

struct err certificate_printer_submit(struct certificate_printer *p,
                                      const struct certificate_job *job)
{
    assert(job != NULL);
    if (p == NULL) {
        return FAIL(UNSUPPORTED);
    }
    bool has_document = (job->pdf.bytes != NULL && job->pdf.length > 0) ||
                        (job->pwg.bytes != NULL && job->pwg.length > 0);
    if (id_is_none(job->job_id) || !is_job_name(job->name) || !has_document || job->sheets < 1 ||
        job->sheets > CERTIFICATE_SHEETS_MAX) {
        return FAIL(INVALID);
    }
    if (job->pdf.length > CERTIFICATE_DOCUMENT_MAX || job->pwg.length > CERTIFICATE_DOCUMENT_MAX) {
        return FAIL(TOO_LARGE);
    }
    return p->ops->submit(p, job);
}

unsigned certificate_printer_conditions(const struct certificate_printer *p)
{
    return p == NULL ? (unsigned)PRINTER_OFFLINE : p->ops->conditions(p);
}

unsigned certificate_printer_forms(const struct certificate_printer *p)
{
    return p == NULL || p->ops->forms == NULL ? (unsigned)CERTIFICATE_FORM_PDF : p->ops->forms(p);
}

bool certificate_printer_take(struct certificate_printer *p, struct printer_event *out)
{
    return p != NULL && p->ops->take(p, out);
}
