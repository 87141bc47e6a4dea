/* S16: boxes come in, spoiled sheets go out, the blank ones are counted in the evening. Each act is
 * one row with who and when; nothing here can make the book and the boxes agree but counting. */
#include "core/machine.h"

#include <string.h>

static void answer(struct core *c, bool is_bad, const char *format, const char *value)
{
    c->stock_desk.is_bad = is_bad;
    struct strbuf b = strbuf_on(c->stock_desk.message, sizeof c->stock_desk.message);
    strbuf_format(&b, "%s%s", value, format);
}

static void clear(struct core *c)
{
    struct stock_desk *d = &c->stock_desk;
    d->first[0] = d->typed[0] = d->message[0] = '\0';
    d->is_bad = false;
}

static const char *words_of(struct err e)
{
    switch (e.code) {
    case ERR_NOT_FOUND:
        return "この番号は在庫にありません";
    case ERR_FULL:
        return "使いかけの箱が多すぎます";
    case ERR_TOO_LARGE:
        return "1箱は1000枚までです";
    case ERR_REFUSED:
        return "この番号ではできません（交付済み・破損・入庫済み）";
    default:
        return "番号の形が正しくありません";
    }
}

static void act(struct step *s, enum stock_act what, const char *serial)
{
    static const char *const done[STOCK_ACT_COUNT] = {
        [STOCK_SPOIL] = " を破損として記録しました", [STOCK_RELEASE] = " を未使用に戻しました"};
    struct core *c = s->c;
    struct stock_event e = {.act = what};
    enum stock_place place;
    struct err found = stock_find(&c->stock, serial, &e.kind, &place);
    bool whole = str_copy(e.first, sizeof e.first, str_of(serial));
    struct err result = failed(found) ? found : !whole ? FAIL(INVALID) : stock_do(s, &e);
    clear(c);
    if (failed(result)) {
        answer(c, true, words_of(result), "");
        emit_tone(s, TONE_CANNOT);
    } else {
        item_sheets_changed(s);
        answer(c, false, done[what], serial);
        emit_tone(s, TONE_READ_OK);
    }
}

static void load(struct step *s)
{
    struct core *c = s->c;
    struct stock_desk *d = &c->stock_desk;
    struct stock_event e = {.act = STOCK_LOAD, .kind = d->kind};
    int64_t sheets = 0;
    if (d->first[0] == '\0' || !str_to_int64(str_of(d->typed), &sheets)) {
        answer(c, true, "箱の最初の1枚を読み取り、枚数を入力してください", "");
        return;
    }
    memcpy(e.first, d->first, sizeof e.first);
    struct err result = stock_last_of(d->first, sheets, e.last);
    result = failed(result) ? result : stock_do(s, &e);
    if (failed(result)) {
        answer(c, true, words_of(result), "");
        return;
    }
    clear(c);
    answer(c, false, " まで入庫しました", e.last);
}

static void count(struct step *s)
{
    struct core *c = s->c;
    struct stock_desk *d = &c->stock_desk;
    struct stock_day_end end;
    int64_t sheets = 0;
    if (!str_to_int64(str_of(d->typed), &sheets) || sheets > STOCK_RANGES_MAX * STOCK_RANGE_MAX) {
        answer(c, true, "未使用の枚数を入力してください", "");
        return;
    }
    stock_end_of_day(&c->stock, d->kind, (int)sheets, &end);
    emit_detail(emit_row(s, JOURNAL_STOCK, (struct id){0}),
                "act=count kind=%s counted=%d left=%d held=%d", stock_kind_word(d->kind),
                end.counted, end.figures.in[STOCK_LEFT], end.held);
    clear(c);
    answer(c, !end.adds_up,
           end.missing > 0 ? "帳簿より少ない枚数です。もう一度数えてください"
           : end.missing < 0 ? "帳簿より多い枚数です。もう一度数えてください"
           : end.held > 0    ? "読み取ったまま渡していない用紙があります"
                             : "帳簿と合っています",
           "");
}

/* The sheet of the item at work, by hand. */
static void read_by_hand(struct step *s, const char *serial)
{
    struct core *c = s->c;
    struct ticket *t = counter_ticket(c);
    struct item *item = t == NULL || t->item_count == 0 ? NULL : &t->item[t->current];
    clear(c);
    if (item == NULL || item->state != ITEM_MATCHING || !item_is_sure(c, item)) {
        answer(c, true, "照合を待っている受付がありません", "");
        return;
    }
    const struct sheet_refusal *why = item_read_sheet(s, t, item, serial, "typed");
    answer(c, why != NULL, why != NULL ? why->sentence : " を照合しました",
           why != NULL ? "" : serial);
}

static void act_typed(struct step *s)
{
    struct core *c = s->c;
    struct stock_desk *d = &c->stock_desk;
    char serial[STOCK_SERIAL_SIZE];
    struct err found = stock_by_digits(&c->stock, d->kind, d->typed, serial);
    if (failed(found)) {
        answer(c, true,
               found.code == ERR_REFUSED ? "同じ数字の番号が2つあります。読み取ってください"
                                         : "この番号は在庫にありません",
               "");
    } else if (d->task == STOCK_TASK_READ) {
        read_by_hand(s, serial);
    } else {
        act(s, d->task == STOCK_TASK_SPOIL ? STOCK_SPOIL : STOCK_RELEASE, serial);
    }
}

static void enter(struct step *s)
{
    if (s->c->stock_desk.task == STOCK_TASK_LOAD) {
        load(s);
    } else if (s->c->stock_desk.task == STOCK_TASK_COUNT) {
        count(s);
    } else {
        act_typed(s);
    }
}

void stock_desk_read(struct step *s, const char *text)
{
    struct core *c = s->c;
    struct stock_desk *d = &c->stock_desk;
    const char *serial = strncmp(text, "UKS:", 4) == 0 ? text + 4 : text;
    char last[STOCK_SERIAL_SIZE];
    if (d->task == STOCK_TASK_SPOIL || d->task == STOCK_TASK_RELEASE) {
        act(s, d->task == STOCK_TASK_SPOIL ? STOCK_SPOIL : STOCK_RELEASE, serial);
    } else if (d->task == STOCK_TASK_READ) {
        read_by_hand(s, serial);
    } else if (d->task == STOCK_TASK_LOAD && !failed(stock_last_of(serial, 1, last))) {
        clear(c);
        memcpy(d->first, last, sizeof d->first);
        emit_tone(s, TONE_READ_OK);
    } else {
        emit_tone(s, TONE_CANNOT);
    }
}

static void type_digit(struct stock_desk *d, int digit)
{
    size_t n = strlen(d->typed);
    if (digit >= 0 && digit <= 9 && n < STOCK_DIGITS_MAX) {
        d->typed[n] = (char)('0' + digit);
        d->typed[n + 1] = '\0';
    }
    d->message[0] = '\0';
}

void stock_desk_step(struct step *s)
{
    struct core *c = s->c;
    struct stock_desk *d = &c->stock_desk;
    int argument = s->ev->action.argument;
    if (c->counter.screen != SCREEN_S16 || desk_is_locked(c) || !desk_may_open(c, SCREEN_S16)) {
        return;
    }
    switch (s->ev->action.action) {
    case ACTION_STAFF_DIGIT:
        type_digit(d, argument);
        break;
    case ACTION_STAFF_CLEAR:
        clear(c);
        break;
    case ACTION_STAFF_STOCK_KIND:
        if (stock_is_kept(c, (enum stock_kind)argument)) {
            d->kind = (enum stock_kind)argument;
            clear(c);
        }
        break;
    case ACTION_STAFF_STOCK_TASK:
        d->task = argument >= 0 && argument < STOCK_TASKS ? (enum stock_task)argument : d->task;
        clear(c);
        break;
    case ACTION_STAFF_STOCK_ENTER:
        enter(s);
        break;
    default:
        break;
    }
}

bool stock_is_counted(const struct core *c)
{
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        if (stock_is_kept(c, (enum stock_kind)k) && !c->day.stock[k].is_counted) {
            return false;
        }
    }
    return true;
}

void stock_desk_closed(struct step *s)
{
    struct stock_carry at = {.step = 0};
    struct journal_row row = {.kind = JOURNAL_STOCK};
    static_assert(STOCK_CARRY_ROWS_MAX + 8 <= EFFECTS_MAX, "a closing carries the stock forward");
    if (!stock_is_kept(s->c, STOCK_CERTIFICATE) && !stock_is_kept(s->c, STOCK_STICKER)) {
        return;
    }
    while (stock_carry_next(&s->c->stock, &at, &row)) {
        struct journal_row *out = emit_row(s, row.kind, (struct id){0});
        memcpy(out->application_id, row.application_id, sizeof out->application_id);
        memcpy(out->detail, row.detail, sizeof out->detail);
        row = (struct journal_row){.kind = JOURNAL_STOCK};
    }
}
