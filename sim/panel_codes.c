/* かざすもの: every code of the fictitious office by name, in tabs. */
#include <string.h>
#include "sim/panel_parts.h"
#include "sim/shown_code.h"

enum {
    TAB_MAIN,
    TAB_READY,
    TAB_STATUS,
    TAB_LETTERS,
    TAB_FIRMS,
    TAB_QUEUE,
    TAB_UNUSABLE,
    TAB_OTHER
};
enum { COLUMNS = 2, CELL_WIDTH = 212, CELL_HEIGHT = 33, PITCH_X = 218, PITCH_Y = 37 };

static const char *const tab_names[PANEL_TABS] = {
    "主なもの", "受け取れる", "ほかの状態", "文字・番号",
    "まとめ",   "順番待ち",   "使えない",   "別の種類",
};

static const char *const main_names[] = {
    "ready",
    "papers",
    "under-review",
    "correction",
    "awaiting-payment",
    "payment-reported",
    "issued",
    "withdrawn",
    "rejected",
    "agent",
    "other-office",
    "expired-code",
    "replaced-code",
    "bad-signature",
    "firm12",
    "firm3",
    "papers-both",
    "kanji-yoshida",
    "kei-cert",
    "url",
    "barcode",
};

/* What a status alone does not say. */
static const struct panel_code notes[] = {
    {"ready-opaque", "参照型のコード"},
    {"ready-new-car", "新車の届出"},
    {"ready-old-cert", "旧様式の車検証を引き取る"},
    {"ready-no-tags", "札なし：目で照合"},
    {"ready-other-procedure", "ほかの手続"},
    {"ready-elsewhere", "交付は別の事務所"},
    {"papers", "納税の確認が要る"},
    {"papers-opaque", "納税の確認が要る・参照型"},
    {"papers-unavailable", "納税を照会できない"},
    {"papers-parking", "保管場所の書類が要る"},
    {"papers-both", "納税と保管場所の書類が要る"},
    {"papers-proxy", "委任状が要る"},
    {"papers-other", "そのほかの書類が要る"},
    {"papers-all", "書類が三つ要る"},
    {"payment-reported", "支払いを確認しています"},
    {"unknown-status", "知らない状態"},
    {"expired-code", "コードの期限切れ"},
    {"expired-code-opaque", "コードの期限切れ・参照型"},
    {"replaced-code", "出し直されたコード"},
    {"replaced-code-opaque", "出し直されたコード・参照型"},
    {"kanji-takasaki", "氏名に 髙﨑"},
    {"kanji-yoshida", "氏名に 𠮷"},
    {"kanji-watanabe", "氏名に 邉の異体字"},
    {"kanji-hamada", "氏名に 濵"},
    {"kanji-substituted", "置き換えた字がある氏名"},
    {"kanji-unprintable", "どの書体にもない異体字"},
    {"name-long", "とても長い名称"},
    {"chassis-kanji", "漢字の車台番号"},
    {"chassis-kanji-papers", "漢字の車台番号・書類が要る"},
    {"chassis-import", "輸入車の車台番号"},
    {"plate-tsukuba", "つくば"},
    {"plate-owari-komaki", "尾張小牧"},
    {"plate-letters", "分類番号に英字"},
    {"plate-rental", "貸渡用（わ）"},
    {"plate-forces", "駐留軍関係（A）"},
    {"firm12", "法人：12件"},
    {"firm3", "法人：3件"},
    {"firm41", "法人：41件"},
    {"bad-signature", "署名が合わない"},
    {"foreign-issuer", "知らない発行元"},
    {"future-code", "発行日が先の日付"},
    {"stale-code", "とうに期限が過ぎたコード"},
    {"never-issued", "署名は正しいが台帳にない"},
    {"never-issued-opaque", "台帳にない・参照型"},
};
enum { NOTES = sizeof notes / sizeof *notes };

static const char *note_of(const char *name)
{
    for (int i = 0; i < NOTES; i++) {
        if (strcmp(notes[i].name, name) == 0) {
            return notes[i].summary;
        }
    }
    return NULL;
}

static const char *summary_of(const char *name)
{
    const char *note = note_of(name);
    for (int i = 0; note == NULL && i < seed_data_count(); i++) {
        note = strcmp(seed_data_name(i), name) == 0 ? seed_data_summary(i) : NULL;
    }
    for (int i = 0; note == NULL && i < shown_code_foreign_count(); i++) {
        note = strcmp(shown_code_foreign_name(i), name) == 0 ? shown_code_foreign_summary(i) : NULL;
    }
    return note == NULL ? "" : note;
}

static void add(struct panel *p, int tab, const char *name)
{
    if (p->code_count[tab] < PANEL_TAB_CODES_MAX) {
        p->code[tab][p->code_count[tab]++] = (struct panel_code){name, summary_of(name)};
    }
}

static int tab_of(const char *name)
{
    static const struct {
        const char *prefix;
        int tab;
    } prefixes[] = {
        {"firm", TAB_FIRMS},        {"queue-", TAB_QUEUE},     {"kanji-", TAB_LETTERS},
        {"name-", TAB_LETTERS},     {"chassis-", TAB_LETTERS}, {"plate-", TAB_LETTERS},
        {"ready", TAB_READY},       {"papers", TAB_READY},     {"expired-code", TAB_UNUSABLE},
        {"replaced", TAB_UNUSABLE},
    };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (str_starts(str_of(name), str_of(prefixes[i].prefix))) {
            return prefixes[i].tab;
        }
    }
    return TAB_STATUS;
}

void panel_codes_init(struct panel *p)
{
    static const char *const firms[] = {"firm12", "firm3", "firm41"};
    static const char *const strays[] = {"bad-signature", "foreign-issuer", "future-code",
                                         "stale-code",    "never-issued",   "never-issued-opaque"};
    for (size_t i = 0; i < sizeof main_names / sizeof *main_names; i++) {
        add(p, TAB_MAIN, main_names[i]);
    }
    for (size_t i = 0; i < sizeof firms / sizeof *firms; i++) {
        add(p, TAB_FIRMS, firms[i]);
    }
    for (int i = 0; i < seed_data_count(); i++) {
        add(p, tab_of(seed_data_name(i)), seed_data_name(i));
    }
    for (size_t i = 0; i < sizeof strays / sizeof *strays; i++) {
        add(p, TAB_UNUSABLE, strays[i]);
    }
    for (int i = 0; i < shown_code_foreign_count(); i++) {
        add(p, TAB_OTHER, shown_code_foreign_name(i));
    }
}

void panel_codes_lay_out(struct panel *p)
{
    panel_add(p, PANEL_LOOK_TITLE, (struct rect){24, 20, 100, 26}, "かざすもの");
    for (int i = 0; i < PANEL_TABS; i++) {
        struct panel_widget *w = panel_add_act(
            p, PANEL_LOOK_BUTTON, (struct rect){132 + i * 93, 20, 89, 26}, PANEL_TAB, i);
        panel_set_text(w->text, "%s", tab_names[i]);
        w->is_on = i == p->tab;
    }
    for (int i = 0; i < p->code_count[p->tab]; i++) {
        const struct panel_code *code = &p->code[p->tab][i];
        struct rect place = {24 + i % COLUMNS * PITCH_X, 58 + i / COLUMNS * PITCH_Y, CELL_WIDTH,
                             CELL_HEIGHT};
        struct panel_widget *w = panel_add_act(p, PANEL_LOOK_CODE, place, PANEL_CODE, i);
        panel_set_text(w->text, "%s", code->name);
        panel_set_text(w->sub, "%s", code->summary);
        w->is_on = strcmp(code->name, p->shown) == 0;
    }
}

void panel_codes_show(struct panel *p, int place)
{
    struct qr_modules modules;
    if (place >= p->code_count[p->tab] ||
        failed(shown_code_make(&p->office, p->code[p->tab][place].name, &modules))) {
        return;
    }
    (void)str_copy(p->shown, sizeof p->shown, str_of(p->code[p->tab][place].name));
    p->scene.carrier[0].code = modules;
    p->is_in_view = true;
    panel_scene_apply(p);
}
