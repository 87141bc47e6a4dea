/* One fictitious document of every kind, for the tests of paper. No real person, car or firm. */
#ifndef TESTS_GOLDEN_PAPER_SAMPLES_H
#define TESTS_GOLDEN_PAPER_SAMPLES_H

#include <string.h>
#include "paper/document.h"

static const struct paper_office sample_office = {
    .name = "練馬事務所",
    .phone = "03-0000-0000",
    .hours = "8:45〜11:45 13:00〜16:00",
    .terminal_id = "NERIMA-1",
};

static inline struct document sample_of(enum document_kind kind)
{
    struct document d;
    memset(&d, 0, sizeof d);
    d.kind = kind;
    d.specimen = true;
    d.office = sample_office;
    d.at = (struct civil){2026, 6, 3, 10, 24, 0, 3};
    return d;
}

static inline struct document sample_slip(void)
{
    struct document d = sample_of(DOCUMENT_SLIP);
    d.slip = (struct slip){.call_no = "A-017",
                           .window_no = 2,
                           .ready_count = 1,
                           .wait_minutes = 4,
                           .check_code = "7K4M-2Q"};
    return d;
}

static inline struct document sample_slip_full(void)
{
    struct document d = sample_slip();
    d.slip.papers_count = 2;
    d.slip.ready_count = 9;
    d.slip.wants.tax = true;
    d.slip.needs_identity = true;
    d.slip.reprint_no = 1;
    strcpy(d.slip.plate_window, "2階の標板窓口");
    return d;
}

static inline struct document sample_hold_slip(enum hold_slip_reason reason)
{
    struct document d = sample_of(DOCUMENT_HOLD_SLIP);
    d.hold_slip = (struct hold_slip){.reason = reason, .window_no = 2, .check_code = "7K4M-2Q"};
    if (reason == HOLD_SLIP_OFFLINE || reason == HOLD_SLIP_OTHER) {
        strcpy(d.hold_slip.call_no, "A-018");
    }
    if (reason == HOLD_SLIP_OTHER_OFFICE) {
        strcpy(d.hold_slip.other_office, "足立事務所");
    }
    return d;
}

static inline struct document sample_receipt(bool applicant_copy, bool on_roll)
{
    struct document d = sample_of(DOCUMENT_RECEIPT);
    d.receipt = (struct receipt){
        .applicant_copy = applicant_copy,
        .on_roll = on_roll,
        .receipt_tail = "4821",
        .procedure = "継続検査",
        .item_count = 3,
        .item = {{"自動車検査証", 1}, {"検査標章", 1}, {"自動車検査証記録事項", 1}},
        .tax = RECEIPT_TAX_PAPER_SEEN,
        .tax_paper = "納税証明書",
        .identity_kind = "運転免許証",
        .has_substitution = true,
        .staff_mark = "係員07",
        .serial_no = 1042,
        .hash = "4f1c9e0d7a3b58261cf0e4d2973a6b85",
        .check_code = "7K4M-2Q",
    };
    return d;
}

static inline struct document sample_hand_over_list(int lines)
{
    struct document d = sample_of(DOCUMENT_HAND_OVER_LIST);
    struct hand_over_list *l = &d.hand_over_list;
    strcpy(l->firm_name, "株式会社見本モータース");
    strcpy(l->staff_mark, "係員07");
    l->serial_no = 311;
    l->line_count = lines;
    for (int i = 0; i < lines; i++) {
        struct hand_over_line *line = &l->line[i];
        struct strbuf b = strbuf_on(line->receipt_no, sizeof line->receipt_no);
        strbuf_format(&b, "R8-0603-%04d", 1200 + i * 7);
        strcpy(line->procedure, i % 5 == 3 ? "新車新規検査" : "継続検査");
        strcpy(line->deliverables, i % 5 == 3 ? "検査証・標章・標板" : "検査証・標章");
        line->handed = i % 6 != 4;
        strcpy(line->reason, i % 12 == 4 ? "納税の書面がそろっていない" : "審査中");
    }
    return d;
}

static void sample_field(struct cert_record_sheet *s, const char *label, const char *value)
{
    struct record_field *f = &s->field[s->field_count++];
    strcpy(f->label, label);
    strcpy(f->value, value);
}

static inline struct document sample_cert_record_sheet(void)
{
    static const char *const rows[][2] = {
        {"車両番号", "練馬 580 あ 12-34"},
        {"交付年月日", "令和8年6月3日"},
        {"初度検査年月", "令和5年6月"},
        {"自動車の種別", "軽自動車"},
        {"用途", "乗用"},
        {"自家用・事業用の別", "自家用"},
        {"車体の形状", "箱型"},
        {"車名", "見本"},
        {"車台番号", "MIHON1-0001234"},
        {"乗車定員", "4人"},
        {"車両重量", "850kg"},
        {"車両総重量", "1070kg"},
        {"長さ", "339cm"},
        {"幅", "147cm"},
        {"高さ", "178cm"},
        {"前前軸重", "520kg"},
        {"後後軸重", "330kg"},
        {"型式", "6BA-MH01S"},
        {"原動機の型式", "R06X"},
        {"総排気量又は定格出力", "0.65L"},
        {"燃料の種類", "ガソリン"},
        {"型式指定番号", "12345"},
        {"類別区分番号", "0001"},
        {"有効期間の満了する日", "令和10年6月2日"},
        {"所有者の氏名又は名称", "＊＊＊"},
        {"所有者の住所", "＊＊＊"},
        {"使用者の氏名又は名称", "渡邉\U000E0103 﨑子"},
        {"使用者の住所", "東京都練馬区見本町一丁目2番3号 みほんハイツ𠮷野 405号室"},
        {"使用の本拠の位置", "＊＊＊"},
        {"備考", "この記載は見本です。実在の人や車とは関係ありません。"},
        {"近接排気騒音規制値", "96dB"},
        {"走行距離計表示値", "24,300km（令和8年6月1日）"},
    };
    struct document d = sample_of(DOCUMENT_CERT_RECORD_SHEET);
    d.cert_record_sheet.serial_no = 2087;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sample_field(&d.cert_record_sheet, rows[i][0], rows[i][1]);
    }
    return d;
}

/* Printed once more by a clerk: marked. */
static inline struct document sample_cert_record_sheet_again(void)
{
    struct document d = sample_cert_record_sheet();
    d.cert_record_sheet.reprint_no = 1;
    return d;
}

static void sample_line(struct report *r, enum report_mark mark, const char *label,
                        const char *value)
{
    struct report_line *line = &r->line[r->line_count++];
    line->mark = mark;
    strcpy(line->label, label);
    strcpy(line->value, value);
}

static inline struct document sample_daily_report(void)
{
    struct document d = sample_of(DOCUMENT_DAILY_REPORT);
    struct report *r = &d.report;
    strcpy(r->version, "1.0.0");
    strcpy(r->config_digest, "9f0c2a7714e85b3d6a01c4f29be87d55");
    sample_line(r, REPORT_HEADING, "受け取り", "");
    sample_line(r, REPORT_FIGURE, "読み取ったコード", "128件");
    sample_line(r, REPORT_FIGURE, "お渡しした申請", "97件");
    sample_line(r, REPORT_FIGURE, "取り置き", "6件");
    sample_line(r, REPORT_FIGURE, "待ち時間（中央）", "4分");
    sample_line(r, REPORT_HEADING, "用紙", "開始・使用・書損・残り");
    sample_line(r, REPORT_GOOD, "検査証の用紙", "200・97・1・102");
    sample_line(r, REPORT_WATCH, "検査標章の用紙", "100・97・0・3");
    sample_line(r, REPORT_HEADING, "例外の取扱い", "");
    for (int i = 0; i < 30; i++) {
        sample_line(r, REPORT_FIGURE, "期限切れのコード、本人確認済み", "10:42 係員07・係員02");
    }
    sample_line(r, REPORT_HEADING, "困りごと", "");
    sample_line(r, REPORT_BAD, "結果の分からない印刷", "1件");
    return d;
}

static inline struct document sample_readiness_report(void)
{
    struct document d = sample_of(DOCUMENT_READINESS_REPORT);
    struct report *r = &d.report;
    strcpy(r->version, "1.0.0");
    strcpy(r->config_digest, "9f0c2a7714e85b3d6a01c4f29be87d55");
    sample_line(r, REPORT_HEADING, "機器", "");
    sample_line(r, REPORT_GOOD, "カメラ", "1280×960 30枚/秒");
    sample_line(r, REPORT_WATCH, "番号札のプリンター", "用紙が残り少ない");
    sample_line(r, REPORT_GOOD, "検査証のプリンター", "待機中");
    sample_line(r, REPORT_HEADING, "接続", "");
    sample_line(r, REPORT_BAD, "照会先", "応答がない");
    sample_line(r, REPORT_GOOD, "時計のずれ", "0.2秒");
    return d;
}

#endif
