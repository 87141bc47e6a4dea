/* 担当者の手: the hand scanner, the power plug, the time, the end of the event log. */
#include <string.h>
#include "sim/panel_parts.h"

enum { LEFT = 588, WIDTH = 288, LOG_TOP = 798, LOG_PITCH = 15, WRONG_TAG = PANEL_TAGS_MAX };

static ssize_t write_log(void *cookie, const char *bytes, size_t n)
{
    struct panel_log *log = cookie;
    for (size_t i = 0; i < n; i++) {
        char *line = log->line[log->count % PANEL_LOG_LINES];
        if (bytes[i] != '\n' && log->n < PANEL_LOG_LINE_SIZE - 1) {
            line[log->n++] = bytes[i];
        } else if (bytes[i] == '\n') {
            line[log->n] = '\0';
            log->n = 0;
            log->count++;
        }
    }
    if (log->also != NULL) {
        fwrite(bytes, 1, n, log->also);
    }
    return (ssize_t)n;
}

struct err panel_hands_open_log(struct panel *p, FILE *also)
{
    p->log.also = also;
    p->log_file = fopencookie(&p->log, "w", (cookie_io_functions_t){.write = write_log});
    if (p->log_file == NULL) {
        return FAIL(NO_MEMORY);
    }
    setvbuf(p->log_file, NULL, _IOLBF, 0);
    return OK;
}

static void add_tags_of(struct panel *p, const struct application *a)
{
    for (int i = 0; i < a->deliverable_count && p->tag_count < PANEL_TAGS_MAX; i++) {
        if (a->deliverable[i].item_tag[0] != '\0') {
            struct panel_tag *tag = &p->tag[p->tag_count++];
            tag->kind = a->deliverable[i].kind;
            (void)str_copy(tag->bytes, sizeof tag->bytes, str_of(a->deliverable[i].item_tag));
        }
    }
}

/* Those of the ticket at work; without one, those of the code last shown. */
static void find_tags(struct panel *p)
{
    const struct staff_view *staff = &p->office.staff_view;
    p->tag_count = 0;
    if (p->office.app != NULL && staff->has_ticket && staff->item.known) {
        add_tags_of(p, &staff->item.application);
        return;
    }
    struct application shown;
    if (p->shown[0] != '\0' &&
        !failed(seed_data_application(p->shown, clock_wall_ms(&p->office.clock.clock), &shown))) {
        add_tags_of(p, &shown);
    }
}

void panel_hands_scan(struct panel *p, int place)
{
    if (p->office.app == NULL || p->office.scanner.count >= SIM_WAITING_MAX) {
        return;
    }
    const char *tag = place < p->tag_count ? p->tag[place].bytes : "WRONG-TAG";
    scanner_sim_scan(&p->office.scanner, str_of(tag), office_now_ms(&p->office));
    p->office.next_ms = office_now_ms(&p->office);
}

void panel_hands_power(struct panel *p)
{
    if (p->office.app != NULL) {
        office_power_cut(&p->office);
        panel_windows_darken(p, true);
        return;
    }
    if (failed(office_power_on(&p->office))) {
        return; /* it stays dark; the next press tries again */
    }
    panel_devices_plug_in(p);
    panel_scene_apply(p);
    panel_windows_darken(p, false);
}

static void lay_out_tags(struct panel *p)
{
    bool has_power = p->office.app != NULL;
    int x = LEFT;
    find_tags(p);
    for (int i = 0; i <= p->tag_count; i++) {
        bool is_wrong = i == p->tag_count;
        int width = is_wrong ? 62 : 96;
        if (x + width > LEFT + WIDTH) {
            break;
        }
        struct panel_widget *w =
            panel_add_act(p, PANEL_LOOK_BUTTON, (struct rect){x, 766, width, 26}, PANEL_TAG,
                          is_wrong ? WRONG_TAG : i);
        panel_set_text(w->text, "%s", is_wrong ? "違う札" : deliverable_label(p->tag[i].kind));
        w->is_off = !has_power;
        x += width + 4;
    }
}

static void lay_out_log(struct panel *p)
{
    int first = p->log.count > PANEL_LOG_LINES - 1 ? p->log.count - (PANEL_LOG_LINES - 1) : 0;
    for (int i = first; i < p->log.count; i++) {
        panel_add(p, PANEL_LOOK_LOG,
                  (struct rect){LEFT, LOG_TOP + (i - first) * LOG_PITCH, WIDTH, LOG_PITCH},
                  p->log.line[i % PANEL_LOG_LINES]);
    }
}

void panel_hands_lay_out(struct panel *p)
{
    struct civil c = civil_of(clock_wall_ms(&p->office.clock.clock));
    bool has_power = p->office.app != NULL;
    panel_add(p, PANEL_LOOK_TITLE, (struct rect){LEFT, 708, 130, 24}, "担当者の手");
    struct panel_widget *w = panel_add(p, PANEL_LOOK_HEAD, (struct rect){LEFT, 738, 160, 22}, "");
    panel_set_text(w->text, "%d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute,
                   c.second);
    w = panel_add_act(p, PANEL_LOOK_BUTTON, (struct rect){LEFT + WIDTH - 120, 734, 120, 26},
                      PANEL_POWER, 0);
    panel_set_text(w->text, "%s", has_power ? "電源を切る" : "電源を入れる");
    w->is_on = !has_power;
    w = panel_add(p, PANEL_LOOK_TEXT, (struct rect){LEFT + 130, 711, 158, 18}, "");
    if (has_power) {
        panel_set_text(w->text, "画面 %s・%s", screen_code(p->office.applicant_view.screen),
                       screen_code(p->office.staff_view.screen));
    }
    lay_out_tags(p);
    lay_out_log(p);
}
