#include "typeset/typeset.h"

#include <assert.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>
#include "typeset/text_layout.h"

struct entry {
    uint64_t used_at; /* 0: free */
    size_t text_n;
    struct text_layout layout;
    struct text_parts parts;
    char text[TYPESET_TEXT_MAX];
};

struct typeset {
    struct coverage_fonts fonts;
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    uint64_t clock;
    struct typeset_stats stats;
    uint64_t hash[TYPESET_CACHE_ENTRIES]; /* apart from the entries: looking up touches 4 KB */
    struct entry entry[TYPESET_CACHE_ENTRIES];
};

static_assert(TYPESET_VALID_CALLS < TYPESET_CACHE_ENTRIES, "a valid layout is never evicted");

static struct err add_files(FcConfig *config)
{
    for (enum font_face face = 0; face < FACE_COUNT; face++) {
        for (int bold = 0; bold <= 1; bold++) {
            const char *file = font_face_file(face, bold != 0);
            if (!FcConfigAppFontAddFile(config, (const FcChar8 *)file)) {
                return FAIL(NOT_FOUND);
            }
        }
    }
    return OK;
}

static struct err open_fonts(struct typeset *ts)
{
    TRY(coverage_open(&ts->fonts));
    ts->config = FcConfigCreate();
    if (ts->config == NULL) {
        return FAIL(NO_MEMORY);
    }
    TRY(add_files(ts->config));
    /* Pango initialises fontconfig in the background; with a current configuration in place that
     * does not read the system's. */
    FcConfigSetCurrent(ts->config);
    ts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (ts->map == NULL) {
        return FAIL(UNSUPPORTED);
    }
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(ts->map), ts->config);
    return OK;
}

static void open_context(struct typeset *ts)
{
    ts->context = pango_font_map_create_context(ts->map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(ts->context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(ts->context, 96);
    pango_context_set_language(ts->context, pango_language_from_string("ja"));
    pango_context_set_base_dir(ts->context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(ts->context, FALSE);
}

/* Loads every face and waits for Pango's background initialisation: the first screen is not late.
 */
static void warm_up(struct typeset *ts)
{
    for (enum text_family family = 0; family < FAMILY_COUNT; family++) {
        struct text_style style = {.family = family, .size_px = 16, .bold = family == FAMILY_UI};
        typeset_layout(ts, &style, STR("受付"));
    }
    ts->stats = (struct typeset_stats){0};
}

struct err typeset_open(struct typeset **out)
{
    struct typeset *ts = calloc(1, sizeof *ts);
    if (ts == NULL) {
        return FAIL(NO_MEMORY);
    }
    struct err e = open_fonts(ts);
    if (failed(e)) {
        typeset_close(ts);
        return e;
    }
    open_context(ts);
    warm_up(ts);
    *out = ts;
    return OK;
}

void typeset_close(struct typeset *ts)
{
    if (ts == NULL) {
        return;
    }
    for (int i = 0; i < TYPESET_CACHE_ENTRIES; i++) {
        text_parts_clear(&ts->entry[i].parts);
    }
    if (ts->context != NULL) {
        g_object_unref(ts->context);
    }
    if (ts->map != NULL) {
        /* The map of Pango 1.50 does not give its configuration back by itself. */
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(ts->map), NULL);
        g_object_unref(ts->map);
    }
    if (ts->config != NULL) {
        if (FcConfigGetCurrent() == ts->config) {
            FcConfigSetCurrent(
                NULL); /* not FcFini: Pango's own thread may still hold a font list */
        }
        FcConfigDestroy(ts->config);
    }
    coverage_close(&ts->fonts);
    free(ts);
}

/* FNV-1a, 64 bit. */
static uint64_t hash_more(uint64_t hash, const void *bytes, size_t n)
{
    const uint8_t *p = bytes;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ p[i]) * 0x100000001B3ULL; /* NOLINT: whole arrays, no padding */
    }
    return hash;
}

static uint64_t hash_of(const struct text_style *s, struct str text)
{
    const int64_t key[] = {(int64_t)s->family, (int64_t)s->align, s->bold,     s->markup,
                           s->size_px,         s->line_height_px, s->width_px, s->colour};
    return hash_more(hash_more(0xCBF29CE484222325ULL, key, sizeof key), text.p, text.n);
}

static bool same_style(const struct text_style *a, const struct text_style *b)
{
    return a->family == b->family && a->align == b->align && a->bold == b->bold &&
           a->markup == b->markup && a->size_px == b->size_px &&
           a->line_height_px == b->line_height_px && a->width_px == b->width_px &&
           a->colour == b->colour;
}

static bool is_entry(const struct entry *e, const struct text_style *style, struct str text)
{
    return e->used_at != 0 && e->text_n == text.n && memcmp(e->text, text.p, text.n) == 0 &&
           same_style(&e->layout.style, style);
}

static int oldest(const struct typeset *ts)
{
    int best = 0;
    for (int i = 1; i < TYPESET_CACHE_ENTRIES; i++) {
        if (ts->entry[i].used_at < ts->entry[best].used_at) {
            best = i;
        }
    }
    return best;
}

const struct text_layout *typeset_layout(struct typeset *ts, const struct text_style *style,
                                         struct str text)
{
    assert(text.n <= TYPESET_TEXT_MAX);
    assert(style->size_px > 0 && style->width_px >= 0 && style->line_height_px >= 0);
    if (text.p == NULL) {
        text = STR("");
    }
    uint64_t hash = hash_of(style, text);
    ts->clock++;
    for (int i = 0; i < TYPESET_CACHE_ENTRIES; i++) {
        if (ts->hash[i] == hash && is_entry(&ts->entry[i], style, text)) {
            ts->entry[i].used_at = ts->clock;
            ts->stats.hits++;
            return &ts->entry[i].layout;
        }
    }
    ts->stats.misses++;
    int slot = oldest(ts);
    struct entry *e = &ts->entry[slot];
    text_parts_clear(&e->parts);
    e->layout.parts = &e->parts;
    e->used_at = ts->clock;
    e->text_n = text.n;
    memcpy(e->text, text.p, text.n);
    ts->hash[slot] = hash;
    text_layout_build(ts->context, &ts->fonts, style, text, &e->layout);
    return &e->layout;
}

void typeset_draw(struct typeset *ts, cairo_t *cr, double x, double y,
                  const struct text_layout *layout)
{
    (void)ts;
    uint32_t colour = layout->style.colour;
    const struct text_parts *parts = layout->parts;
    cairo_path_t *path = cairo_copy_path(cr);
    cairo_save(cr);
    cairo_set_source_rgb(cr, (colour >> 16 & 0xFF) / 255.0, (colour >> 8 & 0xFF) / 255.0,
                         (colour & 0xFF) / 255.0);
    for (int i = 0; i < layout->line_count; i++) {
        const struct text_line *line = &layout->line[i];
        cairo_move_to(cr, x + line->x_px, y + line->baseline_px);
        pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(parts->body, i));
    }
    for (int i = 0; i < parts->ruby_count; i++) {
        const struct text_ruby *ruby = &parts->ruby[i];
        cairo_move_to(cr, x + ruby->x_px, y + ruby->baseline_px);
        pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(ruby->kana, 0));
    }
    cairo_restore(cr);
    cairo_new_path(cr);
    cairo_append_path(cr, path);
    cairo_path_destroy(path);
}

void typeset_audit(const struct typeset *ts, enum text_family family, struct str text,
                   struct audit *out)
{
    coverage_audit(&ts->fonts, family, text, out);
}

struct typeset_stats typeset_stats_of(const struct typeset *ts)
{
    return ts->stats;
}
