/* ipps against a printer program of others that shows a certificate of its own making: believed
 * only when it was named beforehand, and only under its own name. Real time. */
#include "tests/kit/ippeve.h"
#include "tests/kit/kit.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "hal/linux/certificate_printer_ipp.h"
#include "sim/pki.h"

enum { PATIENCE_MS = 20000, LOOK_MS = 2500 };

static const char pdf[] = "%PDF-1.4\n% sealed on the way\n%%EOF\n";

/* The printer, reached as `host`, judged by these roots. */
static struct certificate_printer *open_printer(const struct ippeve *eve, const char *host,
                                                const char *roots)
{
    char uri[96];
    struct certificate_printer *p = NULL;
    (void)snprintf(uri, sizeof uri, "ipps://%s:%d/ipp/print", host, eve->port);
    struct ipp_worker_settings settings = {
        .uri = uri, .roots = roots, .poll_ms = 50, .idle_ms = 100, .lost_ms = 500};
    assert_ok(certificate_printer_ipp_open(&settings, &p));
    return p;
}

/* As the loop does: until something happened, or a step is due. */
static void turn(struct certificate_printer *p)
{
    struct pollfd fds[DEVICE_FDS_MAX];
    struct device device = certificate_printer_device(p);
    int n = device_poll_fds(device, fds, DEVICE_FDS_MAX);
    (void)poll(fds, (nfds_t)n, LOOK_MS);
    device_step(device, ippeve_now_ms());
}

/* Until it is ready, at most so long. */
static bool gets_ready(struct certificate_printer *p, int patience_ms)
{
    struct printer_event e;
    for (uint64_t end = ippeve_now_ms() + (uint64_t)patience_ms; ippeve_now_ms() < end;) {
        turn(p);
        while (certificate_printer_take(p, &e)) {
        }
        if (certificate_printer_conditions(p) == 0) {
            return true;
        }
    }
    return false;
}

static struct printer_event print(struct certificate_printer *p)
{
    struct printer_event e;
    struct certificate_job job = {.job_id = {{1}},
                                  .name = "uk-tls",
                                  .pdf = {(const uint8_t *)pdf, sizeof pdf - 1},
                                  .sheets = 1};
    assert_ok(certificate_printer_submit(p, &job));
    for (uint64_t end = ippeve_now_ms() + PATIENCE_MS; ippeve_now_ms() < end;) {
        turn(p);
        while (certificate_printer_take(p, &e)) {
            if (e.kind == PRINTER_OUTCOME) {
                return e;
            }
        }
    }
    fail_msg("no outcome");
    return e;
}

/* Its own certificate appears in its folder when it speaks TLS for the first time. */
static bool shows_certificate(const struct ippeve *eve, char path[IPPEVE_PATH])
{
    ippeve_path(eve, "keys/localhost.crt", path);
    struct certificate_printer *p = open_printer(eve, "localhost", NULL);
    bool is_ready = gets_ready(p, LOOK_MS);
    certificate_printer_close(p);
    assert_false(is_ready); /* self-signed, and never seen: not believed */
    return access(path, R_OK) == 0;
}

static void only_a_certificate_that_was_named_is_believed(void **state)
{
    (void)state;
    static struct ippeve eve;
    char certificate[IPPEVE_PATH];
    if (!ippeve_open(&eve, "tls", NULL)) {
        skip();
    }
    if (!shows_certificate(&eve, certificate)) {
        ippeve_close(&eve);
        print_message("skipped: this ippeveprinter makes no certificate\n");
        skip();
    }
    ippeve_write(&eve, "do", "echo 'ATTR: job-impressions-completed=1' >&2\nexit 0\n");
    struct certificate_printer *p = open_printer(&eve, "localhost", certificate);
    assert_true(gets_ready(p, PATIENCE_MS));
    assert_int_equal(print(p).outcome, PRINT_OUTCOME_PRINTED);
    certificate_printer_close(p);
    p = open_printer(&eve, "localhost", NULL); /* having spoken to it once changes nothing */
    assert_false(gets_ready(p, LOOK_MS));
    struct printer_event e = print(p);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    certificate_printer_close(p);
    ippeve_close(&eve);
}

static void another_authority_or_another_name_is_refused(void **state)
{
    (void)state;
    static struct ippeve eve;
    char certificate[IPPEVE_PATH], folder[256];
    static struct pki pki;
    if (!ippeve_open(&eve, "tls-foreign", NULL)) {
        skip();
    }
    if (!shows_certificate(&eve, certificate)) {
        ippeve_close(&eve);
        skip();
    }
    kit_folder("tls-pki", folder);
    assert_ok(pki_open(folder, (int64_t)time(NULL), &pki));
    struct certificate_printer *p = open_printer(&eve, "localhost", pki.ca_file);
    assert_false(gets_ready(p, LOOK_MS));
    certificate_printer_close(p);
    p = open_printer(&eve, "127.0.0.1", certificate);
    assert_false(gets_ready(p, LOOK_MS));
    certificate_printer_close(p);
    ippeve_close(&eve);
}

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_certificate_that_was_named_is_believed),
        cmocka_unit_test(another_authority_or_another_name_is_refused),
    };
    return cmocka_run_group_tests_name("conform/certificate_tls", tests, NULL, NULL);
}
