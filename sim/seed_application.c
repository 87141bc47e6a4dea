#include "sim/seed_application.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "base/str.h"
#include "sim/seed_data.h"

enum { DAY_MS = 86400000 };

static const char *const people[] = {"山田 太郎", "佐藤 花子",   "鈴木 一郎", "高橋 美咲",
                                     "田中 翔太", "伊藤 さくら", "中村 大輔", "小林 陽子"};
static const char *const firms[] = {"有限会社みどり整備", "株式会社あさひモータース",
                                    "合同会社北町オート"};
static const char *const towns[] = {"東京都練馬区見本町", "東京都板橋区例示町", "埼玉県和光市架空"};
static const struct {
    const char *maker;
    const char *model;
    const char *engine;
    const char *shape;
} cars[] = {{"スズキ", "HA36S", "R06A", "箱型"},
            {"ダイハツ", "LA350S", "KF", "箱型"},
            {"ホンダ", "JF5", "S07B", "箱型"},
            {"三菱", "B34W", "BR06", "箱型"}};

static void put(char *out, size_t cap, const char *text)
{
    bool fits = str_copy(out, cap, str_of(text));
    assert(fits);
    (void)fits;
}
#define PUT(array, text) put((array), sizeof(array), (text))

static void put_plate(int row, struct plate_no *out)
{
    char by_number[64];
    int n = snprintf(by_number, sizeof by_number, "練馬 58%d %s %d", row % 10,
                     row % 2 == 0 ? "あ" : "け", 1 + row * 137 % 9999);
    assert(n > 0 && n < (int)sizeof by_number);
    struct str rest = str_of(seed_rows[row].plate == NULL ? by_number : seed_rows[row].plate);
    bool fits = str_copy(out->region, sizeof out->region, str_token(&rest, ' ')) &&
                str_copy(out->class_no, sizeof out->class_no, str_token(&rest, ' ')) &&
                str_copy(out->kana, sizeof out->kana, str_token(&rest, ' ')) &&
                str_copy(out->serial, sizeof out->serial, rest);
    assert(fits);
    (void)fits;
}

static void put_status(const struct seed_row *r, int64_t now_ms, struct application *a)
{
    a->status = APP_UNKNOWN;
    for (int i = 0; i < APP_STATUS_COUNT; i++) {
        if (strcmp(r->status, app_status_name((enum app_status)i)) == 0) {
            a->status = (enum app_status)i;
        }
    }
    if (a->status == APP_UNKNOWN) {
        PUT(a->status_text, r->status);
    }
    a->payment_reported = (r->flags & SEED_PAYMENT_REPORTED) != 0;
    a->issued_at_ms = a->status == APP_ISSUED ? now_ms - DAY_MS : 0;
}

static void add_paper(struct application *a, enum paper_kind kind, const char *label)
{
    struct required_paper *p = &a->required_paper[a->required_paper_count++];
    p->kind = kind;
    PUT(p->label, label);
}

static void put_papers(const struct seed_row *r, struct application *a)
{
    if (r->tax == TAX_UNCONFIRMED || r->tax == TAX_UNAVAILABLE) {
        add_paper(a, PAPER_TAX_PAID, "");
    }
    if (r->flags & SEED_PARKING) {
        add_paper(a, PAPER_PARKING_PENALTY, "");
    }
    if (r->flags & SEED_PROXY) {
        add_paper(a, PAPER_PROXY, "");
    }
    if (r->flags & SEED_OTHER_PAPER) {
        add_paper(a, PAPER_OTHER, "住民票の写し（発行から3か月以内）");
    }
    if (a->procedure == PROC_RENEWAL) {
        bool on_paper = (r->flags & SEED_OLD_PAPER_CERT) != 0;
        add_paper(a, PAPER_OLD_CERT, on_paper ? "現在の自動車検査証（A4の紙）を受け取る" : "");
    }
}

static void add_deliverable(struct application *a, enum deliverable_kind kind, bool tagged)
{
    static const char letters[] = "CSPRX";
    struct deliverable *d = &a->deliverable[a->deliverable_count++];
    d->kind = kind;
    d->printed_here = kind == DELIVERABLE_CERT_RECORD_SHEET;
    d->handed_here = kind != DELIVERABLE_NUMBER_PLATE;
    if (tagged && d->handed_here && !d->printed_here) {
        struct strbuf tag = strbuf_on(d->item_tag, sizeof d->item_tag);
        strbuf_format(&tag, "UKI:%s-%c", a->application_id, letters[kind]);
        assert(!tag.cut);
    }
}

static void put_deliverables(const struct seed_row *r, struct application *a)
{
    bool tagged = (r->flags & SEED_NO_TAGS) == 0;
    if (a->procedure == PROC_OTHER) {
        add_deliverable(a, DELIVERABLE_OTHER, tagged);
        return;
    }
    add_deliverable(a, DELIVERABLE_INSPECTION_CERT, tagged);
    add_deliverable(a, DELIVERABLE_INSPECTION_STICKER, tagged);
    if (a->procedure == PROC_NEW_CAR) {
        add_deliverable(a, DELIVERABLE_NUMBER_PLATE, tagged);
    }
    add_deliverable(a, DELIVERABLE_CERT_RECORD_SHEET, tagged);
}

static void put_parties(int row, struct application *a)
{
    const struct seed_row *r = &seed_rows[row];
    char text[ADDRESS_SIZE];
    const char *user = r->flags & SEED_BULK ? firms[row % 3] : people[row % 8];
    PUT(a->user_party, r->user == NULL ? user : r->user);
    PUT(a->owner_party, row % 5 == 0 ? "架空オートリース株式会社" : a->user_party);
    int n = snprintf(text, sizeof text, "%s%d丁目%d番%d号", towns[row % 3], 1 + row % 6,
                     1 + row * 7 % 40, 1 + row * 3 % 20);
    assert(n > 0 && n < (int)sizeof text);
    PUT(a->user_address, text);
    if (r->flags & SEED_SUBSTITUTED) {
        PUT(a->substitution[0].applied, "𠮷");
        PUT(a->substitution[0].printed, "吉");
        PUT(a->substitution[1].applied, "髙");
        PUT(a->substitution[1].printed, "高");
        a->substitution_count = 2;
    }
}

static void put_chassis(int row, struct application *a)
{
    char text[CHASSIS_NO_SIZE];
    int n = snprintf(text, sizeof text, "%s-%06d", cars[row % 4].model, 100000 + row * 1237);
    assert(n > 0 && n < (int)sizeof text);
    PUT(a->chassis_no, seed_rows[row].chassis == NULL ? text : seed_rows[row].chassis);
}

static void field(struct application *a, const char *label, const char *value)
{
    struct record_field *f = &a->record_field[a->record_field_count++];
    assert(a->record_field_count <= RECORD_FIELDS_MAX);
    PUT(f->label, label);
    PUT(f->value, value);
}

/* 自動車検査証記録事項, in the order of its sheet. */
static void put_record(int row, struct application *a)
{
    char plate[PLATE_TEXT_SIZE] = "";
    char date[48];
    if (!plate_no_is_empty(&a->plate_no)) {
        plate_no_text(&a->plate_no, plate);
    }
    snprintf(date, sizeof date, "令和%d年%d月", 1 + row % 7, 1 + row % 12);
    field(a, "車両番号", plate);
    field(a, "交付年月日", "令和8年11月24日");
    field(a, "初度検査年月", a->procedure == PROC_NEW_CAR ? "令和8年11月" : date);
    field(a, "自動車の種別", "軽自動車");
    field(a, "用途", row % 4 == 3 ? "貨物" : "乗用");
    field(a, "自家用・事業用の別", "自家用");
    field(a, "車体の形状", cars[row % 4].shape);
    field(a, "車名", cars[row % 4].maker);
    field(a, "型式", cars[row % 4].model);
    field(a, "車台番号", a->chassis_no);
    field(a, "原動機の型式", cars[row % 4].engine);
    field(a, "乗車定員", "4人");
    field(a, "最大積載量", row % 4 == 3 ? "350kg" : "－kg");
    field(a, "車両重量", "790kg");
    field(a, "車両総重量", "1010kg");
    field(a, "長さ", "339cm");
    field(a, "幅", "147cm");
    field(a, "高さ", "165cm");
    field(a, "前前軸重", "500kg");
    field(a, "後後軸重", "290kg");
    field(a, "総排気量又は定格出力", "0.65L");
    field(a, "燃料の種類", "ガソリン");
    field(a, "型式指定番号", "17890");
    field(a, "類別区分番号", "0012");
    field(a, "使用者の氏名又は名称", a->user_party);
    field(a, "使用者の住所", a->user_address);
    field(a, "所有者の氏名又は名称", a->owner_party);
    field(a, "使用の本拠の位置", "＊＊＊");
    field(a, "有効期間の満了する日", "令和10年11月23日");
    field(a, "備考", "［走行距離計表示値］34,500km（令和8年11月20日）");
}

static enum procedure procedure_of(const struct seed_row *r)
{
    if (r->flags & SEED_OTHER_PROCEDURE) {
        return PROC_OTHER;
    }
    return r->flags & SEED_NEW_CAR ? PROC_NEW_CAR : PROC_RENEWAL;
}

void seed_application_of(int row, int64_t now_ms, struct application *out_application)
{
    assert(row >= 0 && row < seed_row_count);
    const struct seed_row *r = &seed_rows[row];
    struct application *a = out_application;
    memset(a, 0, sizeof *a);
    snprintf(a->application_id, sizeof a->application_id, "A%06d", 204001 + row * 17);
    snprintf(a->receipt_no, sizeof a->receipt_no, "2611-%04d-%04d", 1000 + row * 31 % 9000,
             2000 + row * 53 % 8000);
    snprintf(a->shelf, sizeof a->shelf, "%c-%02d", "ABCD"[row % 4], 1 + row % 20);
    bool elsewhere = (r->flags & SEED_OTHER_OFFICE) != 0;
    PUT(a->office_id, elsewhere ? "tama" : SEED_OFFICE_ID);
    PUT(a->office_name, elsewhere ? "多摩支所" : SEED_OFFICE_NAME);
    a->version = 1;
    a->filing = r->flags & SEED_BULK ? FILING_BULK : FILING_SCREEN;
    a->procedure = procedure_of(r);
    a->tax = r->tax;
    a->tax_at_ms = now_ms - 2 * (int64_t)DAY_MS;
    a->high_level_kanji = (r->flags & SEED_HIGH_LEVEL) != 0;
    put_status(r, now_ms, a);
    put_papers(r, a);
    put_deliverables(r, a);
    put_plate(row, &a->plate_no);
    put_chassis(row, a);
    put_parties(row, a);
    put_record(row, a);
}
