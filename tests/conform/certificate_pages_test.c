/* A certificate's page from the renderer through the IPP backend into a printer of others: what
 * arrived is the page that was sent. PWG raster is read back by libcups and compared dot for dot;
 * the PDF byte for byte, and as pdftoppm draws it. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/ippeve.h"
#include "tests/kit/kit.h"

#include <cups/raster.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/page_worker.h"
#include "hal/linux/certificate_printer_ipp.h"
#include "paper/pwg.h"
#include "tests/golden/paper_samples.h"

enum { PATIENCE_MS = 20000, PIXELS_MAX = 2482 * 3509, COMMAND_SIZE = 3 * IPPEVE_PATH };

struct rig {
    struct ippeve eve;
    struct certificate_printer *printer;
    struct worker *worker;
    struct typeset *ts;
    const struct page_answer *page;
};

static uint8_t want[PIXELS_MAX], got[PIXELS_MAX];

static bool rig_open(struct rig *r, const char *name, const char *maker)
{
    *r = (struct rig){0};
    if (!ippeve_open(&r->eve, name, maker)) {
        return false;
    }
    struct ipp_worker_settings settings = {.uri = r->eve.uri, .poll_ms = 50, .idle_ms = 100};
    assert_ok(certificate_printer_ipp_open(&settings, &r->printer));
    assert_ok(page_worker_open(WORKER_INLINE, false, &r->worker));
    assert_ok(typeset_open(&r->ts));
    return true;
}

static void rig_close(struct rig *r)
{
    typeset_close(r->ts);
    worker_close(r->worker);
    certificate_printer_close(r->printer);
    ippeve_close(&r->eve);
}

static void step(struct rig *r)
{
    struct pollfd fds[DEVICE_FDS_MAX];
    int n = device_poll_fds(certificate_printer_device(r->printer), fds, DEVICE_FDS_MAX);
    (void)poll(fds, (nfds_t)n, 20);
    device_step(certificate_printer_device(r->printer), ippeve_now_ms());
}

/* What the printer wants is heard before the page is made, as the terminal does. */
static void make_page(struct rig *r, unsigned forms)
{
    struct printer_event e;
    for (uint64_t end = ippeve_now_ms() + PATIENCE_MS;
         certificate_printer_conditions(r->printer) != 0;) {
        assert_true(ippeve_now_ms() < end);
        step(r);
        while (certificate_printer_take(r->printer, &e)) {
        }
    }
    assert_int_equal(certificate_printer_forms(r->printer), forms);
    struct page_order *order = worker_request(r->worker);
    *order = (struct page_order){.output = PAGE_PDF,
                                 .with_pwg = (forms & CERTIFICATE_FORM_PWG) != 0,
                                 .document = sample_cert_record_sheet()};
    assert_ok(worker_submit(r->worker, 1));
    const void *reply;
    assert_int_equal(worker_take(r->worker, PAGE_LIMIT_MS, &reply), WORKER_DONE);
    r->page = reply;
    assert_ok(r->page->err);
    assert_true(page_answer_is_sane(r->page));
}

static struct printer_event print(struct rig *r)
{
    size_t pdf_length = r->page->length - r->page->pwg_length;
    struct certificate_job job = {.job_id = {{1}},
                                  .name = "uk-page",
                                  .pdf = {r->page->bytes, pdf_length},
                                  .pwg = {r->page->bytes + pdf_length, r->page->pwg_length},
                                  .sheets = r->page->sheets};
    char behaviour[128];
    (void)snprintf(behaviour, sizeof behaviour,
                   "cp \"$1\" \"$(dirname \"$0\")/got\"\n"
                   "echo 'ATTR: job-impressions-completed=%d' >&2\nexit 0\n",
                   job.sheets);
    ippeve_write(&r->eve, "do", behaviour);
    assert_ok(certificate_printer_submit(r->printer, &job));
    struct printer_event e;
    for (uint64_t end = ippeve_now_ms() + PATIENCE_MS; ippeve_now_ms() < end;) {
        step(r);
        while (certificate_printer_take(r->printer, &e)) {
            if (e.kind == PRINTER_OUTCOME) {
                return e;
            }
        }
    }
    fail_msg("no outcome");
    return e;
}

static void draw(struct rig *r, int page_no, struct image_gray *out)
{
    struct document d = sample_cert_record_sheet();
    assert_ok(paper_render_gray(r->ts, &d, page_no, PWG_DPI, want, sizeof want, out));
}

static void a_pwg_page_arrives_dot_for_dot(void **state)
{
    (void)state;
    static struct rig r;
    char path[IPPEVE_PATH];
    if (!rig_open(&r, "pages-pwg", NULL)) {
        skip();
    }
    make_page(&r, CERTIFICATE_FORM_PWG);
    assert_true(r.page->pwg_length > 0);
    struct printer_event e = print(&r);
    assert_string_equal(e.evidence_text, "completed, impressions as ordered");
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    ippeve_path(&r.eve, "got", path);
    int fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    cups_raster_t *raster = cupsRasterOpen(fd, CUPS_RASTER_READ);
    cups_page_header2_t header;
    for (int i = 0; i < r.page->sheets; i++) {
        struct image_gray page;
        draw(&r, i, &page);
        assert_int_equal(cupsRasterReadHeader2(raster, &header), 1);
        for (int y = 0; y < PWG_HEIGHT; y++) {
            assert_int_equal(cupsRasterReadPixels(raster, got, PWG_WIDTH), PWG_WIDTH);
            assert_memory_equal(got, page.pixels + (ptrdiff_t)y * page.stride, PWG_WIDTH);
        }
    }
    assert_int_equal(cupsRasterReadHeader2(raster, &header), 0);
    cupsRasterClose(raster);
    (void)close(fd);
    rig_close(&r);
}

/* Ink of ours where pdftoppm has none anywhere near, as a share of our ink; and the other way. */
static double strays(const uint8_t *a, const uint8_t *b, int width, int height)
{
    long ink = 0, alone = 0;
    for (int y = 2; y < height - 2; y++) {
        for (int x = 2; x < width - 2; x++) {
            if (a[y * width + x] >= 96) {
                continue;
            }
            bool has_neighbour = false;
            for (int k = 0; k < 25 && !has_neighbour; k++) {
                has_neighbour = b[(y + k / 5 - 2) * width + x + k % 5 - 2] < 160;
            }
            ink++;
            alone += has_neighbour ? 0 : 1;
        }
    }
    assert_true(ink > 1000);
    return (double)alone / (double)ink;
}

/* Reads a binary PGM as pdftoppm writes it. */
static void read_pgm(const char *path, int *out_width, int *out_height)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "P5 %d %d 255", out_width, out_height), 2);
    (void)fgetc(file);
    size_t n = (size_t)*out_width * (size_t)*out_height;
    assert_true(n <= sizeof got);
    assert_int_equal(fread(got, 1, n, file), n);
    (void)fclose(file);
}

static void a_pdf_page_arrives_and_shows_the_same(void **state)
{
    (void)state;
    static struct rig r;
    char command[COMMAND_SIZE], path[IPPEVE_PATH];
    struct image_gray page;
    int width = 0, height = 0;
    if (!rig_open(&r, "pages-pdf", "CUPS-PDF")) {
        skip();
    }
    make_page(&r, CERTIFICATE_FORM_PDF);
    assert_int_equal(r.page->pwg_length, 0);
    struct printer_event e = print(&r);
    assert_string_equal(e.evidence_text, "completed, impressions not counted"); /* its profile */
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    ippeve_path(&r.eve, "got", path);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fread(got, 1, sizeof got, file), r.page->length);
    (void)fclose(file);
    assert_memory_equal(got, r.page->bytes, r.page->length);
    if (!ippeve_is_installed("pdftoppm")) {
        print_message("skipped: pdftoppm (poppler-utils) is not installed\n");
        rig_close(&r);
        skip();
    }
    draw(&r, 0, &page);
    (void)snprintf(command, sizeof command,
                   "pdftoppm -gray -singlefile -scale-to-x %d -scale-to-y %d %s/got %s/shown",
                   page.width_px, page.height_px, r.eve.folder, r.eve.folder);
    assert_int_equal(system(command), 0);
    ippeve_path(&r.eve, "shown.pgm", path);
    read_pgm(path, &width, &height);
    assert_int_equal(width, page.width_px);
    assert_int_equal(height, page.height_px);
    double missing = strays(want, got, width, height), added = strays(got, want, width, height);
    print_message("ink not found again: %.5f there, %.5f back\n", missing, added);
    assert_true(missing < 0.001 && added < 0.001);
    memset(want + (size_t)width * (size_t)height / 3, 0xFF, (size_t)width * 100);
    assert_true(strays(got, want, width, height) > 0.001); /* a line that is not there is seen */
    rig_close(&r);
}

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pwg_page_arrives_dot_for_dot),
        cmocka_unit_test(a_pdf_page_arrives_and_shows_the_same),
    };
    return cmocka_run_group_tests_name("conform/certificate_pages", tests, NULL, NULL);
}
