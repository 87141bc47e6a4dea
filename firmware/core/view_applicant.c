/* What the applicant's screen shows. Only fragments that tell a bystander nothing get here. */
#include "core/machine.h"

#include <string.h>

static const enum screen visit_screens[VISIT_STATE_COUNT] = {
#define X(state, screen, quiet_ms, warn_ms, gives_back) [VISIT_##state] = screen,
    VISIT_STATE_LIST(X)
#undef X
};

static const struct ticket *shown_call(const struct core *c)
{
    int index = c->counter.selected;
    if (index == NO_INDEX || c->ticket[index].state != TICKET_CALLED ||
        shift_setting(c, DAY_SETTING_DIRECT) != 0 ||
        c->now_ms >= c->ticket[index].called_ms + CALL_SHOWN_MS) {
        return NULL;
    }
    return &c->ticket[index];
}

bool view_is_calling(const struct core *c)
{
    return shown_call(c) != NULL;
}

static bool is_handing(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].state == ITEM_HANDING) {
            return true;
        }
    }
    return false;
}

static bool wants_help_screen(const struct core *c)
{
    bool looking = c->looking_since_ms != 0 && c->now_ms >= c->looking_since_ms + HINT_AFTER_MS;
    return looking && c->visit.state == VISIT_IDLE;
}

static enum screen idle_screen(const struct core *c)
{
    if (shown_call(c) != NULL) {
        return SCREEN_A60;
    }
    if (c->device[DEVICE_CAMERA].health == HEALTH_DOWN ||
        c->device[DEVICE_DECODER].health == HEALTH_DOWN) {
        return SCREEN_A54;
    }
    if (office_phase_at(c->config, c->wall_ms) != OFFICE_OPEN) {
        return SCREEN_A52;
    }
    return wants_help_screen(c) ? SCREEN_A01 : SCREEN_A00;
}

/* Strongest first: the counter hands over, the screen is tried (that ends by itself before anybody
 * needs it), the terminal is out, a visit is open, somebody is called. */
enum screen view_screen(const struct core *c)
{
    const struct ticket *t =
        c->counter.selected == NO_INDEX ? NULL : &c->ticket[c->counter.selected];
    if (t != NULL && is_handing(t) && !c->journal_failed) { /* else the tap could not be kept */
        return SCREEN_A63;
    }
    if (face_test_runs(c)) {
        return SCREEN_A80;
    }
    if (service_is_out(c)) {
        return SCREEN_A50;
    }
    if (c->counter.finished_until_ms > c->now_ms) {
        return SCREEN_A64;
    }
    if (c->counter.applicant_page != PAGE_NONE) {
        return c->counter.applicant_page == PAGE_IDENTITY ? SCREEN_A61 : SCREEN_A62;
    }
    if (c->help_until_ms > c->now_ms) {
        return SCREEN_A70;
    }
    if (c->visit.slip == SLIP_FAILED && c->visit.ticket != NO_INDEX) {
        return SCREEN_A53;
    }
    return c->visit.state == VISIT_IDLE ? idle_screen(c) : visit_screens[c->visit.state];
}

static void tail_of(const char *text, size_t bytes, char *out)
{
    size_t n = strlen(text);
    const char *from = n > bytes ? text + n - bytes : text;
    memcpy(out, from, strlen(from) + 1);
}

static void show_bulk(const struct core *c, const struct ticket *t, struct applicant_view *v)
{
    v->total = t->item_count;
    v->bulk_line_count = t->item_count;
    v->bulk_page = c->visit.bulk_page;
    v->wants = ticket_wants(c, t);
    for (int i = 0; i < t->item_count; i++) {
        const struct item *item = &t->item[i];
        const struct application *a = item_application(c, item);
        struct bulk_line *line = &v->bulk_line[i];
        line->readiness = item->readiness;
        line->selected = item->selected;
        if (a != NULL) {
            line->procedure = a->procedure;
            tail_of(a->receipt_no, sizeof line->receipt_tail - 1, line->receipt_tail);
            plate_no_tail(&a->plate_no, line->plate_tail);
        }
        v->selected_count += item->selected;
        v->ready += item->readiness == READINESS_READY;
        v->papers += item->readiness == READINESS_READY_WITH_PAPERS;
        bool waits = item->readiness == READINESS_UNDER_REVIEW ||
                     item->readiness == READINESS_BEING_PREPARED ||
                     item->readiness == READINESS_PAYMENT_CHECKING;
        v->waiting += waits;
        v->refused += !waits && !readiness_can_hand_over(item->readiness);
    }
}

static void count_deliverable(struct applicant_view *v, enum deliverable_kind kind)
{
    for (int i = 0; i < v->deliverable_count; i++) {
        if (v->deliverable[i].kind == kind) {
            v->deliverable[i].count++;
            return;
        }
    }
    v->deliverable[v->deliverable_count].kind = kind;
    v->deliverable[v->deliverable_count++].count = 1;
}

static void show_deliverables(const struct core *c, const struct ticket *t,
                              struct applicant_view *v)
{
    for (int i = 0; i < t->item_count; i++) {
        const struct application *a = item_application(c, &t->item[i]);
        if (t->item[i].state != ITEM_HANDING || a == NULL) {
            continue;
        }
        for (int k = 0; k < a->deliverable_count; k++) {
            if (a->deliverable[k].handed_here) {
                count_deliverable(v, a->deliverable[k].kind);
            }
        }
    }
}

static void show_counter(const struct core *c, struct applicant_view *v)
{
    const struct ticket *t =
        c->counter.selected == NO_INDEX ? NULL : &c->ticket[c->counter.selected];
    if (t == NULL) {
        return;
    }
    call_no_text(c->config, t->call_no, v->call_no);
    show_deliverables(c, t, v);
    const struct application *a =
        t->item_count == 0 ? NULL : item_application(c, &t->item[t->current]);
    if (a != NULL && a->substitution_count > 0) {
        int line = c->counter.substitution_line % a->substitution_count;
        v->substitution = a->substitution[line];
        v->substitution_no = line + 1;
        v->substitution_count = a->substitution_count;
    }
}

static void show_visit(const struct core *c, struct applicant_view *v)
{
    const struct visit *visit = &c->visit;
    v->slip = visit->slip;
    v->code_kind = visit->code_kind;
    memcpy(v->office_name, visit->office_name, sizeof v->office_name);
    if (visit->issued_at_ms != 0) {
        v->issued = civil_of(visit->issued_at_ms);
    }
    v->slow = visit->state == VISIT_LOOKUP && c->now_ms >= visit->since_ms + LOOKUP_SLOW_MS;
    if (visit->ticket != NO_INDEX) {
        const struct ticket *t = &c->ticket[visit->ticket];
        call_no_text(c->config, t->call_no, v->call_no);
        show_bulk(c, t, v);
    }
    if (visit->warned && visit->quiet_until_ms > c->now_ms) {
        v->seconds_left = (int)((visit->quiet_until_ms - c->now_ms + 999) / 1000);
    }
}

static uint64_t sooner(const struct core *c, uint64_t due_ms, uint64_t at_ms)
{
    return at_ms > c->now_ms && at_ms < due_ms ? at_ms : due_ms;
}

uint64_t view_deadline(const struct core *c)
{
    const int64_t minute_ms = 60000;
    int64_t into_ms = c->wall_ms % minute_ms;
    into_ms += into_ms < 0 ? minute_ms : 0;
    uint64_t due = c->now_ms + (uint64_t)(minute_ms - into_ms); /* the clock, the office hours */
    if (c->visit.warned && c->visit.quiet_until_ms > c->now_ms) {
        uint64_t left_ms = c->visit.quiet_until_ms - c->now_ms;
        due = sooner(c, due, c->now_ms + (left_ms - 1) % 1000 + 1);
    }
    if (c->looking_since_ms != 0) {
        due = sooner(c, due, c->looking_since_ms + HINT_AFTER_MS);
        due = sooner(c, due, c->looking_since_ms + HINT_SPOKEN_MS);
        due = sooner(c, due, c->looking_since_ms + HELP_PULSE_MS);
        due = sooner(c, due, c->looking_since_ms + HINT_AFTER_MS + HINT_SHOWN_MS);
        due = sooner(c, due, c->hint_shown_ms + HINT_SHOWN_MS);
    }
    const struct ticket *called = shown_call(c);
    return called == NULL ? due : sooner(c, due, called->called_ms + CALL_SHOWN_MS);
}

static bool has_camera(enum screen screen)
{
    return screen == SCREEN_A00 || screen == SCREEN_A01 || screen == SCREEN_A02 ||
           screen == SCREEN_A40 || screen == SCREEN_A41 || screen == SCREEN_A43;
}

/* What the small code in the corner tells staff: the fault behind this screen. */
static enum fault shown_fault(const struct core *c, enum screen screen)
{
    const struct device_status *device = c->device;
    if (c->journal_failed) {
        return fault_of_journal(c->journal_error);
    }
    switch (screen) {
    case SCREEN_A42:
        return FAULT_CODE_REFUSED;
    case SCREEN_A50:
        return c->started ? FAULT_PLANNED_STOP : FAULT_NONE;
    case SCREEN_A51:
        return FAULT_BACKEND_AWAY;
    case SCREEN_A53:
        return device[DEVICE_SLIP_PRINTER].health == HEALTH_DOWN ? device[DEVICE_SLIP_PRINTER].fault
                                                                 : FAULT_SLIP_NOT_PRINTED;
    case SCREEN_A54:
        return device[DEVICE_CAMERA].health == HEALTH_DOWN ? FAULT_CAMERA_LOST
                                                           : FAULT_DECODER_STOPPED;
    default:
        return FAULT_NONE;
    }
}

void core_applicant_view(const struct core *c, struct applicant_view *out)
{
    memset(out, 0, sizeof *out);
    out->screen = view_screen(c);
    out->config = c->config;
    out->wall_ms = c->wall_ms;
    out->modes = c->modes;
    out->camera_live = has_camera(out->screen);
    bool lost = c->device[DEVICE_CAMERA].health == HEALTH_DOWN;
    out->camera = lost                             ? VIEW_CAMERA_LOST
                  : c->visit.state == VISIT_LOOKUP ? VIEW_CAMERA_READ_OK
                                                   : VIEW_CAMERA_RUNNING;
    out->finder_seen = c->finder_seen;
    out->staff_entrance = c->config->staff_on_same_screen && c->desk.list != NULL;
    out->staff_face = c->counter.staff_face && !face_test_runs(c);
    out->touched_cells = face_test_runs(c) ? c->desk.face_cells : 0;
    out->hint = wants_help_screen(c) ? c->hint_shown : SCAN_HINT_NONE;
    out->carrier = c->carrier;
    out->help_pulse = c->looking_since_ms != 0 && c->now_ms >= c->looking_since_ms + HELP_PULSE_MS;
    out->wait_minutes = ticket_wait_minutes(c, &out->wait_people);
    out->help_acknowledged = c->help_acknowledged;
    memcpy(out->notice, c->notice, sizeof out->notice);
    out->resumes_at_ms = out->screen == SCREEN_A52 ? office_opens_next_ms(c->config, c->wall_ms)
                                                   : c->maintenance_until_ms;
    bool counter = out->screen == SCREEN_A60 || out->screen == SCREEN_A61 ||
                   out->screen == SCREEN_A62 || out->screen == SCREEN_A63 ||
                   out->screen == SCREEN_A64;
    if (counter) {
        show_counter(c, out);
    } else {
        show_visit(c, out);
    }
    enum fault fault = shown_fault(c, out->screen);
    const char *support = fault == FAULT_NONE ? "" : fault_row(fault)->code;
    memcpy(out->support_code, support, strlen(support) + 1);
}
