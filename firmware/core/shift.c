/* The frame of a working day: opening check, supplies, 日報 and its closing. */
#include "core/machine.h"

#include <string.h>

static const char *const supply_words[SUPPLY_COUNT] = {
    [SUPPLY_SLIP_ROLL] = "slip-roll", [SUPPLY_SHEETS] = "sheets", [SUPPLY_TONER] = "toner"};

/* Who, when, and which prints the old one carried. */
static void note_supply(struct step *s, int supply)
{
    if (supply < 0 || supply >= SUPPLY_COUNT) {
        return;
    }
    const struct day_tally *d = &s->c->day;
    int last = supply == SUPPLY_SLIP_ROLL ? d->slips : d->sheets;
    int used = d->supply_used[supply];
    emit_detail(emit_row(s, JOURNAL_STAFF, (struct id){0}),
                "act=supply what=%s used=%d from=%d to=%d", supply_words[supply], used,
                used == 0 ? 0 : last - used + 1, last);
}

int shift_setting(const struct core *c, enum day_setting setting)
{
    if (c->day.setting[setting].is_set && c->day.day == civil_day(c->wall_ms)) {
        return c->day.setting[setting].value;
    }
    return setting == DAY_SETTING_IDENTITY ? (int)c->config->identity : (int)c->config->direct_mode;
}

/* Until the day ends; the settings file stays as it is. */
static void change_setting(struct step *s)
{
    static const int values[DAY_SETTING_COUNT] = {
        [DAY_SETTING_IDENTITY] = IDENTITY_FOR_PROXY + 1, [DAY_SETTING_DIRECT] = 2};
    int argument = s->ev->action.argument;
    int setting = argument / DAY_SETTING_VALUES, value = argument % DAY_SETTING_VALUES;
    if (argument < 0 || setting >= DAY_SETTING_COUNT || value >= values[setting] ||
        value == shift_setting(s->c, (enum day_setting)setting)) {
        return;
    }
    emit_detail(emit_row(s, JOURNAL_STAFF, (struct id){0}), "act=setting what=%s value=%d",
                day_setting_word((enum day_setting)setting), value);
}

static void print_report(struct step *s, enum print_kind kind)
{
    if (s->c->device[DEVICE_CERTIFICATE_PRINTER].health == HEALTH_DOWN) {
        service_alert(s, "証書プリンタが止まっているため、印刷していません");
        return;
    }
    struct print_order *order = emit_print(s, kind, NULL);
    struct journal_row *row = emit_row(s, JOURNAL_STAFF, (struct id){0});
    row->job_id = order->job_id;
    emit_detail(row, "act=print what=%s",
                kind == PRINT_DAILY_REPORT ? "daily-report" : "readiness-report");
}

void shift_printed(struct step *s)
{
    struct journal_row *row = emit_row(s, JOURNAL_STAFF, (struct id){0});
    row->job_id = s->ev->print.job_id;
    emit_detail(row, "act=printed outcome=%s evidence=%s", print_outcome_name(s->ev->print.outcome),
                print_evidence_name(s->ev->print.evidence));
    if (s->ev->print.outcome != PRINT_OUTCOME_PRINTED) {
        service_alert(s, "帳票を印刷できませんでした");
    }
}

void shift_exported(struct step *s)
{
    bool is_written = s->ev->day_is_written;
    emit_detail(emit_row(s, JOURNAL_STAFF, (struct id){0}), "act=exported outcome=%s",
                is_written ? "WRITTEN" : "FAILED");
    if (!is_written) {
        service_alert_fault(s, FAULT_REPORT_FILE);
    }
}

/* The figures of a day that is over are no longer here: then its paper stands alone. */
static void export_again(struct step *s)
{
    const struct day_tally *d = &s->c->day;
    if (d->closed_wall_ms == 0 || d->day != civil_day(s->c->wall_ms)) {
        return;
    }
    emit_detail(emit_row(s, JOURNAL_STAFF, (struct id){0}), "act=export");
    effects_add(s->fx, FX_EXPORT_DAY);
}

static void find(struct finding *out, enum finding_mark mark, const char *label, const char *value)
{
    out->mark = mark;
    struct strbuf b = strbuf_on(out->label, sizeof out->label);
    strbuf_text(&b, label);
    b = strbuf_on(out->value, sizeof out->value);
    strbuf_text(&b, value);
}

int core_findings(const struct core *c, struct finding out[FINDINGS_MAX])
{
    static const char *const devices[CORE_DEVICE_COUNT] = {
        [DEVICE_CAMERA] = "カメラ",
        [DEVICE_SLIP_PRINTER] = "番号札プリンタ",
        [DEVICE_CERTIFICATE_PRINTER] = "証書プリンタ",
        [DEVICE_BACKEND] = "照会先との通信",
        [DEVICE_JOURNAL] = "記録",
        [DEVICE_DECODER] = "読み取り",
    };
    static const enum finding_mark marks[] = {[HEALTH_OK] = FINDING_GOOD,
                                              [HEALTH_ATTENTION] = FINDING_WATCH,
                                              [HEALTH_DOWN] = FINDING_BAD};
    int n = 0;
    for (int i = 0; i < CORE_DEVICE_COUNT; i++) {
        enum fault fault = service_fault(c, (enum core_device)i);
        bool well = fault == FAULT_NONE;
        find(&out[n++], marks[well ? HEALTH_OK : fault_row(fault)->health], devices[i],
             well ? "正常" : fault_row(fault)->staff);
    }
    int open = 0;
    for (int i = 0; i < TICKETS_MAX; i++) {
        open += c->ticket[i].state != TICKET_FREE && c->ticket[i].restored;
    }
    char text[LABEL_SIZE];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "%d件", open);
    find(&out[n++], open == 0 ? FINDING_GOOD : FINDING_WATCH, "停止の前から残る受付", text);
    find(&out[n++], c->desk.list == NULL ? FINDING_WATCH : FINDING_GOOD, "職員の登録",
         c->desk.list == NULL ? "なし（ログインしない）" : "あり");
    struct civil now = civil_of(c->wall_ms);
    b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "%d月%d日 %d:%02d", now.month, now.day, now.hour, now.minute);
    find(&out[n++], FINDING_GOOD, "時計", text);
    static_assert(CORE_DEVICE_COUNT + 3 <= FINDINGS_MAX, "every finding has its line");
    return n;
}

static void opening_check(struct step *s)
{
    struct finding findings[FINDINGS_MAX];
    int bad = 0, watch = 0, n = core_findings(s->c, findings);
    for (int i = 0; i < n; i++) {
        bad += findings[i].mark == FINDING_BAD;
        watch += findings[i].mark == FINDING_WATCH;
    }
    emit_detail(emit_row(s, JOURNAL_STAFF, (struct id){0}), "act=opening-check bad=%d watch=%d",
                bad, watch);
    print_report(s, PRINT_READINESS_REPORT);
}

/* Sheets that neither the boxes nor the book explain go with the names of those who closed. */
static int sheets_astray(const struct core *c)
{
    int astray = 0;
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        const struct day_stock *stock = &c->day.stock[k];
        int missing = stock->left > stock->counted ? stock->left - stock->counted
                                                   : stock->counted - stock->left;
        astray += stock_is_kept(c, (enum stock_kind)k) ? missing + stock->held : 0;
    }
    return astray;
}

void shift_closed_by(struct step *s)
{
    int astray = sheets_astray(s->c);
    emit_detail(emit_row(s, JOURNAL_STAFF, (struct id){0}),
                "act=close-day handed=%d exceptions=%d sheets-astray=%d", s->c->day.handed,
                s->c->day.exceptions, astray);
    stock_desk_closed(s);
    if (astray > 0) {
        service_alert(s, "用紙の枚数が帳簿と合わないまま締めました");
    }
    print_report(s, PRINT_DAILY_REPORT);
    effects_add(s->fx, FX_EXPORT_DAY);
}

static void turn_page(struct core *c, int page)
{
    if (c->desk.wants_second) {
        return; /* the names' pages */
    }
    if (c->counter.screen == SCREEN_S13) {
        c->desk.log_page = page < 0 ? 0 : page;
    } else if (c->counter.screen == SCREEN_S10 && page >= 0 && page < REPORT_PAGE_COUNT) {
        c->desk.report_page = page;
    }
}

void shift_step(struct step *s)
{
    struct core *c = s->c;
    switch (s->ev->action.action) {
    case ACTION_STAFF_SUPPLY:
        note_supply(s, s->ev->action.argument);
        break;
    case ACTION_STAFF_SETTING:
        change_setting(s);
        break;
    case ACTION_STAFF_OPENING_CHECK:
        opening_check(s);
        break;
    case ACTION_STAFF_PRINT_REPORT:
        print_report(s, PRINT_DAILY_REPORT);
        break;
    case ACTION_STAFF_EXPORT_REPORT:
        export_again(s);
        break;
    case ACTION_STAFF_CLOSE_DAY:
        if (!stock_is_counted(c)) {
            service_alert(s, "用紙の枚数を数えてから締めてください");
        } else if (c->desk.list == NULL) {
            shift_closed_by(s); /* one clerk: the second name is signed on the paper */
        } else {
            desk_ask_second(c, PIN_CLOSING);
            c->counter.screen = SCREEN_S10;
        }
        break;
    case ACTION_STAFF_PAGE:
        turn_page(c, s->ev->action.argument);
        break;
    default:
        break;
    }
}
