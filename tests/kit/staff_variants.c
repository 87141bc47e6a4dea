#include "tests/kit/staff_variants.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define FILL(array, text) (void)snprintf((array), sizeof(array), "%s", (text))

static const struct {
    const char *name;
    enum screen screen;
} rows[STAFF_VARIANT_COUNT] = {
#define X(name, screen) {name, SCREEN_##screen},
    STAFF_VARIANT_LIST(X)
#undef X
};

const char *staff_variant_name(int variant)
{
    assert(variant >= 0 && variant < STAFF_VARIANT_COUNT);
    return rows[variant].name;
}

enum screen staff_variant_screen(int variant)
{
    assert(variant >= 0 && variant < STAFF_VARIANT_COUNT);
    return rows[variant].screen;
}

static void write_note(struct staff_view *v, const char *note)
{
    v->desk.writes_note = true;
    v->desk.reason[EXCEPTION_BROKEN_TAG].chosen = true;
    FILL(v->desk.note, note);
}

static void sign(struct staff_view *v)
{
    static const char *const names[] = {"鈴木", "勅使河原", "高橋"};
    write_note(v, "荷札が破れている、受付番号を見比べた");
    v->desk.writes_note = false;
    v->desk.wants_person = true;
    v->desk.name_count = 3;
    for (int i = 0; i < 3; i++) {
        v->desk.name[i].argument = i + 1;
        v->desk.name[i].chosen = i == 0;
        FILL(v->desk.name[i].name, names[i]);
    }
    v->desk.page_count = 1;
    v->desk.digit_count = 2;
}

static void fill_verdicts(struct day_tally *d)
{
    static const struct {
        const char *word;
        int count;
    } verdicts[] = {{"READY", 58},       {"READY_WITH_PAPERS", 12}, {"BULK", 4},
                    {"UNDER_REVIEW", 5}, {"CORRECTION", 2},         {"AWAITING_PAYMENT", 1},
                    {"OTHER_OFFICE", 2}, {"ALREADY_ISSUED", 1},     {"A41", 2}};
    d->verdict_count = (int)(sizeof verdicts / sizeof verdicts[0]);
    for (int i = 0; i < d->verdict_count; i++) {
        FILL(d->verdict[i].word, verdicts[i].word);
        d->verdict[i].count = verdicts[i].count;
    }
}

/* Figures of three digits, as on any busy day. */
static void fill_full_day(struct day_tally *d)
{
    d->handed = 128;
    d->visits = d->first_try = 104;
    memset(d->slip_time, 0, sizeof d->slip_time);
    memset(d->wait_time, 0, sizeof d->wait_time);
    d->slip_time[50] = d->wait_time[102] = 100;
}

static void fill_fonts(struct desk_view *d)
{
    static const char *const names[] = {"BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf",
                                        "NotoSansCJK-Regular.ttc", "ipamjm.ttf"};
    d->font_count = 4;
    for (int i = 0; i < d->font_count; i++) {
        FILL(d->font[i].name, names[i]);
        if (i != 3) { /* one that could not be read */
            (void)snprintf(d->font[i].hash, sizeof d->font[i].hash, "4f1c09be77a2d35%c", '0' + i);
        }
    }
    FILL(d->version, "v1.4.0-12-g1a2b3c4");
}

static void match_wrong(struct staff_view *v)
{
    v->match_refused = true;
    v->button_count = 1;
    FILL(v->button[0].label, "交付をやめる");
    v->button[0].primary = false;
}

/* As the core leaves it: the item's state, 終える and one way on. */
static void end_visit(struct staff_view *v, const char *state, enum device_level level)
{
    v->item.state = state;
    v->message_level = level;
    v->button_count = 1;
    v->button[0] =
        (struct staff_button){.action = ACTION_STAFF_CLOSE_VISIT, .enabled = true, .primary = true};
    FILL(v->button[0].label, "終える");
}

/* Closed by two names, the disk would not take the file, and that was acknowledged. */
static void close_unfiled(struct staff_view *v)
{
    v->day.closed_wall_ms = v->wall_ms;
    v->day.is_filed = false;
    FILL(v->closed_names, "勅使河原・高橋");
}

/* A firm's visit: this application cannot be given, of another a sheet may still lie there. */
static void leave_sheets(struct staff_view *v)
{
    v->item.state = "お渡しできません";
    v->item_count = 3;
    v->message_level = DEVICE_ATTENTION;
    FILL(v->message, "ほかの件で印刷した記録事項が残っていれば、破棄してください。");
    v->button_count = 2;
    v->button[0] = (struct staff_button){.action = ACTION_STAFF_CLOSE_VISIT, .enabled = true};
    v->button[1] =
        (struct staff_button){.action = ACTION_STAFF_NEXT_ITEM, .enabled = true, .primary = true};
    FILL(v->button[0].label, "破棄して終える");
    FILL(v->button[1].label, "次の件");
}

static void all_is_well(struct staff_view *v)
{
    static const char *const figures[] = {"毎秒30コマ　汚れ 4%", "",          "", "時計の差 0秒",
                                          "空き 18.2GB",         "最後 10:23"};
    v->backend_away = false;
    for (int i = 0; i < v->device_count; i++) {
        v->device[i].level = DEVICE_OK;
        v->device[i].state[0] = v->device[i].cure[0] = '\0';
        FILL(v->device[i].figures, i < 6 ? figures[i] : "");
    }
}

static bool has(const char *name, const char *part)
{
    return strstr(name, part) != NULL;
}

static void bend_page(const char *name, struct staff_view *v)
{
    static const struct {
        const char *part;
        enum service_page page;
    } pages[] = {{"signals", SERVICE_SIGNALS},
                 {"camera", SERVICE_CAMERA},
                 {"touch", SERVICE_TOUCH},
                 {"colours", SERVICE_COLOURS},
                 {"versions", SERVICE_VERSIONS}};
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (has(name, pages[i].part)) {
            v->desk.service_page = pages[i].page;
        }
    }
    v->desk.touched_cells = 0x3C0F3ULL;
    v->desk.face_test = has(name, "runs")   ? FACE_TEST_RUNS
                        : has(name, "over") ? FACE_TEST_OVER
                                            : FACE_TEST_NONE;
    v->desk.face_cells =
        has(name, "over") ? (1ULL << FACE_CELLS) - 1 - 0x30C0ULL : 0xFFF4003FFFFULL;
    v->desk.focus_percent = 63;
    v->desk.focus_best_percent = 71;
    v->desk.report_page = has(name, "verdicts") ? REPORT_VERDICTS
                          : has(name, "notes")  ? REPORT_NOTES
                                                : REPORT_FIGURES;
}

/* What clerks wrote under exceptions: every `every`-th row from `first`. */
static void fill_notes(struct staff_view *v, int first, int every)
{
    for (int i = first; i < LOG_ROWS_MAX; i += every) {
        v->log[i].kind = JOURNAL_EXCEPTION;
        FILL(v->log_names[i], "勅使河原・高橋");
        FILL(v->log_note[i], i == 1 ? "荷札が破れている、受付の見本さんが現物と見比べて間違いないと"
                                    : "荷札が破れている（記載は消去済み）");
    }
}

static void refuse_glyph(struct staff_view *v)
{
    v->item.state = "正しく印刷できない文字";
    v->item.known = true;
    v->button_count = 1;
    FILL(v->button[0].label, "交付をやめる");
    v->button[0].primary = true;
    FILL(v->message, "この端末の字形では正確に出せない文字があるため、印刷していません。"
                     "別の機器で印刷するときは「例外の取扱い」を選んでください。");
    FILL(v->item.evidence, "紙は出ていない（根拠：送っていない）why=glyph-not-exact");
}

static void abort_visit(struct staff_view *v)
{
    end_visit(v, "交付を取りやめました", DEVICE_ATTENTION);
    v->button_count = 2;
    v->button[0].primary = false;
    v->button[1] =
        (struct staff_button){.action = ACTION_STAFF_RETRY, .enabled = true, .primary = true};
    FILL(v->button[1].label, "はじめからやり直す");
}

static void bend_visit(const char *name, struct staff_view *v)
{
    if (has(name, "firm")) {
        v->item_count = 12;
        v->item_no = 10;
    } else if (has(name, "empty")) {
        v->queue_count = v->button_count = 0;
        v->has_ticket = false;
        v->selected = -1;
    } else if (has(name, "glyph")) {
        refuse_glyph(v);
    } else if (has(name, "well")) {
        all_is_well(v);
    } else if (has(name, "left")) {
        leave_sheets(v);
    }
}

/* How far the work is. */
static void bend_work(const char *name, struct staff_view *v)
{
    if (has(name, "write")) {
        write_note(v, "にふだが");
    } else if (has(name, "sign")) {
        sign(v);
    } else if (has(name, "wrong")) {
        match_wrong(v);
    } else if (has(name, "waiting")) {
        v->button_count = 1;
        FILL(v->button[0].label, "交付をやめる");
        v->button[0].primary = false;
        v->button[0].action = ACTION_STAFF_ABORT;
    } else if (has(name, "S01-over")) {
        end_visit(v, "報告中", DEVICE_OK);
    } else if (has(name, "aborted")) {
        abort_visit(v);
    } else if (has(name, "eye")) {
        v->button[1].action = ACTION_STAFF_MATCH_BY_EYE;
        FILL(v->button[1].label, "目で照合した");
    }
}

void staff_variant_bend(int variant, struct staff_view *v)
{
    const char *name = staff_variant_name(variant);
    v->one_screen = has(name, "upright");
    v->phrase_sheet = has(name, "phrases");
    v->details_open = v->details_open && !has(name, "left") && !has(name, "aborted");
    fill_verdicts(&v->day);
    if (has(name, "full")) {
        fill_full_day(&v->day);
    }
    fill_fonts(&v->desk);
    bend_page(name, v);
    if (has(name, "unfiled")) {
        close_unfiled(v);
    }
    if (has(name, "notes")) {
        v->queue[4].mark = v->queue[5].mark = MARK_HELD;
    }
    if (has(name, "identity")) {
        v->check[2].kind = PAPER_IDENTITY;
    }
    if (has(name, "words")) {
        fill_notes(v, has(name, "alert") ? 0 : 1, has(name, "alert") ? 1 : 4);
    }
    if (has(name, "alert")) {
        v->alert_count = 1;
        FILL(v->alert, "その端末が動いています。電源を切って2分後にもう一度");
    }
    bend_visit(name, v);
    bend_work(name, v);
}
