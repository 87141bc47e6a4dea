/* expect FIGURE [NAME] [=] VALUE [within DURATION]: the figure is looked at after every step of
 * virtual time until it holds or the time is over. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "scan/engine.h"
#include "sim/scenario_verb.h"

enum { FIGURE_SIZE = 96, EXPECT_STEP_MS = 50 };

struct wanted {
    const char *figure;
    const char *name; /* of figures that have several: journal KIND, backend APPLICATION */
    const char *value;
    int64_t within_ms;
};

static bool figure_has_name(const char *figure)
{
    return strcmp(figure, "journal") == 0 || strcmp(figure, "backend") == 0 ||
           strcmp(figure, "handovers") == 0 || strcmp(figure, "stock") == 0 ||
           strcmp(figure, "control") == 0;
}

static bool read_wanted(const struct scenario_command *c, struct wanted *w)
{
    int i = 1;
    *w = (struct wanted){.figure = c->word[i++].text, .name = ""};
    if (figure_has_name(w->figure)) {
        w->name = i < c->word_count ? c->word[i++].text : "";
    }
    if (i < c->word_count && strcmp(c->word[i].text, "=") == 0) {
        i++;
    }
    if (i >= c->word_count) {
        return false;
    }
    w->value = c->word[i++].text;
    if (i == c->word_count) {
        return true;
    }
    return i + 2 == c->word_count && strcmp(c->word[i].text, "within") == 0 &&
           scenario_duration(c->word[i + 1].text, &w->within_ms);
}

static void put_int(char out[FIGURE_SIZE], int64_t n)
{
    struct strbuf b = strbuf_on(out, FIGURE_SIZE);
    strbuf_int(&b, n);
}

static void put_text(char out[FIGURE_SIZE], const char *text)
{
    struct strbuf b = strbuf_on(out, FIGURE_SIZE);
    strbuf_text(&b, text);
}

static const char *application_id(struct scenario_run *run, const char *name,
                                  struct application *scratch)
{
    struct err e = seed_data_application(name, clock_wall_ms(&run->office->clock.clock), scratch);
    return failed(e) ? "" : scratch->application_id;
}

static void whole_slips(struct office *office, char out[FIGURE_SIZE])
{
    int whole = 0;
    for (int i = 0; i < slip_printer_sim_count(office->slip_printer); i++) {
        struct slip_sheet sheet;
        whole += slip_printer_sim_sheet(office->slip_printer, i, office_now_ms(office), &sheet) &&
                 sheet.is_whole;
    }
    put_int(out, whole);
}

static void whole_certificates(struct office *office, char out[FIGURE_SIZE])
{
    int whole = 0;
    for (int i = 0; i < certificate_printer_sim_count(office->certificate_printer); i++) {
        struct certificate_print print;
        whole += certificate_printer_sim_print(office->certificate_printer, i, &print) &&
                 print.sheets_out == print.sheets_ordered && !print.is_spoiled;
    }
    put_int(out, whole);
}

static void last_tone(const struct office *office, char out[FIGURE_SIZE])
{
    const struct sound_sim *s = &office->sound;
    const char *name =
        s->count == 0
            ? "none"
            : sound_tone_name((enum sound_tone)s->played[(s->count - 1) % SIM_SOUNDS_MAX].what);
    put_text(out, name);
}

static void journal_figure(struct scenario_run *run, const char *name, char out[FIGURE_SIZE])
{
    enum journal_kind kind;
    if (!journal_kind_parse(str_of(name), &kind)) {
        put_text(out, "no such row");
        return;
    }
    put_int(out, office_journal_count(run->office, kind));
}

static void backend_figure(struct scenario_run *run, const char *name, char out[FIGURE_SIZE])
{
    struct application a;
    const char *id = application_id(run, name, &a);
    int64_t handed =
        office_sql(run->office, "SELECT count(*) FROM handover WHERE application_id = ?1", id);
    int64_t issuing = office_sql(
        run->office,
        "SELECT count(*) FROM reservation WHERE application_id = ?1 AND begun_at_ms NOT NULL"
        " AND ended_at_ms IS NULL",
        id);
    put_text(out, handed > 0 ? "handed-over" : issuing > 0 ? "issuing" : "idle");
}

/* certificate-left, sticker-issued … */
bool scenario_stock_name(const char *name, enum stock_kind *out_kind, enum stock_place *out_place)
{
    static const char *const places[STOCK_PLACE_COUNT] = {"left", "held", "issued", "spoiled"};
    struct str rest = str_of(name);
    struct str kind = str_token(&rest, '-');
    for (int k = 0; k < STOCK_KIND_COUNT * STOCK_PLACE_COUNT; k++) {
        *out_kind = (enum stock_kind)(k / STOCK_PLACE_COUNT);
        *out_place = (enum stock_place)(k % STOCK_PLACE_COUNT);
        if (str_equal(kind, str_of(stock_kind_word(*out_kind))) &&
            str_equal(rest, str_of(places[*out_place]))) {
            return true;
        }
    }
    return false;
}

static void stock_figure(const struct office *o, const char *name, char out[FIGURE_SIZE])
{
    enum stock_kind kind;
    enum stock_place place;
    if (scenario_stock_name(name, &kind, &place)) {
        put_int(out, o->staff_view.desk.stock.figures[kind].in[place]);
    }
}

/* False: there is no such figure. */
static bool read_figure(struct scenario_run *run, const struct wanted *w, char out[FIGURE_SIZE])
{
    struct office *o = run->office;
    if (strcmp(w->figure, "screen") == 0) {
        put_text(out, screen_code(o->applicant_view.screen));
    } else if (strcmp(w->figure, "staff") == 0) {
        put_text(out, screen_code(o->staff_view.screen));
    } else if (strcmp(w->figure, "number") == 0) {
        put_text(out, o->applicant_view.call_no);
    } else if (strcmp(w->figure, "queue") == 0) {
        put_int(out, o->staff_view.queue_count);
    } else if (strcmp(w->figure, "alerts") == 0) {
        put_int(out, o->staff_view.alert_count);
    } else if (strcmp(w->figure, "slips") == 0) {
        whole_slips(o, out);
    } else if (strcmp(w->figure, "certificates") == 0) {
        whole_certificates(o, out);
    } else if (strcmp(w->figure, "tone") == 0) {
        last_tone(o, out);
    } else if (strcmp(w->figure, "journal") == 0) {
        journal_figure(run, w->name, out);
    } else if (strcmp(w->figure, "backend") == 0) {
        backend_figure(run, w->name, out);
    } else if (strcmp(w->figure, "handovers") == 0) {
        put_int(out, office_sql(o, "SELECT count(*) FROM handover WHERE ?1 = 'all'", w->name));
    } else if (strcmp(w->figure, "hint") == 0) {
        put_text(out, scan_hint_name(o->applicant_view.hint));
    } else if (strcmp(w->figure, "dropped") == 0) {
        put_int(out, o->staff_view.dropped_replies);
    } else if (strcmp(w->figure, "outbox") == 0) {
        put_int(out, o->staff_view.outbox_depth);
    } else if (strcmp(w->figure, "staff-taps") == 0) {
        put_int(out, run->staff_taps);
    } else if (strcmp(w->figure, "exceptions") == 0) {
        put_int(out, o->staff_view.day.exceptions);
    } else if (strcmp(w->figure, "clerk") == 0) {
        put_text(out, o->staff_view.staff_name[0] == '\0' ? "nobody" : o->staff_view.staff_name);
    } else if (strcmp(w->figure, "stock") == 0) {
        stock_figure(o, w->name, out);
    } else if (strcmp(w->figure, "face") == 0) {
        put_text(out, ui_face(o->ui) == SIDE_STAFF ? "staff" : "applicant");
    } else if (strcmp(w->figure, "ready") == 0) {
        put_int(out, o->applicant_view.ready);
    } else if (strcmp(w->figure, "papers") == 0) {
        put_int(out, o->applicant_view.papers);
    } else {
        return false;
    }
    return true;
}

struct err scenario_expect(struct scenario_run *run, const struct scenario_command *c)
{
    struct wanted w;
    char figure[FIGURE_SIZE];
    if (!read_wanted(c, &w)) {
        return scenario_fail(run, c, "expect FIGURE [NAME] [=] VALUE [within DURATION]");
    }
    uint64_t until = office_now_ms(run->office) + (uint64_t)w.within_ms;
    for (;;) {
        if (!read_figure(run, &w, figure)) {
            return scenario_fail(run, c, "no figure named %s", w.figure);
        }
        if (strcmp(figure, w.value) == 0) {
            return OK;
        }
        if (office_now_ms(run->office) >= until) {
            return scenario_fail(run, c, "expected %s %s = %s, it is %s (screen %s, staff %s)",
                                 w.figure, w.name, w.value, figure,
                                 screen_code(run->office->applicant_view.screen),
                                 screen_code(run->office->staff_view.screen));
        }
        uint64_t next = office_now_ms(run->office) + EXPECT_STEP_MS;
        office_advance(run->office, next < until ? next : until);
    }
}
