#include "hal/linux/ipp_worker.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "hal/linux/ipp_client.h"

enum {
    LEFT_MAX = 4, /* jobs given up that the printer may still hold */
    IDLE_WAIT_MS = 3000,
};

/* A job that was given up: to be cancelled before the next, and told about when it is found. */
struct left {
    struct id job_id;
    char name[CERTIFICATE_NAME_SIZE];
    int sheets;
    bool has_document;
};

struct ipp_worker {
    int fd;
    struct ipp_client *client;
    struct ipp_worker_settings settings;
    unsigned conditions, forms; /* as last told */
    const struct ipp_profile *profile;
    struct left left[LEFT_MAX];
    int left_n;
    bool is_over; /* the other end is gone */
};

/* What is known while a job runs. */
struct run {
    const struct ipp_order *order;
    int job;
    struct ipp_job_view view;
    uint64_t changed_ms, stopped_ms, lost_ms, cancelled_ms, ended_ms; /* 0: not so */
};

static uint64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_BOOTTIME, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static bool is_past(uint64_t since_ms, int wait_ms)
{
    return since_ms != 0 && now_ms() - since_ms >= (uint64_t)wait_ms;
}

static void tell(struct ipp_worker *w, const struct ipp_news *news)
{
    if (send(w->fd, news, sizeof *news, MSG_NOSIGNAL) != (ssize_t)sizeof *news) {
        w->is_over = true;
    }
}

static void tell_state(struct ipp_worker *w, unsigned conditions, unsigned forms)
{
    if (conditions != w->conditions || forms != w->forms) {
        w->conditions = conditions;
        w->forms = forms;
        tell(w, &(struct ipp_news){
                    .kind = IPP_NEWS_CONDITIONS, .conditions = conditions, .forms = forms});
    }
}

static bool wants_pwg(const struct ipp_printer_view *printer)
{
    return printer->takes_pwg && !(printer->profile->wants_pdf && printer->takes_pdf);
}

static void tell_end(struct ipp_worker *w, enum ipp_news_kind kind, struct id job_id,
                     struct ipp_verdict v)
{
    struct ipp_news news = {.kind = kind,
                            .conditions = w->conditions,
                            .forms = w->forms,
                            .job_id = job_id,
                            .outcome = v.outcome,
                            .evidence = v.evidence};
    (void)snprintf(news.text, sizeof news.text, "%s", v.text);
    tell(w, &news);
}

static struct ipp_verdict not_printed(const char *text)
{
    return (struct ipp_verdict){PRINT_OUTCOME_NOT_PRINTED, PRINT_EVIDENCE_NONE, text};
}

/* The oldest is forgotten when there are too many: it stays UNKNOWN, which is true. */
static void remember(struct ipp_worker *w, const struct ipp_order *order, bool has_document)
{
    if (w->left_n == LEFT_MAX) {
        w->left_n--;
        memmove(&w->left[0], &w->left[1], (size_t)w->left_n * sizeof w->left[0]);
    }
    struct left *l = &w->left[w->left_n++];
    *l = (struct left){
        .job_id = order->job_id, .sheets = order->sheets, .has_document = has_document};
    memcpy(l->name, order->name, sizeof l->name);
}

/* What a model's own count is worth is in its profile. */
static struct err look_at_state(struct ipp_worker *w, int job, struct ipp_job_view *out)
{
    TRY(ipp_client_job(w->client, job, out));
    out->impressions = w->profile->counts_impressions ? out->impressions : IPP_NOT_COUNTED;
    return OK;
}

static void look_at_printer(struct ipp_worker *w, struct ipp_printer_view *out)
{
    *out = (struct ipp_printer_view){.conditions = PRINTER_OFFLINE};
    IGNORE_ERR(ipp_client_printer(w->client, out)); /* no answer is what OFFLINE says */
    unsigned forms = w->forms;
    if (out->profile != NULL) {
        w->profile = out->profile;
        forms = wants_pwg(out) ? CERTIFICATE_FORM_PWG : CERTIFICATE_FORM_PDF;
    }
    tell_state(w, out->conditions, forms);
}

/* False: it is still in the printer, or the printer cannot be asked. */
static bool settle_one(struct ipp_worker *w, const struct left *l, bool may_cancel)
{
    int job = 0;
    struct ipp_job_view view;
    struct err found = ipp_client_find(w->client, l->name, &job);
    if (found.code == ERR_NOT_FOUND) {
        return true;
    }
    if (failed(found) || failed(look_at_state(w, job, &view))) {
        return false;
    }
    if (!ipp_job_is_final(&view) && (may_cancel || !l->has_document)) {
        IGNORE_ERR(ipp_client_cancel(w->client, job)); /* what it did is read below */
        if (failed(look_at_state(w, job, &view))) {
            return false;
        }
    }
    if (!ipp_job_is_final(&view)) {
        return false;
    }
    if (l->has_document) {
        tell_end(w, IPP_NEWS_SETTLED, l->job_id, ipp_judge(&view, l->sheets));
    }
    return true;
}

static void settle_left(struct ipp_worker *w, bool may_cancel)
{
    int kept = 0;
    for (int i = 0; i < w->left_n; i++) {
        if (!settle_one(w, &w->left[i], may_cancel)) {
            w->left[kept++] = w->left[i];
        }
    }
    w->left_n = kept;
}

/* Waits for an order; false: none came. */
static bool take_order(struct ipp_worker *w, int wait_ms, struct ipp_order *out)
{
    struct pollfd p = {.fd = w->fd, .events = POLLIN};
    if (poll(&p, 1, wait_ms) <= 0) {
        return false;
    }
    ssize_t n = recv(w->fd, out, sizeof *out, MSG_DONTWAIT);
    w->is_over = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
    return n == (ssize_t)sizeof *out;
}

static void free_order(struct ipp_order *order)
{
    free(order->pdf);
    free(order->pwg);
    order->pdf = order->pwg = NULL;
}

/* Until the next look at the job under way. A second order is a bug of the other end: dropped. */
static void wait_a_little(struct ipp_worker *w)
{
    struct ipp_order order;
    if (take_order(w, w->settings.poll_ms, &order)) {
        free_order(&order);
    }
}

static void note_state(struct run *r, const struct ipp_job_view *view,
                       const struct ipp_printer_view *printer)
{
    uint64_t now = now_ms();
    bool has_changed = view->status != r->view.status || view->impressions != r->view.impressions;
    unsigned seen = r->view.conditions | printer->conditions;
    bool is_stopped = (printer->conditions & printer_stopping_conditions()) != 0;
    r->changed_ms = has_changed || r->changed_ms == 0 ? now : r->changed_ms;
    r->stopped_ms = !is_stopped ? 0 : (r->stopped_ms == 0 ? now : r->stopped_ms);
    r->view = *view;
    r->view.conditions = seen;
    bool is_final = ipp_job_is_final(view);
    r->ended_ms = !is_final ? 0 : (r->ended_ms == 0 ? now : r->ended_ms);
    r->lost_ms = 0;
}

static bool give_up_run(struct ipp_worker *w, const struct run *r, const char *text)
{
    remember(w, r->order, true);
    tell_end(w, IPP_NEWS_OUTCOME, r->order->job_id,
             (struct ipp_verdict){PRINT_OUTCOME_UNKNOWN, PRINT_EVIDENCE_BYTES_ACCEPTED, text});
    return true;
}

/* One look at the job; true: its outcome was told. */
static bool look_at_job(struct ipp_worker *w, struct run *r)
{
    struct ipp_job_view view;
    struct ipp_printer_view printer;
    struct err result = look_at_state(w, r->job, &view);
    if (result.code == ERR_NOT_FOUND || result.code == ERR_REFUSED) {
        return give_up_run(w, r, "the printer does not know the job any more");
    }
    if (failed(result)) {
        r->lost_ms = r->lost_ms == 0 ? now_ms() : r->lost_ms;
        tell_state(w, PRINTER_OFFLINE, w->forms);
        return is_past(r->lost_ms, w->settings.lost_ms) &&
               give_up_run(w, r, "connection lost after the document");
    }
    look_at_printer(w, &printer);
    note_state(r, &view, &printer);
    if (r->ended_ms != 0 && (printer.is_idle || is_past(r->ended_ms, IDLE_WAIT_MS))) {
        tell_end(w, IPP_NEWS_OUTCOME, r->order->job_id, ipp_judge(&r->view, r->order->sheets));
        return true;
    }
    return false;
}

static void follow(struct ipp_worker *w, struct run *r)
{
    while (!w->is_over) {
        if (look_at_job(w, r)) {
            return;
        }
        bool is_stuck = is_past(r->stopped_ms, w->settings.stop_ms) ||
                        is_past(r->changed_ms, w->settings.limit_ms);
        if (is_stuck && r->cancelled_ms == 0) {
            r->cancelled_ms = now_ms();
            IGNORE_ERR(ipp_client_cancel(w->client, r->job)); /* the job's own state decides */
        }
        if (is_past(r->cancelled_ms, w->settings.cancel_ms) && r->ended_ms == 0) {
            (void)give_up_run(w, r, "cancelled, but the job did not end");
            return;
        }
        wait_a_little(w);
    }
}

/* Everything before the document; NULL: go on, otherwise why not. */
static const char *prepare(struct ipp_worker *w, struct run *r, const char **out_format)
{
    struct ipp_printer_view printer;
    const struct ipp_order *order = r->order;
    look_at_printer(w, &printer);
    if ((printer.conditions & printer_stopping_conditions()) != 0) {
        return "not started: printer stopped or not reachable";
    }
    settle_left(w, true);
    if (w->left_n > 0) {
        return "not started: the printer holds an earlier job";
    }
    bool is_pwg = order->pwg != NULL && wants_pwg(&printer);
    if (!is_pwg && (order->pdf == NULL || !printer.takes_pdf)) {
        return "not started: the printer takes no format of ours";
    }
    *out_format = is_pwg ? IPP_FORMAT_PWG : IPP_FORMAT_PDF;
    if (failed(ipp_client_validate(w->client, order->name, *out_format))) {
        return "not started: the printer refused the job beforehand";
    }
    struct err made = ipp_client_create(w->client, order->name, &r->job);
    if (made.code == ERR_GONE) {
        remember(w, order, false); /* an empty job of this name may stand there now */
        return "not started: no answer to Create-Job";
    }
    return failed(made) ? "not started: Create-Job refused" : NULL;
}

static void print(struct ipp_worker *w, const struct ipp_order *order)
{
    struct run r = {.order = order, .view = {.impressions = IPP_NOT_COUNTED}};
    const char *format = NULL;
    const char *why_not = prepare(w, &r, &format);
    if (why_not != NULL) {
        tell_end(w, IPP_NEWS_OUTCOME, order->job_id, not_printed(why_not));
        return;
    }
    bool is_pwg = strcmp(format, IPP_FORMAT_PWG) == 0;
    struct certificate_document document = {is_pwg ? order->pwg : order->pdf,
                                            is_pwg ? order->pwg_length : order->pdf_length};
    struct err sent = ipp_client_send(w->client, r.job, format, &document);
    if (failed(sent) && sent.code != ERR_GONE) {
        IGNORE_ERR(ipp_client_cancel(w->client, r.job)); /* an empty job: it prints nothing */
        tell_end(w, IPP_NEWS_OUTCOME, order->job_id, not_printed("document refused"));
        return;
    }
    follow(w, &r);
}

static void *work(void *argument)
{
    struct ipp_worker *w = argument;
    struct ipp_printer_view printer;
    while (!w->is_over) {
        struct ipp_order order;
        look_at_printer(w, &printer);
        if (w->left_n > 0 && printer.conditions != PRINTER_OFFLINE) {
            settle_left(w, false);
        }
        ipp_client_hang_up(w->client);
        if (!w->is_over && take_order(w, w->settings.idle_ms, &order)) {
            print(w, &order);
            free_order(&order);
        }
    }
    ipp_client_close(w->client);
    (void)close(w->fd);
    free(w);
    return NULL;
}

static int or_default(int value, int standard)
{
    return value == 0 ? standard : value;
}

static struct err start_thread(struct ipp_worker *w)
{
    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) != 0) {
        return FAIL(NO_MEMORY);
    }
    (void)pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int result = pthread_create(&thread, &attributes, work, w);
    (void)pthread_attr_destroy(&attributes);
    return result == 0 ? OK : FAIL(NO_MEMORY);
}

struct err ipp_worker_start(const struct ipp_worker_settings *settings, int *out_fd)
{
    int fds[2];
    struct ipp_client *client = NULL;
    TRY(ipp_client_open(settings->uri, settings->roots,
                        or_default(settings->timeout_ms, IPP_CLIENT_TIMEOUT_MS), &client));
    struct ipp_worker *w = calloc(1, sizeof *w);
    if (w == NULL || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) != 0) {
        free(w);
        ipp_client_close(client);
        return FAIL(NO_MEMORY);
    }
    w->fd = fds[1];
    w->client = client;
    w->conditions = PRINTER_UNKNOWN_STATE;
    w->profile = ipp_profile_find(NULL);
    w->settings = *settings;
    w->settings.uri = w->settings.roots = NULL; /* the client has its own copies */
    w->settings.poll_ms = or_default(settings->poll_ms, 250);
    w->settings.idle_ms = or_default(settings->idle_ms, 3000);
    w->settings.stop_ms = or_default(settings->stop_ms, 20000);
    w->settings.limit_ms = or_default(settings->limit_ms, 90000);
    w->settings.cancel_ms = or_default(settings->cancel_ms, 5000);
    w->settings.lost_ms = or_default(settings->lost_ms, 8000);
    struct err result = start_thread(w);
    if (failed(result)) {
        (void)close(fds[0]);
        (void)close(fds[1]);
        ipp_client_close(client);
        free(w);
        return result;
    }
    *out_fd = fds[0];
    return OK;
}
