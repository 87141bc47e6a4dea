#include "sim/slip_printer_sim.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hal/linux/bitmap_png.h"

enum {
    SPEED_UM_PER_MS = 150,
    SLOW_UM_PER_MS = 15,
    FEED_TO_TEAR_UM = 32000,
    RECOVERY_MS = 300, /* from a stop to the answer that the buffer is clear */
    LIMIT_BASE_MS = 3000,
    FOLDER_SIZE = 256,
};

#define NO_JAM     UINT64_MAX
#define MUCH_PAPER UINT64_MAX

struct sheet {
    struct id job_id;
    struct bitmap page; /* own copy */
    uint64_t um_out, um_page, um_total;
    bool is_whole, is_cut, wants_cut;
};

struct slip_printer_sim {
    struct printer printer;
    struct slip_printer_sim_settings settings;
    char folder[FOLDER_SIZE];
    bool fault[SLIP_FAULT_COUNT];
    uint64_t jam_um, paper_um;
    struct sheet sheet[SLIP_SHEETS_MAX];
    int begun;
    bool is_running; /* the newest sheet is still in the printer's buffer */
    uint64_t now_ms;
    struct printer_events events;
    bool has_job; /* the terminal waits for the newest sheet */
    uint64_t job_at_ms, stopped_at_ms;
    uint64_t normal_ms;
};

bool slip_fault_parse(struct str word, enum slip_fault *out)
{
    static const char *const words[] = {
#define X(name, word) word,
        SLIP_FAULT_LIST(X)
#undef X
    };
    int place = str_place(word, words, SLIP_FAULT_COUNT);
    if (place < 0) {
        return false;
    }
    *out = (enum slip_fault)place;
    return true;
}

static struct sheet *newest(struct slip_printer_sim *s)
{
    return &s->sheet[(s->begun - 1) % SLIP_SHEETS_MAX];
}

static uint64_t speed(const struct slip_printer_sim *s)
{
    return s->fault[SLIP_FAULT_SLOW] ? SLOW_UM_PER_MS : SPEED_UM_PER_MS;
}

static bool is_standing(const struct slip_printer_sim *s)
{
    return s->fault[SLIP_FAULT_OUT] || s->fault[SLIP_FAULT_COVER] || s->fault[SLIP_FAULT_JAM] ||
           s->fault[SLIP_FAULT_OVERHEAT];
}

static unsigned true_conditions(const struct slip_printer_sim *s)
{
    static const struct {
        enum slip_fault fault;
        unsigned condition;
    } rows[] = {
        {SLIP_FAULT_OUT, PRINTER_OUT},           {SLIP_FAULT_NEAR_END, PRINTER_NEAR_END},
        {SLIP_FAULT_COVER, PRINTER_COVER_OPEN},  {SLIP_FAULT_CUTTER, PRINTER_CUTTER},
        {SLIP_FAULT_OVERHEAT, PRINTER_OVERHEAT}, {SLIP_FAULT_JAM, PRINTER_JAM},
    };
    unsigned set = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set |= s->fault[rows[i].fault] ? rows[i].condition : 0;
    }
    return set;
}

static unsigned heard_conditions(const struct slip_printer_sim *s)
{
    if (s->fault[SLIP_FAULT_OFFLINE]) {
        return PRINTER_OFFLINE;
    }
    if (s->fault[SLIP_FAULT_SILENT]) {
        return PRINTER_UNKNOWN_STATE;
    }
    return s->fault[SLIP_FAULT_LIES] ? 0 : true_conditions(s);
}

static int dots_of(const struct slip_printer_sim *s, const struct sheet *sheet)
{
    uint64_t dots = sheet->um_out * (uint64_t)s->settings.dpi / 25400;
    uint64_t height = (uint64_t)sheet->page.height_px;
    return (int)(dots < height ? dots : height);
}

/* The paper keeps what was printed; a sheet that stopped is white below its last line. */
static void keep_picture(struct slip_printer_sim *s)
{
    struct sheet *sheet = newest(s);
    int out = sheet->is_whole ? sheet->page.height_px : dots_of(s, sheet);
    if (s->folder[0] == '\0' || out == 0) {
        return;
    }
    char path[BITMAP_PATH_MAX];
    (void)snprintf(path, sizeof path, "%s/slip-%04d.png", s->folder, s->begun);
    struct bitmap part = sheet->page;
    part.height_px = out;
    IGNORE_ERR(bitmap_write_png(&part, s->settings.dpi, path)); /* a picture for people only */
}

static void end_sheet(struct slip_printer_sim *s)
{
    s->is_running = false;
    keep_picture(s);
}

/* How far the sheet can go before something stops it. */
static uint64_t reach_um(const struct slip_printer_sim *s, const struct sheet *sheet)
{
    uint64_t reach = sheet->um_total < s->jam_um ? sheet->um_total : s->jam_um;
    bool is_short = s->paper_um != MUCH_PAPER && sheet->um_out + s->paper_um < reach;
    return is_short ? sheet->um_out + s->paper_um : reach;
}

static void move_paper(struct slip_printer_sim *s, uint64_t ms)
{
    struct sheet *sheet = newest(s);
    uint64_t reach = reach_um(s, sheet);
    uint64_t want = sheet->um_out + ms * speed(s);
    uint64_t to = want < reach ? want : reach;
    if (s->paper_um != MUCH_PAPER) {
        s->paper_um -= to - sheet->um_out;
    }
    sheet->um_out = to;
    sheet->is_whole = to >= sheet->um_page;
    if (to == sheet->um_total) {
        sheet->is_cut = sheet->wants_cut && !s->fault[SLIP_FAULT_CUTTER];
        end_sheet(s);
    } else if (to == s->jam_um) {
        s->fault[SLIP_FAULT_JAM] = true;
        s->jam_um = NO_JAM;
    }
    if (s->paper_um == 0) {
        s->fault[SLIP_FAULT_OUT] = true;
    }
}

static void advance(struct slip_printer_sim *s, uint64_t now_ms)
{
    assert(now_ms >= s->now_ms);
    uint64_t ms = now_ms - s->now_ms;
    s->now_ms = now_ms;
    if (s->is_running && !is_standing(s)) {
        move_paper(s, ms);
    }
    bool has_stopped = s->is_running && is_standing(s);
    if (!has_stopped) {
        s->stopped_at_ms = 0;
    } else if (s->stopped_at_ms == 0) {
        s->stopped_at_ms = now_ms;
    }
}

static void end_job(struct slip_printer_sim *s, enum print_outcome outcome,
                    enum print_evidence evidence, const char *text)
{
    struct printer_event e = {.kind = PRINTER_OUTCOME,
                              .at_ms = s->now_ms,
                              .conditions = heard_conditions(s),
                              .job_id = newest(s)->job_id,
                              .outcome = outcome,
                              .evidence = evidence};
    (void)snprintf(e.evidence_text, sizeof e.evidence_text, "%s", text);
    printer_events_add(&s->events, &e);
    s->has_job = false;
}

static uint64_t limit_ms(const struct slip_printer_sim *s)
{
    const struct sheet *sheet = &s->sheet[(s->begun + SLIP_SHEETS_MAX - 1) % SLIP_SHEETS_MAX];
    return LIMIT_BASE_MS + 4 * sheet->um_total / SPEED_UM_PER_MS;
}

/* Stopped for good: the terminal clears the buffer, so nothing of this page will follow. A page
 * whose last line is out hangs on the roll whole: its fence was answered before the stop. */
static void give_up(struct slip_printer_sim *s)
{
    end_sheet(s);
    if (newest(s)->is_whole && !s->settings.no_process_id) {
        end_job(s, PRINT_OUTCOME_PRINTED, PRINT_EVIDENCE_PROCESS_ID,
                "page whole, stopped before the cut");
        return;
    }
    char text[PRINT_EVIDENCE_TEXT_SIZE], names[48];
    printer_conditions_text(true_conditions(s), names, sizeof names);
    (void)snprintf(text, sizeof text, "stopped (%s) at %d mm, buffer cleared", names,
                   (int)(newest(s)->um_out / 1000));
    bool is_known = !s->settings.no_process_id || newest(s)->um_out == 0;
    end_job(s, is_known ? PRINT_OUTCOME_NOT_PRINTED : PRINT_OUTCOME_UNKNOWN, PRINT_EVIDENCE_SENSOR,
            text);
}

static void judge(struct slip_printer_sim *s)
{
    bool is_late = s->now_ms - s->job_at_ms >= limit_ms(s);
    if (s->fault[SLIP_FAULT_OFFLINE]) {
        end_job(s, PRINT_OUTCOME_UNKNOWN, PRINT_EVIDENCE_BYTES_ACCEPTED, "connection lost");
    } else if (s->fault[SLIP_FAULT_SILENT]) {
        if (is_late) {
            end_job(s, PRINT_OUTCOME_UNKNOWN, PRINT_EVIDENCE_BYTES_ACCEPTED, "no answer in time");
        }
    } else if (!s->is_running) {
        const char *text = s->fault[SLIP_FAULT_CUTTER] ? "page whole, cutter error" : "page whole";
        s->normal_ms = s->now_ms - s->job_at_ms;
        end_job(s, PRINT_OUTCOME_PRINTED,
                s->settings.no_process_id ? PRINT_EVIDENCE_STATUS_CLEAN : PRINT_EVIDENCE_PROCESS_ID,
                text);
    } else if (s->stopped_at_ms != 0 && !s->fault[SLIP_FAULT_OVERHEAT] &&
               s->now_ms - s->stopped_at_ms >= RECOVERY_MS) {
        give_up(s);
    } else if (is_late && is_standing(s)) {
        give_up(s);
    }
}

static void op_step(void *self, uint64_t now_ms)
{
    struct slip_printer_sim *s = self;
    advance(s, now_ms);
    if (s->has_job) {
        judge(s);
    }
    printer_events_conditions(&s->events, now_ms, heard_conditions(s));
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct slip_printer_sim *s = self;
    if (s->events.count > 0 || heard_conditions(s) != s->events.conditions) {
        return now_ms;
    }
    uint64_t limit = s->job_at_ms + limit_ms(s);
    uint64_t next = s->has_job && limit > now_ms ? limit : DEVICE_NO_DEADLINE;
    if (s->has_job && s->fault[SLIP_FAULT_OFFLINE]) {
        return now_ms;
    }
    if (s->is_running && !is_standing(s)) {
        const struct sheet *sheet = &s->sheet[(s->begun - 1) % SLIP_SHEETS_MAX];
        uint64_t left = reach_um(s, sheet) - sheet->um_out;
        uint64_t at = s->now_ms + (left + speed(s) - 1) / speed(s);
        next = at < next ? at : next;
    }
    if (s->has_job && s->stopped_at_ms != 0 && !s->fault[SLIP_FAULT_OVERHEAT]) {
        uint64_t at = s->stopped_at_ms + RECOVERY_MS;
        next = at < next ? at : next;
    }
    return next > now_ms ? next : now_ms;
}

/* Bytes of a lying printer's page are swallowed: the run is over before the first line. */
static void begin_sheet(struct slip_printer_sim *s, struct sheet *sheet)
{
    s->begun++;
    s->is_running = true;
    s->stopped_at_ms = 0;
    if (s->fault[SLIP_FAULT_LIES]) {
        sheet->um_total = 0;
        s->is_running = false;
    }
}

static struct err op_submit(struct printer *p, const struct printer_job *job)
{
    struct slip_printer_sim *s = (struct slip_printer_sim *)p;
    if (s->has_job || printer_events_has_outcome(&s->events)) {
        return FAIL(BUSY);
    }
    unsigned stopping = heard_conditions(s) & printer_stopping_conditions();
    if (stopping != 0) {
        struct printer_event e = {.kind = PRINTER_OUTCOME,
                                  .at_ms = s->now_ms,
                                  .conditions = heard_conditions(s),
                                  .job_id = job->job_id,
                                  .outcome = PRINT_OUTCOME_NOT_PRINTED,
                                  .evidence = PRINT_EVIDENCE_NONE};
        char names[64];
        printer_conditions_text(stopping, names, sizeof names);
        (void)snprintf(e.evidence_text, sizeof e.evidence_text, "not started: %s", names);
        printer_events_add(&s->events, &e);
        return OK;
    }
    if (s->is_running) { /* left over from before a restart: the new job clears the buffer first */
        end_sheet(s);
    }
    size_t bytes = (size_t)job->page.row_bytes * (size_t)job->page.height_px;
    uint8_t *copy = malloc(bytes);
    if (copy == NULL) {
        return FAIL(NO_MEMORY);
    }
    memcpy(copy, job->page.bits, bytes);
    struct sheet *sheet = &s->sheet[s->begun % SLIP_SHEETS_MAX];
    free(sheet->page.bits);
    *sheet = (struct sheet){.job_id = job->job_id, .page = job->page, .wants_cut = job->cut};
    sheet->page.bits = copy;
    sheet->um_page = ((uint64_t)job->page.height_px * 25400 + (uint64_t)s->settings.dpi - 1) /
                     (uint64_t)s->settings.dpi;
    sheet->um_total = sheet->um_page + (job->feed_to_tear ? FEED_TO_TEAR_UM : 0);
    begin_sheet(s, sheet);
    s->has_job = true;
    s->job_at_ms = s->now_ms;
    return OK;
}

static unsigned op_conditions(const struct printer *p)
{
    return heard_conditions((const struct slip_printer_sim *)p);
}

static bool op_take(struct printer *p, struct printer_event *out)
{
    return printer_events_take(&((struct slip_printer_sim *)p)->events, out);
}

static void op_describe(const struct printer *p, struct printer_info *out)
{
    const struct slip_printer_sim *s = (const struct slip_printer_sim *)p;
    *out = (struct printer_info){.model = "simulated slip printer",
                                 .width_dots = s->settings.width_dots,
                                 .dpi = s->settings.dpi,
                                 .has_process_id = !s->settings.no_process_id,
                                 .has_near_end = true,
                                 .normal_ms = s->normal_ms,
                                 .limit_ms = limit_ms(s)};
}

static void op_hang_up(void *self)
{
    struct slip_printer_sim *s = self;
    s->has_job = false;
    s->events = (struct printer_events){0};
}

static const struct printer_ops ops = {
    .device = {.step = op_step, .next_ms = op_next_ms, .close = op_hang_up},
    .submit = op_submit,
    .conditions = op_conditions,
    .take = op_take,
    .describe = op_describe,
};

struct err slip_printer_sim_open(const struct slip_printer_sim_settings *settings,
                                 struct slip_printer_sim **out)
{
    struct slip_printer_sim *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return FAIL(NO_MEMORY);
    }
    s->printer.ops = &ops;
    s->settings = *settings;
    s->settings.width_dots = settings->width_dots == 0 ? 576 : settings->width_dots;
    s->settings.dpi = settings->dpi == 0 ? 203 : settings->dpi;
    s->jam_um = NO_JAM;
    s->paper_um = MUCH_PAPER;
    if (settings->folder != NULL &&
        !str_copy(s->folder, sizeof s->folder, str_of(settings->folder))) {
        free(s);
        return FAIL(TOO_LARGE);
    }
    *out = s;
    return OK;
}

void slip_printer_sim_close(struct slip_printer_sim *sim)
{
    if (sim == NULL) {
        return;
    }
    for (int i = 0; i < SLIP_SHEETS_MAX; i++) {
        free(sim->sheet[i].page.bits);
    }
    free(sim);
}

struct printer *slip_printer_sim_printer(struct slip_printer_sim *sim)
{
    return &sim->printer;
}

void slip_printer_sim_fault(struct slip_printer_sim *sim, enum slip_fault fault, bool is_on,
                            uint64_t now_ms)
{
    assert(fault < SLIP_FAULT_COUNT);
    advance(sim, now_ms);
    sim->fault[fault] = is_on;
    if (fault == SLIP_FAULT_OUT && !is_on) {
        sim->paper_um = MUCH_PAPER;
    }
    advance(sim, now_ms);
}

void slip_printer_sim_jam_at_mm(struct slip_printer_sim *sim, int mm)
{
    sim->jam_um = mm < 0 ? NO_JAM : (uint64_t)mm * 1000;
}

void slip_printer_sim_load_mm(struct slip_printer_sim *sim, int mm)
{
    assert(mm >= 0);
    sim->paper_um = (uint64_t)mm * 1000;
    sim->fault[SLIP_FAULT_OUT] = mm == 0;
}

int slip_printer_sim_count(const struct slip_printer_sim *sim)
{
    return sim->begun;
}

bool slip_printer_sim_sheet(struct slip_printer_sim *sim, int index, uint64_t now_ms,
                            struct slip_sheet *out)
{
    if (index < 0 || index >= sim->begun || index < sim->begun - SLIP_SHEETS_MAX) {
        return false;
    }
    advance(sim, now_ms);
    const struct sheet *sheet = &sim->sheet[index % SLIP_SHEETS_MAX];
    *out = (struct slip_sheet){.job_id = sheet->job_id,
                               .picture = sheet->page,
                               .dots_out = dots_of(sim, sheet),
                               .is_whole = sheet->is_whole,
                               .is_cut = sheet->is_cut};
    out->is_moving = sim->is_running && index == sim->begun - 1 && !is_standing(sim);
    return true;
}
