#include "tests/kit/screen_shots.h"

#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include "tests/kit/staff_variants.h"
#include "ui/build.h"
#include "ui/down.h"
#include "ui/paint.h"

enum { CAMERA_WIDTH = 1280, CAMERA_HEIGHT = 720 };

const char *shot_mode_name(enum shot_mode mode)
{
    static const char *const names[] = {"standard", "large", "contrast", "low"};
    return names[mode];
}

struct display_modes shot_modes(enum shot_mode mode, bool easy)
{
    return (struct display_modes){.large = mode == SHOT_LARGE,
                                  .contrast = mode == SHOT_CONTRAST,
                                  .low = mode == SHOT_LOW,
                                  .easy = easy};
}

static void gray(cairo_t *cr, double value)
{
    cairo_set_source_rgba(cr, 0, 0, 0, value);
}

static void rounded(cairo_t *cr, double w, double h, double r)
{
    const double quarter = 1.5707963267948966;
    cairo_new_path(cr);
    cairo_arc(cr, w / 2 - r, -h / 2 + r, r, -quarter, 0);
    cairo_arc(cr, w / 2 - r, h / 2 - r, r, 0, quarter);
    cairo_arc(cr, -w / 2 + r, h / 2 - r, r, quarter, 2 * quarter);
    cairo_arc(cr, -w / 2 + r, -h / 2 + r, r, 2 * quarter, 3 * quarter);
    cairo_close_path(cr);
    cairo_fill(cr);
}

static void draw_code(cairo_t *cr, double side)
{
    QRcode *code = QRcode_encodeString8bit("a picture of a code", 3, QR_ECLEVEL_M);
    if (code == NULL) {
        return;
    }
    double cell = side / code->width;
    for (int i = 0; i < code->width * code->width; i++) {
        if ((code->data[i] & 1) != 0) {
            cairo_rectangle(cr, -side / 2 + i % code->width * cell,
                            -side / 2 + i / code->width * cell, cell + 0.3, cell + 0.3);
        }
    }
    cairo_fill(cr);
    QRcode_free(code);
}

/* Alpha is brightness here: an A8 surface is the gray frame. */
static cairo_surface_t *draw_camera(void)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, CAMERA_WIDTH, CAMERA_HEIGHT);
    cairo_t *cr = cairo_create(surface);
    cairo_set_operator(cr, CAIRO_OPERATOR_SOURCE);
    cairo_pattern_t *tray = cairo_pattern_create_radial(640, 330, 60, 640, 360, 700);
    cairo_pattern_add_color_stop_rgba(tray, 0, 0, 0, 0, 0.34);
    cairo_pattern_add_color_stop_rgba(tray, 1, 0, 0, 0, 0.16);
    cairo_set_source(cr, tray);
    cairo_paint(cr);
    cairo_pattern_destroy(tray);
    cairo_translate(cr, 640, 470);
    cairo_rotate(cr, -0.12);
    gray(cr, 0.05);
    rounded(cr, 344, 780, 44);
    gray(cr, 0.97);
    rounded(cr, 312, 748, 30);
    gray(cr, 0.80);
    cairo_translate(cr, 0, -290);
    rounded(cr, 220, 18, 9);
    cairo_translate(cr, -36, 36);
    gray(cr, 0.86);
    rounded(cr, 148, 14, 7);
    cairo_translate(cr, 36, 160);
    gray(cr, 0.06);
    draw_code(cr, 236);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

struct err shots_open(struct shots *s)
{
    TRY(lettering_open(&s->lettering));
    s->camera = draw_camera();
    return OK;
}

void shots_close(struct shots *s)
{
    cairo_surface_destroy(s->camera);
    lettering_close(&s->lettering);
}

void shots_build(struct shots *s, enum screen screen, struct display_modes modes, bool longest)
{
    if (longest) {
        view_fixture_fill_long(&s->fixture, screen);
    } else {
        view_fixture_fill(&s->fixture, screen);
    }
    s->tree.lettering = &s->lettering;
    if (view_is_applicant(screen)) {
        s->fixture.applicant.modes = modes;
        ui_build_applicant(&s->fixture.applicant, &s->tree);
    } else {
        ui_build_staff(&s->fixture.staff, &s->tree);
    }
}

void shots_build_variant(struct shots *s, enum view_variant variant, struct display_modes modes)
{
    view_fixture_fill_variant(&s->fixture, variant);
    s->tree.lettering = &s->lettering;
    s->fixture.applicant.modes = modes;
    ui_build_applicant(&s->fixture.applicant, &s->tree);
}

void shots_build_staff_variant(struct shots *s, int variant, bool longest)
{
    enum screen screen = staff_variant_screen(variant);
    if (longest) {
        view_fixture_fill_long(&s->fixture, screen);
    } else {
        view_fixture_fill(&s->fixture, screen);
    }
    staff_variant_bend(variant, &s->fixture.staff);
    s->tree.lettering = &s->lettering;
    ui_build_staff(&s->fixture.staff, &s->tree);
}

static enum camera_mark mark_of(const struct applicant_view *v)
{
    return v->camera == VIEW_CAMERA_READ_OK ? CAMERA_MARK_READ
           : v->finder_seen                 ? CAMERA_MARK_FINDER
                                            : CAMERA_MARK_IDLE;
}

cairo_surface_t *shots_paint(struct shots *s)
{
    const struct rect *size = &s->tree.node[0].rect;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, size->w, size->h);
    paint_static(&s->tree, surface);
    const struct image_gray frame = {cairo_image_surface_get_data(s->camera), CAMERA_WIDTH,
                                     CAMERA_HEIGHT, cairo_image_surface_get_stride(s->camera)};
    const struct live_state state = {.now_ms = 400,
                                     .camera = &frame,
                                     .mark = mark_of(&s->fixture.applicant),
                                     .seconds_left = s->tree.seconds_left,
                                     .seconds_full = 20};
    for (int i = 0; i < s->tree.count; i++) {
        if (s->tree.node[i].live != LIVE_NONE) {
            paint_live(&s->tree, i, &state, surface);
        }
    }
    return surface;
}

cairo_surface_t *shots_down(struct shots *s, enum screen screen)
{
    struct lettering none = {.typeset = NULL};
    view_fixture_fill(&s->fixture, screen);
    if (!view_is_applicant(screen)) {
        down_build_staff(&s->fixture.staff, &s->tree);
    } else {
        s->fixture.applicant
            .call_no[screen == SCREEN_A53 ? sizeof s->fixture.applicant.call_no - 1 : 0] = '\0';
        down_build_applicant(&s->fixture.applicant, &s->tree);
    }
    const struct rect *size = &s->tree.node[0].rect;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, size->w, size->h);
    s->tree.lettering = &none;
    paint_static(&s->tree, surface);
    s->tree.lettering = &s->lettering;
    return surface;
}

struct sheet {
    int columns, cell_w, cell_h, gap;
    double scale;
};

static void caption(cairo_t *cr, struct shots *s, const char *text, double x, double y)
{
    const struct text_style style = {
        .family = FAMILY_UI, .size_px = 19, .line_height_px = 26, .colour = 0x1A1A1C};
    typeset_draw(s->lettering.typeset, cr, x, y,
                 typeset_layout(s->lettering.typeset, &style, str_of(text)));
}

/* Screens first, then, for applicants, their variants. Returns what stands above the cell. */
static const char *build_cell(struct shots *s, enum side side, int i)
{
    static char text[64];
    int count = side == SIDE_APPLICANT ? SCREEN_S00 : SCREEN_COUNT - SCREEN_S00;
    if (i >= count) {
        enum view_variant variant = (enum view_variant)(i - count);
        shots_build_variant(s, variant, shot_modes(SHOT_STANDARD, false));
        return view_variant_caption(variant);
    }
    enum screen screen = (enum screen)((side == SIDE_APPLICANT ? 0 : SCREEN_S00) + i);
    shots_build(s, screen, shot_modes(SHOT_STANDARD, false), false);
    (void)snprintf(text, sizeof text, "%s  %s", screen_code(screen), screen_name(screen));
    return text;
}

cairo_surface_t *shots_sheet(struct shots *s, enum side side)
{
    bool applicant = side == SIDE_APPLICANT;
    const struct sheet sheet = applicant ? (struct sheet){7, 270, 480, 24, 270.0 / APPLICANT_WIDTH}
                                         : (struct sheet){3, 544, 340, 24, 544.0 / STAFF_WIDTH};
    int count = applicant ? SCREEN_S00 + VIEW_VARIANT_COUNT : SCREEN_COUNT - SCREEN_S00;
    int rows = (count + sheet.columns - 1) / sheet.columns;
    int step_y = sheet.cell_h + 34 + sheet.gap;
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, sheet.columns * (sheet.cell_w + sheet.gap) + sheet.gap,
        rows * step_y + sheet.gap);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 0.86, 0.87, 0.89);
    cairo_paint(cr);
    for (int i = 0; i < count; i++) {
        double x = sheet.gap + i % sheet.columns * (sheet.cell_w + sheet.gap);
        double y = sheet.gap + i / sheet.columns * step_y;
        caption(cr, s, build_cell(s, side, i), x, y);
        cairo_surface_t *shot = shots_paint(s);
        cairo_save(cr);
        cairo_translate(cr, x, y + 30);
        cairo_scale(cr, sheet.scale, sheet.scale);
        cairo_set_source_surface(cr, shot, 0, 0);
        cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_BEST);
        cairo_paint(cr);
        cairo_restore(cr);
        cairo_surface_destroy(shot);
    }
    cairo_destroy(cr);
    return surface;
}
