/* The event log: one line per event and effect, for comparing runs and for reading a failure. Codes
 * appear by kind, people, digits of a PIN and
 * what a clerk writes not at all. */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include "app/state.h"

enum { EVENT_LINE_MAX = 400 };

static void write_line(struct app *app, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void write_line(struct app *app, const char *format, ...)
{
    char line[EVENT_LINE_MAX];
    int head = snprintf(line, sizeof line, "%" PRIu64 ".%03u ", app->now_ms / 1000,
                        (unsigned)(app->now_ms % 1000));
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line + head, sizeof line - (size_t)head - 1, format, args);
    va_end(args);
    size_t end = (size_t)head + (size_t)n;
    end = end < sizeof line - 1 ? end : sizeof line - 2;
    line[end++] = '\n';
    struct hash hash = {app->log_hash};
    hash_bytes(&hash, line, end);
    app->log_hash = hash.value;
    if (app->setup.event_log != NULL) {
        fwrite(line, 1, end, app->setup.event_log);
    }
}

static void log_reply(struct app *app, const struct backend_reply *r)
{
    write_line(app, "REPLY %s %s applications=%d token=%" PRIu64, exchange_op_name(r->op),
               exchange_result_name(r->result), r->application_count, r->token);
}

void event_log_event(struct app *app, const struct event *ev)
{
    switch (ev->kind) {
    case EV_CODE_READ:
        write_line(app, "CODE_READ %s %s", code_kind_name(ev->code.kind),
                   pickup_check_name(ev->code.check));
        break;
    case EV_IN_VIEW:
        write_line(app, "IN_VIEW hint=%s carrier=%d finder=%d code=%d",
                   scan_hint_name(ev->in_view.hint), (int)ev->in_view.carrier,
                   ev->in_view.finder_seen, ev->in_view.code_seen);
        break;
    case EV_ACTION:
        write_line(app, "ACTION %s %s %d",
                   ev->action.actor == ACTOR_APPLICANT ? "applicant" : "staff",
                   action_name(ev->action.action),
                   ev->action.action == ACTION_STAFF_DIGIT || ev->action.action == ACTION_STAFF_TEXT
                       ? 0
                       : ev->action.argument);
        break;
    case EV_REPLY:
        log_reply(app, ev->reply);
        break;
    case EV_REPORT_SETTLED:
        write_line(app, "REPORT_SETTLED %s %s %s", exchange_op_name(ev->report.op),
                   ev->report.application_id, exchange_result_name(ev->report.result));
        break;
    case EV_PRINT_OUTCOME:
        write_line(app, "PRINT_OUTCOME kind=%d %s %s", (int)ev->print.kind,
                   print_outcome_name(ev->print.outcome), print_evidence_name(ev->print.evidence));
        break;
    case EV_DEVICE:
        write_line(app, "DEVICE %d health=%d", (int)ev->device.device, (int)ev->device.health);
        break;
    case EV_EARPHONES:
        write_line(app, "EARPHONES %d", ev->earphones);
        break;
    case EV_LINK:
        write_line(app, "LINK %s", ev->link_up ? "up" : "down");
        break;
    case EV_RESTORED:
        write_line(app, "RESTORED visits=%d", ev->restored->visit_count);
        break;
    case EV_PIN_VERIFIED:
        write_line(app, "PIN_VERIFIED %d", (int)ev->pin.result);
        break;
    case EV_DAY_EXPORTED:
        write_line(app, "DAY_EXPORTED %d", ev->day_is_written);
        break;
    case EV_JOURNAL_FAILED:
        write_line(app, "JOURNAL_FAILED %s", err_name(ev->journal_error));
        break;
    default:
        write_line(app, "%s", event_kind_name(ev->kind));
        break;
    }
}

/* What a clerk wrote in words of their own stays in the journal. */
static int logged_bytes(const struct journal_row *row)
{
    const char *note = row->kind == JOURNAL_EXCEPTION ? strstr(row->detail, " note=") : NULL;
    return (int)(note == NULL ? strlen(row->detail) : (size_t)(note - row->detail));
}

static void log_effect(struct app *app, const struct effect *e)
{
    switch (e->kind) {
    case FX_JOURNAL:
        write_line(app, "  JOURNAL %s %s token=%" PRIu64 " %.*s", journal_kind_name(e->row.kind),
                   e->row.application_id, e->row.token, logged_bytes(&e->row), e->row.detail);
        break;
    case FX_SEND:
    case FX_OUTBOX:
        write_line(app, "  %s %s %s token=%" PRIu64, effect_kind_name(e->kind),
                   exchange_op_name(e->request.op), e->request.application_id, e->request.token);
        break;
    case FX_PRINT:
        write_line(app, "  PRINT kind=%d call=%d %s", (int)e->print.kind, e->print.call_no,
                   e->print.application_id);
        break;
    default:
        write_line(app, "  %s", effect_kind_name(e->kind));
        break;
    }
}

void event_log_effects(struct app *app)
{
    for (int i = 0; i < app->effects.count; i++) {
        log_effect(app, &app->effects.effect[i]);
    }
}
