#include "tests/kit/views.h"

#include <stdio.h>
#include <string.h>

static const int64_t now_wall_ms = 1795483440000;    /* 2026-11-24 10:24 */
static const int64_t review_wall_ms = 1795151100000; /* 2026-11-20 14:05 */

#define USER    "髙﨑 惠美子"
#define OWNER   "株式会社 見本オートリース"
#define ADDRESS "東京都練馬区架空町9丁目99番9号 見本ハイツ999"
#define CHASSIS "見本9-999999"

const char *const view_personal[VIEW_PERSONAL_COUNT] = {
    "髙﨑", "惠美子", "見本オートリース", "架空町", CHASSIS, "580", "株式会社",
};

#define FILL(array, text) (void)snprintf((array), sizeof(array), "%s", (text))

bool view_is_applicant(enum screen screen)
{
    return screen < SCREEN_S00;
}

static void fill_config(struct config *c)
{
    memset(c, 0, sizeof *c);
    FILL(c->terminal_id, "nerima-01");
    c->terminal_letter = 'A';
    FILL(c->office_id, "nerima");
    FILL(c->office_name, "練馬事務所");
    FILL(c->office_phone, "03-0000-0000");
    c->window_no = 2;
    c->open_minute = 8 * 60 + 45;
    c->noon_from_minute = 11 * 60 + 45;
    c->noon_to_minute = 13 * 60;
    c->close_minute = 16 * 60;
    c->identity = IDENTITY_FOR_PROXY;
    c->retention_days = 90;
    FILL(c->backend_url, "https://backend.example/v1");
    FILL(c->camera_device, "/dev/video0");
    FILL(c->slip_printer, "usb:/dev/usb/lp0");
    FILL(c->certificate_printer, "ipp://printer.example/ipp/print");
}

static void fill_bulk(struct applicant_view *v, int count)
{
    v->bulk_line_count = count;
    for (int i = 0; i < count; i++) {
        struct bulk_line *line = &v->bulk_line[i];
        (void)snprintf(line->receipt_tail, sizeof line->receipt_tail, "%04u",
                       (4512U + (unsigned)i * 37U) % 10000U);
        (void)snprintf(line->plate_tail, sizeof line->plate_tail, "%02u",
                       (17U + (unsigned)i * 7U) % 100U);
        line->procedure = i % 4 == 3 ? PROC_NEW_CAR : PROC_RENEWAL;
        line->readiness = i % 6 == 2   ? READINESS_READY_WITH_PAPERS
                          : i % 6 == 4 ? READINESS_UNDER_REVIEW
                                       : READINESS_READY;
        line->selected = readiness_can_hand_over(line->readiness) && i % 5 != 1;
        v->selected_count += line->selected;
    }
}

static void fill_applicant(struct applicant_view *v, enum screen screen)
{
    v->screen = screen;
    v->wall_ms = now_wall_ms;
    v->camera_live = screen == SCREEN_A00 || screen == SCREEN_A01 || screen == SCREEN_A02 ||
                     screen == SCREEN_A40 || screen == SCREEN_A41 || screen == SCREEN_A43;
    v->hint = screen == SCREEN_A01 ? SCAN_HINT_TOO_SMALL : SCAN_HINT_NONE;
    v->finder_seen = screen == SCREEN_A01;
    v->camera = screen == SCREEN_A02 ? VIEW_CAMERA_READ_OK : VIEW_CAMERA_RUNNING;
    FILL(v->call_no, screen == SCREEN_A30 ? "A-018" : "A-017");
    v->slip = screen == SCREEN_A53 ? SLIP_FAILED : SLIP_PRINTED;
    v->wait_minutes = 4;
    v->wait_people = 3;
    v->code_kind = CODE_KEI_CERT;
    FILL(v->office_name, "東京主管事務所 多摩支所");
    v->issued = (struct civil){2026, 6, 3, 0, 0, 0, 3};
    v->resumes_at_ms = screen == SCREEN_A52 ? now_wall_ms + 22 * 3600000LL + 21 * 60000LL
                                            : now_wall_ms + 4 * 3600000LL + 6 * 60000LL;
    v->total = 12;
    v->ready = 9;
    v->papers = 2;
    v->wants.tax = screen == SCREEN_A11 || screen == SCREEN_A12 || screen == SCREEN_A30;
    v->waiting = 1;
    fill_bulk(v, 12);
    v->deliverable_count = 3;
    v->deliverable[0].kind = DELIVERABLE_INSPECTION_CERT;
    v->deliverable[1].kind = DELIVERABLE_INSPECTION_STICKER;
    v->deliverable[2].kind = DELIVERABLE_CERT_RECORD_SHEET;
    v->deliverable[0].count = v->deliverable[1].count = v->deliverable[2].count = 1;
    FILL(v->substitution.applied, "𠮷");
    FILL(v->substitution.printed, "吉");
    v->substitution_no = v->substitution_count = 1;
    v->help_acknowledged = screen == SCREEN_A70;
    FILL(v->support_code, screen == SCREEN_A53 ? "K-31" : "");
    v->touched_cells = screen == SCREEN_A80 ? 0xFFF4003FFFFULL : 0;
}

static void fill_queue(struct staff_view *v, int count)
{
    static const enum queue_mark marks[] = {MARK_PAPERS, MARK_READY,   MARK_READY, MARK_READY,
                                            MARK_READY,  MARK_OFFLINE, MARK_HELD,  MARK_DECISION};
    v->queue_count = count;
    for (int i = 0; i < count; i++) {
        struct queue_row *row = &v->queue[i];
        row->argument = 17 + i;
        (void)snprintf(row->call_no, sizeof row->call_no, "A-%03d", 17 + i);
        row->procedure = i % 5 == 2 ? PROC_NEW_CAR : PROC_RENEWAL;
        row->item_count = i == 1 ? 12 : 1;
        row->ready_count = i == 1 ? 9 : 1;
        row->mark = marks[i % 8];
        row->substitution_flag = i == 4;
        row->waited_minutes = count - i;
    }
    v->wait_minutes = 4;
}

static void fill_item(struct staff_view *v)
{
    struct application *a = &v->item.application;
    v->item.known = true;
    v->item.readiness = READINESS_READY_WITH_PAPERS;
    FILL(a->application_id, "app-0000-4512");
    FILL(a->receipt_no, "2026-99-004512");
    a->procedure = PROC_RENEWAL;
    a->status = APP_READY;
    a->tax = TAX_UNCONFIRMED;
    a->tax_at_ms = review_wall_ms;
    FILL(a->shelf, "B-04");
    FILL(a->plate_no.region, "練馬");
    FILL(a->plate_no.class_no, "580");
    FILL(a->plate_no.kana, "あ");
    FILL(a->plate_no.serial, "1217");
    FILL(a->user_party, USER);
    FILL(a->owner_party, OWNER);
    FILL(a->user_address, ADDRESS);
    FILL(a->chassis_no, CHASSIS);
    a->deliverable_count = 3;
    a->deliverable[0] = (struct deliverable){DELIVERABLE_INSPECTION_CERT, "T1", false, true};
    a->deliverable[1] = (struct deliverable){DELIVERABLE_INSPECTION_STICKER, "T1", false, true};
    a->deliverable[2] = (struct deliverable){DELIVERABLE_CERT_RECORD_SHEET, "", true, true};
}

static void fill_checks(struct staff_view *v)
{
    v->check_count = 3;
    v->check[0] = (struct check_line){
        .argument = 9, .is_receiver = true, .state = CHECK_DONE_AUTO, .at_ms = now_wall_ms - 60000};
    v->check[1] = (struct check_line){
        .argument = 0, .kind = PAPER_TAX_PAID, .offers_paper_kinds = true, .state = CHECK_OPEN};
    v->check[2] = (struct check_line){.argument = 1, .kind = PAPER_OLD_CERT, .state = CHECK_OPEN};
}

static void fill_devices(struct staff_view *v)
{
    static const struct device_row rows[] = {
        {"カメラ", DEVICE_OK, "", "", "毎秒30コマ　汚れ 1%"},
        {"番号札", DEVICE_ATTENTION, "残りわずか", "紙とふたを確認してください。", ""},
        {"証書", DEVICE_OK, "", "", ""},
        {"照会", DEVICE_OK, "", "", "時計の差 0秒"},
        {"記録", DEVICE_OK, "", "", "空き 12.4GB"},
        {"読み取り", DEVICE_OK, "", "", "最後 10:23"},
        {"音", DEVICE_OK, "", "", ""},
    };
    v->device_count = (int)(sizeof rows / sizeof rows[0]);
    memcpy(v->device, rows, sizeof rows);
}

static void fill_log(struct staff_view *v, int count)
{
    static const enum journal_kind kinds[] = {
        JOURNAL_HANDED_OVER, JOURNAL_HAND_OVER, JOURNAL_MATCHED,      JOURNAL_PRINT_OUTCOME,
        JOURNAL_PRINT,       JOURNAL_BEGIN,     JOURNAL_RESERVE,      JOURNAL_CHECKED,
        JOURNAL_CALLED,      JOURNAL_NUMBER,    JOURNAL_VISIT_OPENED, JOURNAL_STARTED};
    v->log_count = count;
    for (int i = 0; i < count; i++) {
        v->log[i].kind = kinds[i % 12];
        v->log[i].wall_ms = now_wall_ms - i * 41000;
        v->log[i].call_no = 16;
        FILL(v->log[i].staff_id, "sato");
        FILL(v->log_names[i], i == 3 ? "佐藤・鈴木" : "佐藤");
    }
}

static void add_button(struct staff_view *v, enum action action, const char *label, bool enabled)
{
    struct staff_button *b = &v->button[v->button_count++];
    b->action = action;
    b->enabled = enabled;
    FILL(b->label, label);
}

static void fill_buttons(struct staff_view *v, enum screen screen)
{
    if (screen == SCREEN_S14) {
        add_button(v, ACTION_STAFF_SPOILED, "途中・汚れ（破棄した）", true);
        add_button(v, ACTION_STAFF_DID_NOT, "出ていない", true);
        add_button(v, ACTION_STAFF_CAME_OUT, "全部出ている", true);
    } else if (screen == SCREEN_S04 || screen == SCREEN_S07) {
        add_button(v, ACTION_STAFF_ABORT, "交付をやめる", true);
        add_button(v, ACTION_STAFF_HAND_OVER, "渡す", true);
    } else if (screen == SCREEN_S03) {
        add_button(v, ACTION_STAFF_HOLD, "取り置き", true);
        add_button(v, ACTION_STAFF_RECALL, "再呼び出し", true);
        add_button(v, ACTION_STAFF_ISSUE, "書面の確認が先です", false);
    } else if (screen == SCREEN_S01 || screen == SCREEN_S02) {
        add_button(v, ACTION_STAFF_SCREEN, "番号札を再印刷", true);
        add_button(v, ACTION_STAFF_HOLD, "取り置き", true);
        add_button(v, ACTION_STAFF_CALL, "呼び出す", true);
    }
    if (v->button_count > 0 && screen != SCREEN_S14) {
        v->button[v->button_count - 1].primary = true;
    }
}

static void fill_names(struct desk_view *d, bool second)
{
    static const char *const names[] = {"佐藤", "鈴木", "勅使河原", "高橋", "田中", "伊藤"};
    d->has_list = true;
    d->wants_person = true;
    for (int i = second ? 1 : 0; i < 6; i++) {
        struct desk_name *n = &d->name[d->name_count++];
        n->argument = i;
        n->chosen = i == 1;
        FILL(n->name, names[i]);
    }
    d->page_count = 1;
    d->digit_count = 4;
}

static void fill_day(struct staff_view *v)
{
    struct day_tally *d = &v->day;
    d->visits = 87;
    d->first_try = 83;
    d->handed = 74;
    d->help_calls = 3;
    d->slow_scans = 1;
    d->reprints = 2;
    d->no_shows = 4;
    d->searches = 2;
    d->offline_ms = 7 * 60000;
    d->slip_time[12] = 80;
    d->slip_time[19] = 7;
    d->wait_time[4] = 70;
    d->wait_time[11] = 9;
    d->exceptions = 1;
    d->exception[0].wall_ms = now_wall_ms - 3600000;
    FILL(d->exception[0].reason, "broken-tag");
    FILL(d->exception[0].names, "sato+suzuki");
    FILL(d->exception[0].note, "荷札が破れている");
    FILL(v->exception_note[0], "荷札が破れている");
    FILL(v->exception_names[0], "佐藤・鈴木");
    d->unmasked = 12;
    d->corrections = 1;
    d->supply_used[SUPPLY_SLIP_ROLL] = 41;
    d->supply_used[SUPPLY_SHEETS] = d->supply_used[SUPPLY_TONER] = 74;
    d->supply_wall_ms[SUPPLY_SLIP_ROLL] = now_wall_ms - 4800000;
    FILL(d->supply_names[SUPPLY_SLIP_ROLL], "sato");
    d->checked_wall_ms = now_wall_ms - 6600000;
    v->held_count = 2;
}

static void fill_findings(struct desk_view *d)
{
    static const struct finding findings[] = {
        {FINDING_GOOD, "カメラ", "正常"},
        {FINDING_WATCH, "番号札プリンタ", "残りわずか"},
        {FINDING_GOOD, "証書プリンタ", "正常"},
        {FINDING_BAD, "照会先との通信", "つながりません"},
        {FINDING_GOOD, "記録", "正常"},
        {FINDING_GOOD, "読み取り", "正常"},
        {FINDING_GOOD, "停止の前から残る受付", "0件"},
        {FINDING_GOOD, "職員の登録", "あり"},
        {FINDING_GOOD, "時計", "11月24日 10:24"},
    };
    d->finding_count = (int)(sizeof findings / sizeof findings[0]);
    memcpy(d->finding, findings, sizeof findings);
}

static void fill_stock(struct staff_view *v)
{
    struct stock_view *s = &v->desk.stock;
    s->kept[STOCK_CERTIFICATE] = s->kept[STOCK_STICKER] = true;
    s->figures[STOCK_CERTIFICATE] = (struct stock_figures){500, {423, 1, 74, 2}};
    s->figures[STOCK_STICKER] = (struct stock_figures){1000, {925, 1, 74, 0}};
    FILL(s->next[STOCK_CERTIFICATE], "AB00012078");
    FILL(s->next[STOCK_STICKER], "KS2400076");
    s->task = STOCK_TASK_LOAD;
    FILL(s->first, "AB00012501");
    FILL(s->typed, "500");
}

static void fill_refused(struct staff_view *v)
{
    static const struct refused_view rows[] = {
        {.report = {.no = 412,
                    .op = EXCHANGE_DONE,
                    .application_id = "AP-0004831",
                    .result = EXCHANGE_RESULT_ALREADY_ISSUED,
                    .times = 1,
                    .call_no = 9},
         .answer = "すでに交付済みの記録です",
         .is_open = true},
        {.report = {.no = 415,
                    .op = EXCHANGE_ABORT,
                    .application_id = "AP-0002207",
                    .result = EXCHANGE_RESULT_TOKEN_SUPERSEDED,
                    .times = 3,
                    .call_no = 12},
         .answer = "別の端末が引き継いだ予約です",
         .is_open = true},
        {.report = {.no = 420,
                    .op = EXCHANGE_DONE,
                    .application_id = "AP-0009954",
                    .result = EXCHANGE_RESULT_CONFLICT,
                    .times = 1,
                    .call_no = 17},
         .answer = "照会先の記録と合いません"},
    };
    v->outbox_aside = 3;
    v->desk.refused_count = 3;
    for (int i = 0; i < 3; i++) {
        v->desk.refused_report[i] = rows[i];
        v->desk.refused_report[i].report.refused_at_ms = now_wall_ms - (3 - i) * 2400000;
    }
}

static void fill_desk(struct staff_view *v, enum screen screen)
{
    struct desk_view *d = &v->desk;
    d->has_list = true;
    d->may_change = true;
    d->setting[DAY_SETTING_IDENTITY].value = IDENTITY_FOR_PROXY;
    d->setting[DAY_SETTING_DIRECT].is_set = true;
    d->slip_count = 1;
    FILL(d->config_digest, "4f1c09be77a2d3516c8ea0b94d5f1e27");
    fill_day(v);
    fill_findings(d);
    d->forbidden[SCREEN_S16 - SCREEN_S00] = screen != SCREEN_S16; /* most offices keep none */
    if (screen == SCREEN_S00) {
        fill_names(d, false);
    } else if (screen == SCREEN_S05) {
        static const char *const why_not[EXCEPTION_KIND_COUNT] = {
            "", "交付を始める前に使えます", "交付を始める前に使えます",
            "印刷できなかったときに使えます", "別の端末が手続中のときに使えます"};
        d->has_list = true;
        d->reason_count = EXCEPTION_KIND_COUNT;
        for (int k = 0; k < EXCEPTION_KIND_COUNT; k++) {
            d->reason[k].kind = (enum exception_kind)k;
            d->reason[k].allowed = k == EXCEPTION_BROKEN_TAG;
            d->reason[k].why_not = why_not[k];
        }
    } else if (screen == SCREEN_S13) {
        d->log_page_count = 41;
    } else if (screen == SCREEN_S17) {
        fill_refused(v);
    } else if (screen == SCREEN_S16) {
        fill_stock(v);
    } else if (screen == SCREEN_S15) {
        d->search_field = SEARCH_CHASSIS_TAIL;
        FILL(d->search_text[SEARCH_PLATE_SERIAL], "1217");
        FILL(d->search_text[SEARCH_CHASSIS_TAIL], "99");
        FILL(d->search_message, "見つかりません。番号を確かめてください");
    }
}

static void fill_staff(struct staff_view *v, enum screen screen)
{
    v->screen = screen;
    v->details_open = screen == SCREEN_S02;
    v->wall_ms = now_wall_ms;
    FILL(v->staff_name, "佐藤");
    fill_queue(v, 6);
    v->selected = 0;
    v->has_ticket = true;
    FILL(v->call_no, "A-017");
    v->item_count = screen == SCREEN_S07 ? 9 : 1;
    v->item_no = screen == SCREEN_S07 ? 3 : 0;
    v->handed_count = v->item_no;
    fill_item(v);
    fill_checks(v);
    fill_devices(v);
    fill_log(v, LOG_ROWS_MAX);
    fill_buttons(v, screen);
    fill_desk(v, screen);
    if (screen == SCREEN_S03) {
        FILL(v->message, "納付は審査完了時（11月20日 14:05）に確認できませんでした。"
                         "書面の確認がすむまで、お渡しできません。");
        v->message_level = DEVICE_ATTENTION;
    } else if (screen == SCREEN_S14) {
        v->item.known = false; /* after a restart, the backend not asked yet */
        v->item.kept = true;
        v->item.state = "印刷の結果が不明";
        v->item.last = JOURNAL_PRINT;
        FILL(v->item.evidence, "紙は分からない（根拠：送ったところまで） connection lost");
        FILL(v->message, "紙が出たかどうか、機械では分かりません。排紙口を見て選んでください。");
        v->message_level = DEVICE_DOWN;
    } else if (screen == SCREEN_S04 || screen == SCREEN_S07) {
        v->item.state = "照合できました";
    } else if (screen == SCREEN_S09) {
        v->backend_away = true;
        v->device[3] = (struct device_row){"照会", DEVICE_DOWN, "つながりません",
                                           "通信の回復を待っています。自動で再開します。", ""};
    } else if (screen == SCREEN_S08) {
        v->alert_count = 1;
        v->alert_person = true;
        FILL(v->alert, "読み取りに30秒以上かかっています");
    }
}

void view_fixture_fill(struct view_fixture *f, enum screen screen)
{
    memset(f, 0, sizeof *f);
    fill_config(&f->config);
    f->applicant.config = &f->config;
    f->staff.config = &f->config;
    if (view_is_applicant(screen)) {
        fill_applicant(&f->applicant, screen);
    } else {
        fill_staff(&f->staff, screen);
    }
}

static void lengthen_applicant(struct applicant_view *v)
{
    FILL(v->call_no, "W-888");
    FILL(v->office_name, "兵庫事務所 姫路支所（臨時窓口・第二庁舎）");
    FILL(v->notice, "11月30日（月）は年度システム更新のため、午後3時から5時まで照会ができません。"
                    "ご不便をおかけします。");
    v->wait_minutes = 128;
    v->wait_people = 64;
    v->total = LOOKUP_APPLICATIONS_MAX;
    v->ready = 38;
    v->papers = 28;
    v->waiting = 18;
    v->refused = 10;
    v->selected_count = 0;
    fill_bulk(v, LOOKUP_APPLICATIONS_MAX);
    v->bulk_page = 3;
    v->deliverable_count = DELIVERABLE_KIND_COUNT;
    for (int i = 0; i < DELIVERABLE_KIND_COUNT; i++) {
        v->deliverable[i].kind = (enum deliverable_kind)i;
        v->deliverable[i].count = 12;
    }
    v->seconds_left = 20;
    v->help_pulse = true;
    v->slow = true;
    FILL(v->support_code, "K-31");
}

/* A second person signs, and the lock is near. */
static void lengthen_desk(struct staff_view *v)
{
    struct desk_view *d = &v->desk;
    d->has_list = true;
    d->lock_seconds = 18;
    if (v->screen == SCREEN_S05 || v->screen == SCREEN_S10) {
        fill_names(d, true);
        d->refused = true;
    }
    if (v->screen == SCREEN_S05) {
        d->reason[EXCEPTION_TAKE_OVER].chosen = true;
    }
    if (d->wants_person) {
        d->page_count = 3;
        d->wait_seconds = 3600;
    }
    v->day.closed_wall_ms = now_wall_ms;
    FILL(v->day.closed_names, "teshigawara+takahashi");
    v->day.is_filed = true;
    FILL(v->closed_names, "勅使河原・高橋");
}

static void lengthen_staff(struct staff_view *v)
{
    struct application *a = &v->item.application;
    FILL(v->call_no, "W-888");
    FILL(v->staff_name, "勅使河原");
    fill_queue(v, QUEUE_ROWS_MAX);
    for (int i = 0; i < QUEUE_ROWS_MAX; i += 2) {
        v->queue[i].mark = i % 4 == 0 ? MARK_OFFLINE : MARK_PAPERS;
        v->queue[i].substitution_flag = false;
        v->queue[i].procedure = PROC_OTHER;
        v->queue[i].waited_minutes = 1500 - i;
        v->queue[i].item_count = 1;
        FILL(v->queue[i].call_no, "W-888");
    }
    v->selected = 30;
    FILL(a->user_party, "独立行政法人 見本環境再生保全機構 練馬地区臨時事務局 見本課");
    FILL(a->plate_no.region, "尾張小牧");
    a->substitution_count = 2;
    FILL(a->substitution[0].applied, "𠮷");
    FILL(a->substitution[0].printed, "吉");
    FILL(a->substitution[1].applied, "髙");
    FILL(a->substitution[1].printed, "高");
    v->unmasked = true;
    if (v->screen == SCREEN_S02) {
        FILL(v->message, "この申請はまだお渡しできません。状態をご説明ください。");
    }
    for (int i = 3; i < 8; i++) {
        v->check[i] = (struct check_line){.argument = i, .kind = PAPER_OTHER, .state = CHECK_OPEN};
        FILL(v->check[i].label, "放置違反金の領収証書の写し（原本）");
    }
    v->check_count = v->check_count == 0 ? 0 : 8;
    for (int i = 0; i < v->device_count; i++) {
        v->device[i].level = i % 2 == 0 ? DEVICE_DOWN : DEVICE_ATTENTION;
        FILL(v->device[i].state, "応答がありません");
        FILL(v->device[i].cure, "端末を再起動し、直らなければ保守へ連絡。");
    }
    fill_log(v, LOG_ROWS_MAX);
    v->alert_count = 3;
    v->alert_person = true;
    FILL(v->alert, "A-017 の方が呼んでいます");
    v->outbox_depth = 123;
    v->outbox_aside = 45;
    v->backend_away = true;
    lengthen_desk(v);
}

void view_fixture_fill_long(struct view_fixture *f, enum screen screen)
{
    view_fixture_fill(f, screen);
    if (view_is_applicant(screen)) {
        lengthen_applicant(&f->applicant);
    } else {
        lengthen_staff(&f->staff);
    }
}
