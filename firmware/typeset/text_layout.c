#include "typeset/text_layout.h"

#include <assert.h>
#include <math.h>
#include "base/utf8.h"
#include "typeset/markup.h"

/* The em box of Japanese type: 0.88 em above the baseline, 0.12 em below. */
static const double em_ascent = 0.88;
static const double ruby_scale = 0.5;

static int px_up(int pango_units)
{
    return (pango_units + PANGO_SCALE - 1) / PANGO_SCALE;
}

/* Puts 〓(U+2A6D6) where the face has nothing, so that the loss is seen and can be named. */
static void mark_absent(const struct coverage_fonts *fonts, enum font_face face, struct str text,
                        struct strbuf *out)
{
    while (text.n > 0) {
        struct str at = text;
        uint32_t c = 0xFFFD;
        if (!utf8_next(&text, &c)) {
            text = str_skip(text, 1);
        }
        if (coverage_is_selector(c) || coverage_of(fonts, face, c, 0) != COVERAGE_ABSENT) {
            strbuf_add(out, (struct str){at.p, at.n - text.n});
        } else if (c == 0xFFFD) {
            strbuf_text(out, "〓");
        } else {
            strbuf_format(out, "〓(U+%04X)", (unsigned)c);
        }
    }
}

static PangoFontDescription *font_of(enum font_face face, const struct text_style *style,
                                     double scale)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, font_face_name(face));
    pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, style->size_px * scale * PANGO_SCALE);
    return font;
}

static PangoLayout *new_layout(PangoContext *context, PangoFontDescription *font)
{
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_font_description(layout, font);
    return layout;
}

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute,
                          const struct markup_span *span)
{
    attribute->start_index = span->start;
    attribute->end_index = span->end;
    pango_attr_list_insert(list, attribute);
}

static int kana_width(PangoLayout *kana)
{
    int width = 0;
    pango_layout_get_size(kana, &width, NULL);
    return width;
}

/* Opens the base out when its kana are wider, so that they never touch the neighbour's. Pango gives
 * the joiners between its characters their share too. */
static void space_base(PangoAttrList *list, const struct text_style *style,
                       const struct markup *markup, const struct markup_span *span,
                       PangoLayout *kana)
{
    int extra = kana_width(kana) - span->characters * style->size_px * PANGO_SCALE;
    int places = utf8_count((struct str){markup->plain + span->start, span->end - span->start});
    if (extra > 0 && places > 0) {
        add_attribute(list, pango_attr_letter_spacing_new(extra / places), span);
    }
}

static void build_body(PangoContext *context, enum font_face face, const struct markup *markup,
                       struct text_layout *out)
{
    struct text_parts *parts = out->parts;
    const struct text_style *style = &out->style;
    PangoFontDescription *font = font_of(face, style, 1.0);
    PangoFontDescription *small = font_of(face, style, ruby_scale);
    PangoAttrList *list = pango_attr_list_new();
    pango_attr_list_insert(list, pango_attr_fallback_new(FALSE));
    for (int i = 0; i < markup->span_count; i++) {
        const struct markup_span *span = &markup->span[i];
        if (span->kind == MARKUP_BOLD) {
            add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), span);
        } else if (parts->ruby_count < RUBY_MAX) {
            PangoLayout *kana = new_layout(context, small);
            pango_layout_set_text(kana, span->kana, -1);
            space_base(list, style, markup, span, kana);
            parts->ruby[parts->ruby_count++].kana = kana;
        }
    }
    parts->body = new_layout(context, font);
    pango_layout_set_attributes(parts->body, list);
    pango_layout_set_width(parts->body, style->width_px > 0 ? style->width_px * PANGO_SCALE : -1);
    pango_layout_set_text(parts->body, markup->plain, (int)markup->plain_n);
    pango_attr_list_unref(list);
    pango_font_description_free(small);
    pango_font_description_free(font);
}

static void measure_lines(struct text_layout *out)
{
    PangoLayout *body = out->parts->body;
    const char *plain = pango_layout_get_text(body);
    int count = pango_layout_get_line_count(body);
    out->cut = count > TYPESET_LINES_MAX;
    out->line_count = out->cut ? TYPESET_LINES_MAX : count;
    out->widest_px = 0;
    for (int i = 0; i < out->line_count; i++) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(body, i);
        PangoRectangle logical;
        pango_layout_line_get_extents(line, NULL, &logical);
        out->line[i] = (struct text_line){
            .text = {plain + line->start_index, (size_t)line->length},
            .width_px = px_up(logical.width),
        };
        out->widest_px =
            out->line[i].width_px > out->widest_px ? out->line[i].width_px : out->widest_px;
    }
}

static void place_lines(struct text_layout *out)
{
    const struct text_style *style = &out->style;
    bool has_ruby = out->parts->ruby_count > 0;
    int box = style->line_height_px;
    if (box == 0) {
        box = has_ruby ? style->size_px * 2 : (style->size_px * 8 + 4) / 5;
    }
    double content = style->size_px * (has_ruby ? 1.0 + ruby_scale : 1.0);
    int baseline = (int)lround((box + content) / 2 - style->size_px * (1.0 - em_ascent));
    out->width_px = style->width_px > 0 ? style->width_px : out->widest_px;
    out->height_px = box * out->line_count;
    for (int i = 0; i < out->line_count; i++) {
        struct text_line *line = &out->line[i];
        int free_px = out->width_px - line->width_px;
        line->x_px = style->align == ALIGN_CENTER ? free_px / 2
                     : style->align == ALIGN_END  ? free_px
                                                  : 0;
        line->baseline_px = i * box + baseline;
    }
}

static void place_one_ruby(struct text_layout *out, const struct markup_span *span,
                           struct text_ruby *ruby)
{
    PangoLayout *body = out->parts->body;
    int index = 0, from = 0, to = 0;
    pango_layout_index_to_line_x(body, (int)span->start, FALSE, &index, &from);
    index = index < out->line_count ? index : out->line_count - 1;
    PangoLayoutLine *line = pango_layout_get_line_readonly(body, index);
    pango_layout_line_index_to_x(line, (int)span->end, FALSE, &to);
    double middle = (from + to) / 2.0 / PANGO_SCALE;
    double width = kana_width(ruby->kana) / (double)PANGO_SCALE;
    int size = out->style.size_px;
    ruby->x_px = fmax(out->line[index].x_px, out->line[index].x_px + middle - width / 2);
    ruby->baseline_px =
        out->line[index].baseline_px - size * (em_ascent + ruby_scale * (1.0 - em_ascent));
}

void text_layout_build(PangoContext *context, const struct coverage_fonts *fonts,
                       const struct text_style *style, struct str text, struct text_layout *out)
{
    static_assert(TYPESET_TEXT_MAX * 4 <= MARKUP_PLAIN_SIZE, "a marked absent character grows");
    struct audit audit;
    coverage_audit(fonts, style->family, text, &audit);
    char marked[MARKUP_PLAIN_SIZE];
    struct strbuf buffer = strbuf_on(marked, sizeof marked);
    struct markup markup;
    if (audit.worst == COVERAGE_ABSENT) {
        mark_absent(fonts, audit.face, text, &buffer);
        text = (struct str){marked, buffer.n};
    }
    if (style->markup) {
        markup_parse(text, &markup);
    } else {
        markup_literal(text, &markup);
    }
    out->style = *style;
    out->coverage = audit.worst;
    build_body(context, audit.face, &markup, out);
    measure_lines(out);
    place_lines(out);
    int ruby = 0;
    for (int i = 0; i < markup.span_count && ruby < out->parts->ruby_count; i++) {
        if (markup.span[i].kind == MARKUP_RUBY) {
            place_one_ruby(out, &markup.span[i], &out->parts->ruby[ruby++]);
        }
    }
}

void text_parts_clear(struct text_parts *parts)
{
    for (int i = 0; i < parts->ruby_count; i++) {
        g_object_unref(parts->ruby[i].kana);
    }
    if (parts->body != NULL) {
        g_object_unref(parts->body);
    }
    *parts = (struct text_parts){0};
}
