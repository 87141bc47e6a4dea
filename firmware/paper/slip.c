#include "paper/pages.h"

static int draw_window(struct pen *pen, int y, int window_no)
{
    char text[32];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "%d番窓口", window_no);
    struct pen_text t = {.x = ROLL_MARGIN,
                         .y = y,
                         .w = ROLL_TEXT,
                         .size = ROLL_BODY,
                         .line = 64,
                         .align = ALIGN_CENTER};
    int height = pen_text(pen, &t, "番号が呼ばれたら");
    pen_fill(pen, ROLL_MARGIN, y + height + 4, ROLL_TEXT, 118, PEN_BLACK);
    t = (struct pen_text){.x = ROLL_MARGIN,
                          .y = y + height + 4,
                          .w = ROLL_TEXT,
                          .size = 72,
                          .line = 118,
                          .bold = true,
                          .align = ALIGN_CENTER,
                          .colour = PEN_WHITE};
    pen_text(pen, &t, text);
    return height + 4 + 118;
}

static int draw_count(struct pen *pen, int y, const char *label, int count)
{
    char text[16];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "%d件", count);
    return count > 0 ? roll_row(pen, y, label, text) : 0;
}

static int draw_wait(struct pen *pen, int y, int minutes)
{
    char text[32];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "およそ%d分", minutes);
    return minutes >= 0 ? roll_row(pen, y, "待ち時間", text) : 0;
}

static int draw_bring(struct pen *pen, int y, bool wanted, const char *what)
{
    if (!wanted) {
        return 0;
    }
    pen_tick_box(pen, ROLL_MARGIN + 4, y + 14, 46);
    struct pen_text t = {
        .x = ROLL_MARGIN + 74, .y = y, .w = ROLL_TEXT - 74, .size = 46, .line = 74};
    return pen_text(pen, &t, what);
}

static int draw_plate_window(struct pen *pen, int y, const char *where)
{
    if (where[0] == '\0') {
        return 0;
    }
    char text[LABEL_SIZE + 96];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "車両番号標（ナンバープレート）は %s でお渡しします。", where);
    struct pen_text t = {
        .x = ROLL_MARGIN, .y = y + 8, .w = ROLL_TEXT, .size = ROLL_BODY, .line = 62};
    return pen_text(pen, &t, text) + 16;
}

int slip_draw(struct pen *pen, const struct document *d)
{
    const struct slip *s = &d->slip;
    int y = 30;
    y += roll_head(pen, d, y) + 24;
    struct pen_text t = {
        .x = ROLL_MARGIN, .y = y, .w = ROLL_TEXT, .size = 46, .line = 60, .align = ALIGN_CENTER};
    y += pen_text(pen, &t, "あなたの番号");
    y += roll_number(pen, y, s->call_no, 296) + 16;
    y += draw_window(pen, y, s->window_no) + 26;
    y += draw_count(pen, y, "お渡しできるもの", s->ready_count);
    y += draw_count(pen, y, "書面が必要なもの", s->papers_count);
    y += draw_wait(pen, y, s->wait_minutes) + 30;
    t = (struct pen_text){
        .x = ROLL_MARGIN, .y = y, .w = ROLL_TEXT, .size = 48, .line = 72, .bold = true};
    y += pen_text(pen, &t, "窓口でお見せいただくもの");
    y += draw_bring(pen, y, true, "二次元コード");
    y += draw_bring(pen, y, s->wants.tax, "納税の書面");
    y += draw_bring(pen, y, s->wants.proxy, "委任状");
    y += draw_bring(pen, y, s->wants.other, "そのほかの必要な書面");
    y += draw_bring(pen, y, s->needs_identity, "本人確認書類");
    y += draw_plate_window(pen, y, s->plate_window) + 26;
    return y + roll_foot(pen, d, y, s->check_code, s->reprint_no);
}
