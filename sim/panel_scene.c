/* What is before the camera: the carrier under the mouse, the light, the optics' faults. */
#include <math.h>
#include <stddef.h>
#include <string.h>
#include "sim/panel_parts.h"

enum { PICTURE_SIDE_MAX_PX = 640, SLIDER_COLUMNS = 2, ROTATION_STEP_DEG = 5, DISTANCE_STEP_CM = 1 };

static const struct rect picture_place = {468, 58, 408, 230};

enum slider_home { HOME_CAMERA, HOME_CARRIER };
static const struct slider {
    const char *label;
    const char *unit;
    enum slider_home home;
    size_t offset;
    float lowest, highest;
    bool is_log;
    int digits;
} sliders[] = {
    {"明るさ", " lx", HOME_CAMERA, offsetof(struct scene_camera, light_lux), 1, 5000, true, 0},
    {"画面の輝度", "", HOME_CARRIER, offsetof(struct scene_carrier, brightness), 0, 1, false, 2},
    {"ぼけ", " px", HOME_CAMERA, offsetof(struct scene_camera, defocus_px), 0, 12, false, 1},
    {"ぶれ", " px", HOME_CAMERA, offsetof(struct scene_camera, motion_x_px), 0, 40, false, 0},
    {"反射", "", HOME_CAMERA, offsetof(struct scene_camera, glare[0].strength), 0, 4, false, 1},
    {"モアレ", "", HOME_CAMERA, offsetof(struct scene_camera, moire), 0, 1, false, 2},
    {"ちらつき", "", HOME_CAMERA, offsetof(struct scene_camera, band_depth), 0, 1, false, 2},
    {"汚れ", "", HOME_CAMERA, offsetof(struct scene_camera, dirt), 0, 1, false, 2},
    {"指がかかる", "", HOME_CARRIER, offsetof(struct scene_carrier, finger), 0, 1, false, 2},
    {"色あせ", "", HOME_CARRIER, offsetof(struct scene_carrier, faded), 0, 1, false, 2},
};
enum { SLIDERS = sizeof sliders / sizeof *sliders };

static float *field_of(struct panel *p, int slider)
{
    const struct slider *s = &sliders[slider];
    char *home = s->home == HOME_CAMERA ? (char *)&p->scene.camera : (char *)&p->scene.carrier[0];
    return (float *)(void *)(home + s->offset);
}

void panel_scene_init(struct panel *p)
{
    p->scene = scene_default(SCENE_PHONE);
}

void panel_scene_apply(struct panel *p)
{
    struct scene_camera *camera = &p->scene.camera;
    const struct scene_pose *pose = &p->scene.carrier[0].pose;
    camera->glare_count = camera->glare[0].strength > 0 ? 1 : 0;
    camera->glare[0].x = pose->centre_x;
    camera->glare[0].y = pose->centre_y;
    camera->glare[0].radius = 0.08F;
    scene_clamp(&p->scene);
    struct scene scene = p->scene;
    scene.carrier_count = p->is_in_view ? 1 : 0;
    office_set_scene(&p->office, &scene);
}

/* Another carrier in the same hand: code, place and distance stay. */
void panel_scene_kind(struct panel *p, enum scene_kind kind)
{
    struct scene fresh = scene_default(kind);
    fresh.carrier[0].code = p->scene.carrier[0].code;
    fresh.carrier[0].pose = p->scene.carrier[0].pose;
    fresh.camera = p->scene.camera;
    p->scene = fresh;
    panel_scene_apply(p);
}

void panel_scene_straighten(struct panel *p)
{
    p->scene.carrier[0].pose = scene_default(p->scene.carrier[0].kind).carrier[0].pose;
    panel_scene_apply(p);
}

void panel_scene_drag(struct panel *p, int dx, int dy, bool tilts)
{
    struct scene_pose *pose = &p->scene.carrier[0].pose;
    if (!p->is_in_view) {
        return;
    }
    if (tilts) {
        pose->tilt_y_deg += (float)dx / 2;
        pose->tilt_x_deg -= (float)dy / 2;
    } else {
        pose->centre_x += (float)dx / (float)picture_place.w;
        pose->centre_y += (float)dy / (float)picture_place.h;
    }
    panel_scene_apply(p);
}

void panel_scene_wheel(struct panel *p, int notches, bool turns)
{
    struct scene_pose *pose = &p->scene.carrier[0].pose;
    if (!p->is_in_view) {
        return;
    }
    if (turns) {
        pose->rotation_deg += (float)(notches * ROTATION_STEP_DEG);
    } else {
        pose->distance_cm -= (float)(notches * DISTANCE_STEP_CM);
    }
    panel_scene_apply(p);
}

void panel_scene_slide(struct panel *p, int slider, float share)
{
    const struct slider *s = &sliders[slider];
    *field_of(p, slider) = s->is_log ? s->lowest * powf(s->highest / s->lowest, share)
                                     : s->lowest + (s->highest - s->lowest) * share;
    panel_scene_apply(p);
}

static float share_of(const struct slider *s, float value)
{
    return s->is_log ? logf(value / s->lowest) / logf(s->highest / s->lowest)
                     : (value - s->lowest) / (s->highest - s->lowest);
}

/* Averages square blocks of the frame into the panel's picture. */
static void reduce(const struct image_gray *frame, int by, cairo_surface_t *picture)
{
    int width = cairo_image_surface_get_width(picture);
    int height = cairo_image_surface_get_height(picture);
    int stride = cairo_image_surface_get_stride(picture);
    unsigned char *out = cairo_image_surface_get_data(picture);
    cairo_surface_flush(picture);
    for (int y = 0; y < height; y++) {
        uint32_t *row = (uint32_t *)(void *)(out + (ptrdiff_t)y * stride);
        for (int x = 0; x < width; x++) {
            unsigned sum = 0;
            for (int k = 0; k < by * by; k++) {
                sum +=
                    frame->pixels[(ptrdiff_t)(y * by + k / by) * frame->stride + x * by + k % by];
            }
            row[x] = sum / (unsigned)(by * by) * 0x010101U;
        }
    }
    cairo_surface_mark_dirty(picture);
}

void panel_scene_take_picture(struct panel *p)
{
    const struct image_gray *frame =
        p->office.app == NULL ? NULL : app_camera_picture(p->office.app);
    p->has_picture = frame != NULL;
    if (frame == NULL || p->picture_count == camera_sim_count(p->office.camera)) {
        return;
    }
    int by = (frame->width_px + PICTURE_SIDE_MAX_PX - 1) / PICTURE_SIDE_MAX_PX;
    if (p->picture == NULL) {
        p->picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, frame->width_px / by,
                                                frame->height_px / by);
    }
    if (cairo_surface_status(p->picture) == CAIRO_STATUS_SUCCESS) {
        reduce(frame, by, p->picture);
        p->picture_count = camera_sim_count(p->office.camera);
    }
}

static void lay_out_picture(struct panel *p)
{
    const struct scene_pose *pose = &p->scene.carrier[0].pose;
    struct panel_widget *w = panel_add_act(p, PANEL_LOOK_PICTURE, picture_place, PANEL_PICTURE, 0);
    w->version = p->picture_count;
    w->is_on = p->has_picture;
    panel_set_text(w->text, "%s",
                   p->office.app == NULL ? "電源が切れています" : "映像がありません");
    w = panel_add(p, PANEL_LOOK_TEXT, (struct rect){468, 291, 408, 18}, "");
    if (p->is_in_view) {
        panel_set_text(w->text, "距離 %.0f cm ・ 傾き %+.0f° / %+.0f° ・ 回転 %.0f°",
                       (double)pose->distance_cm, (double)pose->tilt_x_deg,
                       (double)pose->tilt_y_deg, (double)pose->rotation_deg);
    } else {
        panel_set_text(w->text,
                       "ドラッグ 動かす ・ 右 傾ける ・ ホイール 距離 ・ Ctrl+ホイール 回す");
    }
}

static void lay_out_carrier(struct panel *p)
{
    static const char *const kinds[SCENE_KIND_COUNT] = {"電話", "紙", "伝票"};
    static const struct {
        const char *label;
        enum panel_act act;
        int x, width;
    } acts[] = {{"暗い画面", PANEL_DARK, 628, 76},
                {"元の位置", PANEL_STRAIGHT, 710, 76},
                {"外す (0)", PANEL_REMOVE, 792, 84}};
    for (int i = 0; i < SCENE_KIND_COUNT; i++) {
        struct panel_widget *w = panel_add_act(
            p, PANEL_LOOK_BUTTON, (struct rect){468 + i * 50, 314, 48, 28}, PANEL_KIND, i);
        panel_set_text(w->text, "%s", kinds[i]);
        w->is_on = (int)p->scene.carrier[0].kind == i;
    }
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        struct panel_widget *w = panel_add_act(
            p, PANEL_LOOK_BUTTON, (struct rect){acts[i].x, 314, acts[i].width, 28}, acts[i].act, 0);
        panel_set_text(w->text, "%s", acts[i].label);
        w->is_on = acts[i].act == PANEL_DARK && p->scene.carrier[0].is_dark_mode;
        w->is_off = (acts[i].act == PANEL_REMOVE && !p->is_in_view) ||
                    (acts[i].act == PANEL_DARK && p->scene.carrier[0].kind != SCENE_PHONE);
    }
}

void panel_scene_lay_out(struct panel *p)
{
    lay_out_picture(p);
    lay_out_carrier(p);
    for (int i = 0; i < SLIDERS; i++) {
        const struct slider *s = &sliders[i];
        struct rect place = {468 + i % SLIDER_COLUMNS * 208, 350 + i / SLIDER_COLUMNS * 22, 200,
                             20};
        struct panel_widget *w = panel_add_act(p, PANEL_LOOK_SLIDER, place, PANEL_SLIDER, i);
        float value = *field_of(p, i);
        panel_set_text(w->text, "%s", s->label);
        panel_set_text(w->sub, "%.*f%s", s->digits, (double)value, s->unit);
        w->share = share_of(s, value);
    }
}
