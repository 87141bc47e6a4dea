/* PDFs judged by programs of others: qpdf (structure), pdffonts (embedding), pdftotext (every name
 * comes back code point by code point). Skipped with a line where one of them is not installed. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "paper/paper.h"
#include "tests/golden/paper_samples.h"

enum { PDF_MAX = 4 * 1024 * 1024, OUTPUT_MAX = 64 * 1024, COMMAND_MAX = 700 };

struct memory {
    size_t n;
    uint8_t bytes[PDF_MAX];
};

static struct memory first, second;

static int open_typeset(void **state)
{
    struct typeset *ts = NULL;
    if (failed(typeset_open(&ts))) {
        return -1;
    }
    *state = ts;
    return 0;
}

static int close_typeset(void **state)
{
    typeset_close(*state);
    return 0;
}

static struct err keep(void *context, const uint8_t *bytes, size_t n)
{
    struct memory *m = context;
    if (n > PDF_MAX - m->n) {
        return FAIL(FULL);
    }
    memcpy(m->bytes + m->n, bytes, n);
    m->n += n;
    return OK;
}

static void write_pdf(struct typeset *ts, const struct document *d, char file[300])
{
    char folder[256];
    kit_folder("pdf", folder);
    struct strbuf b = strbuf_on(file, 300);
    strbuf_format(&b, "%s/page.pdf", folder);
    first.n = 0;
    assert_ok(paper_render_pdf(ts, d, keep, &first));
    FILE *f = fopen(file, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(first.bytes, 1, first.n, f), first.n);
    assert_int_equal(fclose(f), 0);
}

static bool have(const char *program)
{
    char command[COMMAND_MAX];
    struct strbuf b = strbuf_on(command, sizeof command);
    strbuf_format(&b, "command -v %s > build/test-data/which 2>&1", program);
    if (system(command) == 0) {
        return true;
    }
    print_message("%s is not installed: not checked\n", program);
    return false;
}

/* Runs `program file tail`, gives what it says and how it ended. */
static int run(const char *program, const char *file, const char *tail, char out[OUTPUT_MAX])
{
    char command[COMMAND_MAX];
    struct strbuf b = strbuf_on(command, sizeof command);
    strbuf_format(&b, "%s %s %s 2>&1", program, file, tail);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t n = fread(out, 1, OUTPUT_MAX - 1, pipe);
    out[n] = '\0';
    return pclose(pipe);
}

static char output[OUTPUT_MAX];

static void every_kind_is_a_sound_pdf_with_embedded_fonts(void **state)
{
    struct document all[] = {sample_slip_full(),           sample_hold_slip(HOLD_SLIP_KEPT),
                             sample_receipt(false, false), sample_hand_over_list(40),
                             sample_cert_record_sheet(),   sample_daily_report(),
                             sample_readiness_report()};
    bool with_qpdf = have("qpdf"), with_fonts = have("pdffonts");
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char file[300];
        write_pdf(*state, &all[i], file);
        if (with_qpdf && run("qpdf --check", file, "", output) != 0) {
            fail_msg("%s: %s", document_name(all[i].kind), output);
        }
        if (!with_fonts) {
            continue;
        }
        assert_int_equal(run("pdffonts", file, "| tail -n +3 | cut -c 55-67", output), 0);
        assert_true(strlen(output) > 0);
        assert_null(strstr(output, "no ")); /* columns emb, sub, uni */
    }
}

static void every_name_comes_back_exactly(void **state)
{
    static const char *const names[] = {"髙﨑𠮷濵子", "渡邉\U000E0103太郎", "渡邉\U000E0110花子"};
    if (!have("pdftotext")) {
        skip();
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct document d = sample_cert_record_sheet();
        char file[300];
        strcpy(d.cert_record_sheet.field[26].value, names[i]);
        write_pdf(*state, &d, file);
        assert_int_equal(run("pdftotext -layout -enc UTF-8", file, "-", output), 0);
        if (strstr(output, names[i]) == NULL) {
            fail_msg("%s is not in\n%s", names[i], output);
        }
        assert_non_null(strstr(output, "MIHON1-0001234"));
        assert_null(strstr(output, "\U0002FFFE"));
    }
}

static void the_same_document_is_the_same_file(void **state)
{
    struct typeset *other = NULL;
    struct document d = sample_cert_record_sheet();
    assert_ok(typeset_open(&other));
    first.n = second.n = 0;
    assert_ok(paper_render_pdf(*state, &d, keep, &first));
    assert_ok(paper_render_pdf(other, &d, keep, &second));
    typeset_close(other);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.bytes, second.bytes, first.n);
    d.at.minute++;
    second.n = 0;
    assert_ok(paper_render_pdf(*state, &d, keep, &second));
    assert_true(first.n != second.n || memcmp(first.bytes, second.bytes, first.n) != 0);
}

static void a_sheet_with_a_wrong_character_writes_no_file(void **state)
{
    struct document d = sample_cert_record_sheet();
    strcpy(d.cert_record_sheet.field[26].value, "渡邉\U000E01EF太郎");
    first.n = 0;
    assert_fails(paper_render_pdf(*state, &d, keep, &first), REFUSED);
    assert_int_equal(first.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_a_sound_pdf_with_embedded_fonts),
        cmocka_unit_test(every_name_comes_back_exactly),
        cmocka_unit_test(the_same_document_is_the_same_file),
        cmocka_unit_test(a_sheet_with_a_wrong_character_writes_no_file),
    };
    return cmocka_run_group_tests(tests, open_typeset, close_typeset);
}
