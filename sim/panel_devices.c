/* 機器: every fault of every device as a switch, from the devices' own tables. */
#include <math.h>
#include "sim/panel_parts.h"

enum {
    ROW_PITCH = 27,
    CHIP_HEIGHT = 24,
    TOP = 532,
    LATENCY_MAX_MS = 10000,
    MAINTENANCE_MS = 600000
};

/* A fault without a label here shows its word of the scenarios. */
static const char *const slip_labels[SLIP_FAULT_COUNT] = {
    [SLIP_FAULT_OUT] = "用紙切れ",   [SLIP_FAULT_NEAR_END] = "残りわずか",
    [SLIP_FAULT_COVER] = "カバー開", [SLIP_FAULT_CUTTER] = "カッター",
    [SLIP_FAULT_OVERHEAT] = "過熱",  [SLIP_FAULT_JAM] = "紙づまり",
    [SLIP_FAULT_OFFLINE] = "切断",   [SLIP_FAULT_SILENT] = "応答なし",
    [SLIP_FAULT_LIES] = "偽の完了",  [SLIP_FAULT_SLOW] = "遅い",
};
static const char *const slip_words[SLIP_FAULT_COUNT] = {
#define X(name, word) [SLIP_FAULT_##name] = word,
    SLIP_FAULT_LIST(X)
#undef X
};
static const char *const certificate_labels[CERTIFICATE_FAULT_COUNT] = {
    [CERTIFICATE_FAULT_OUT] = "用紙切れ",    [CERTIFICATE_FAULT_JAM] = "紙づまり",
    [CERTIFICATE_FAULT_COVER] = "カバー開",  [CERTIFICATE_FAULT_TONER_LOW] = "トナー少",
    [CERTIFICATE_FAULT_OFFLINE] = "切断",    [CERTIFICATE_FAULT_LOSE] = "送信後切断",
    [CERTIFICATE_FAULT_REFUSE] = "受付拒否", [CERTIFICATE_FAULT_LIES] = "偽の完了",
    [CERTIFICATE_FAULT_SLOW] = "遅い",
};
static const char *const certificate_words[CERTIFICATE_FAULT_COUNT] = {
#define X(name, word) [CERTIFICATE_FAULT_##name] = word,
    CERTIFICATE_FAULT_LIST(X)
#undef X
};
static const char *const camera_labels[CAMERA_FAULT_COUNT] = {
    [CAMERA_FAULT_LOST] = "抜けた",
    [CAMERA_FAULT_BLACK] = "真っ黒",
    [CAMERA_FAULT_FROZEN] = "固まる",
};
static const char *const camera_words[CAMERA_FAULT_COUNT] = {
#define X(name, word) [CAMERA_FAULT_##name] = word,
    CAMERA_FAULT_LIST(X)
#undef X
};
static const char *const backend_words[BACKEND_FAULT_COUNT] = {
#define X(name) [BACKEND_FAULT_##name] = #name,
    BACKEND_FAULT_LIST(X)
#undef X
};
static const char *const backend_labels[BACKEND_FAULT_COUNT] = {
    [BACKEND_FAULT_DOWN] = "つながらない",       [BACKEND_FAULT_SLOW] = "遅い 0.8秒",
    [BACKEND_FAULT_DRIP] = "少しずつ",           [BACKEND_FAULT_HALF] = "途中で切断",
    [BACKEND_FAULT_LOSE_REPLY] = "返事が消える", [BACKEND_FAULT_CHUNKED] = "長さなし",
    [BACKEND_FAULT_STATUS] = "エラー 503",       [BACKEND_FAULT_RETRY_AFTER] = "再試行 5秒",
    [BACKEND_FAULT_NOT_JSON] = "HTMLが返る",     [BACKEND_FAULT_HUGE] = "巨大な返事",
    [BACKEND_FAULT_WRONG_IDS] = "番号違い",      [BACKEND_FAULT_SWAPPED] = "前の返事",
    [BACKEND_FAULT_MAINTENANCE] = "保守 10分",   [BACKEND_FAULT_CLOCK] = "時計 +10分",
};
/* Not named: 1. Times are real ones: the panel waits with the socket, so they are short. */
static const int64_t backend_values[BACKEND_FAULT_COUNT] = {
    [BACKEND_FAULT_SLOW] = 800,          [BACKEND_FAULT_DRIP] = 1,
    [BACKEND_FAULT_STATUS] = 503,        [BACKEND_FAULT_RETRY_AFTER] = 5,
    [BACKEND_FAULT_HUGE] = 10 * 1 << 20, [BACKEND_FAULT_CLOCK] = 600000,
};
static const char *const other_labels[PANEL_OTHER_COUNT] = {
    [PANEL_LAMP] = "ランプ故障", [PANEL_SPEAKER] = "音が出ない", [PANEL_SCANNER] = "読取器切断"};

static void set_slip(struct panel *p, int fault, bool is_on)
{
    p->slip_fault[fault] = is_on;
    slip_printer_sim_fault(p->office.slip_printer, (enum slip_fault)fault, is_on,
                           office_now_ms(&p->office));
}

static void set_certificate(struct panel *p, int fault, bool is_on)
{
    p->certificate_fault[fault] = is_on;
    certificate_printer_sim_fault(p->office.certificate_printer, (enum certificate_fault)fault,
                                  is_on, office_now_ms(&p->office));
}

static void set_camera(struct panel *p, int fault, bool is_on)
{
    p->camera_fault[fault] = is_on;
    camera_sim_fault(p->office.camera, (enum camera_fault)fault, is_on);
}

static void set_backend(struct panel *p, int fault, bool is_on)
{
    int64_t value = backend_values[fault] == 0 ? 1 : backend_values[fault];
    if (fault == BACKEND_FAULT_MAINTENANCE) {
        value = clock_wall_ms(&p->office.clock.clock) + MAINTENANCE_MS;
    }
    (void)office_set_fault(&p->office, (enum backend_fault)fault, is_on ? value : 0);
}

static void set_other(struct panel *p, int other, bool is_on)
{
    p->other_fault[other] = is_on;
    if (p->office.app == NULL) {
        return; /* plugged in with the power */
    }
    if (other == PANEL_LAMP) {
        p->office.lamp.is_broken = is_on;
    } else if (other == PANEL_SPEAKER) {
        p->office.sound.is_silent = is_on;
    } else {
        scanner_sim_lose(&p->office.scanner, is_on, office_now_ms(&p->office));
    }
}

void panel_devices_toggle(struct panel *p, enum panel_act act, int argument)
{
    if (act == PANEL_SLIP) {
        set_slip(p, argument, !p->slip_fault[argument]);
    } else if (act == PANEL_CERTIFICATE) {
        set_certificate(p, argument, !p->certificate_fault[argument]);
    } else if (act == PANEL_CAMERA) {
        set_camera(p, argument, !p->camera_fault[argument]);
    } else if (act == PANEL_BACKEND) {
        set_backend(p, argument, p->office.faults.value[argument] == 0);
    } else if (act == PANEL_OTHER) {
        set_other(p, argument, !p->other_fault[argument]);
    }
    p->office.next_ms = office_now_ms(&p->office);
}

void panel_devices_repair(struct panel *p)
{
    for (int i = 0; i < SLIP_FAULT_COUNT; i++) {
        set_slip(p, i, false);
    }
    for (int i = 0; i < CERTIFICATE_FAULT_COUNT; i++) {
        set_certificate(p, i, false);
    }
    for (int i = 0; i < CAMERA_FAULT_COUNT; i++) {
        set_camera(p, i, false);
    }
    for (int i = 0; i < BACKEND_FAULT_COUNT; i++) {
        set_backend(p, i, false);
    }
    for (int i = 0; i < PANEL_OTHER_COUNT; i++) {
        set_other(p, i, false);
    }
    p->office.next_ms = office_now_ms(&p->office);
}

/* Square: fine where latencies are usual. */
void panel_devices_latency(struct panel *p, float share)
{
    p->latency_ms = (int64_t)((float)LATENCY_MAX_MS * share * share);
    if (p->office.app != NULL) {
        http_sim_latency(p->office.http, p->latency_ms);
    }
}

void panel_devices_plug_in(struct panel *p)
{
    http_sim_latency(p->office.http, p->latency_ms);
    for (int i = 0; i < PANEL_OTHER_COUNT; i++) {
        if (p->other_fault[i]) {
            set_other(p, i, true);
        }
    }
}

struct chips {
    enum panel_act act;
    int count, columns, x, y, width, pitch;
    const char *const *label;
    const char *const *word; /* NULL: every label is there */
};

static bool is_struck(const struct panel *p, enum panel_act act, int i)
{
    switch (act) {
    case PANEL_SLIP:
        return p->slip_fault[i];
    case PANEL_CERTIFICATE:
        return p->certificate_fault[i];
    case PANEL_CAMERA:
        return p->camera_fault[i];
    case PANEL_BACKEND:
        return p->office.faults.value[i] != 0;
    default:
        return p->other_fault[i];
    }
}

static void lay_out_chips(struct panel *p, const struct chips *c)
{
    for (int i = 0; i < c->count; i++) {
        struct rect place = {c->x + i % c->columns * c->pitch, c->y + i / c->columns * ROW_PITCH,
                             c->width, CHIP_HEIGHT};
        struct panel_widget *w = panel_add_act(p, PANEL_LOOK_FAULT, place, c->act, i);
        panel_set_text(w->text, "%s", c->label[i] == NULL ? c->word[i] : c->label[i]);
        w->is_on = is_struck(p, c->act, i);
    }
}

void panel_devices_lay_out(struct panel *p)
{
    static const struct chips all[] = {
        {PANEL_SLIP, SLIP_FAULT_COUNT, 2, 24, TOP, 98, 102, slip_labels, slip_words},
        {PANEL_CERTIFICATE, CERTIFICATE_FAULT_COUNT, 2, 240, TOP, 98, 102, certificate_labels,
         certificate_words},
        {PANEL_BACKEND, BACKEND_FAULT_COUNT, 3, 456, TOP, 100, 103, backend_labels, backend_words},
        {PANEL_CAMERA, CAMERA_FAULT_COUNT, 1, 776, TOP, 100, 0, camera_labels, camera_words},
        {PANEL_OTHER, PANEL_OTHER_COUNT, 1, 776, TOP + 3 * ROW_PITCH, 100, 0, other_labels, NULL},
    };
    static const struct {
        const char *text;
        int x;
    } heads[] = {{"番号票の印刷機", 24},
                 {"証明書の印刷機", 240},
                 {"事務所のサーバー", 456},
                 {"カメラなど", 776}};
    panel_add(p, PANEL_LOOK_TITLE, (struct rect){24, 484, 200, 24}, "機器の故障");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        panel_add(p, PANEL_LOOK_HEAD, (struct rect){heads[i].x, 510, 120, 18}, heads[i].text);
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        lay_out_chips(p, &all[i]);
    }
    struct panel_widget *w =
        panel_add_act(p, PANEL_LOOK_BUTTON, (struct rect){776, 484, 100, 24}, PANEL_REPAIR, 0);
    panel_set_text(w->text, "すべて直す");
    w = panel_add_act(p, PANEL_LOOK_SLIDER, (struct rect){456, TOP + 5 * ROW_PITCH + 2, 306, 20},
                      PANEL_LATENCY, 0);
    panel_set_text(w->text, "通信の遅れ");
    panel_set_text(w->sub, "%lld ms", (long long)p->latency_ms);
    w->share = p->latency_ms == 0 ? 0 : sqrtf((float)p->latency_ms / (float)LATENCY_MAX_MS);
}
