#include "paper/render.h"

#include <cairo-pdf.h>

static const double points_per_unit = 72.0 / 254.0;

struct sink {
    paper_write_fn *write;
    void *context;
};

static cairo_status_t pass_on(void *closure, const unsigned char *data, unsigned n)
{
    struct sink *sink = closure;
    struct err e = sink->write(sink->context, data, n);
    return failed(e) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* Everything that could differ from run to run is fixed by the document. */
static void set_metadata(cairo_surface_t *surface, const struct document *d)
{
    char date[40];
    struct strbuf b = strbuf_on(date, sizeof date);
    strbuf_format(&b, "%04d-%02d-%02dT%02d:%02d:%02d+09:00", d->at.year, d->at.month, d->at.day,
                  d->at.hour, d->at.minute, d->at.second);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document_title(d->kind));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

struct err paper_render_pdf(struct typeset *ts, const struct document *d, paper_write_fn *write,
                            void *context)
{
    struct paper_size size;
    TRY(page_admit(ts, d, 0, PAPER_DPI_MAX, &size));
    struct sink sink = {write, context};
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        pass_on, &sink, size.width * points_per_unit, size.height * points_per_unit);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    set_metadata(surface, d);
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, points_per_unit, points_per_unit);
    for (int i = 0; i < size.page_count; i++) {
        struct pen pen = {.ts = ts, .cr = cr};
        page_draw(&pen, d, i);
        cairo_show_page(cr);
    }
    cairo_surface_finish(surface);
    bool good = cairo_status(cr) == CAIRO_STATUS_SUCCESS &&
                cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return good ? OK : FAIL(IO);
}
