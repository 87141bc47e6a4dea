/* What the sections and layers of the control panel give to each other and to its test.
 *
 * A section lays out its widgets from the state and carries out what a click on them means; it
 * never draws. Input turns SDL events into acts, paint turns widgets into pixels. One thread;
 * nothing blocks but painting and the office's own turn.
 */
#ifndef SIM_PANEL_PARTS_H
#define SIM_PANEL_PARTS_H

#include "sim/panel_state.h"

/* panel.c: opens the office and the three windows. On failure nothing stays open and
 * p->office.message may say more. */
struct err panel_open(struct panel *p, const struct office_setup *setup);
void panel_close(struct panel *p);
void panel_turn(struct panel *p, uint64_t now_ms); /* of virtual time; never back */
uint64_t panel_due_ms(const struct panel *p);      /* when something will happen by itself */

/* Adds a widget of this place, empty otherwise. Full: the last one is returned again. */
struct panel_widget *panel_add(struct panel *p, enum panel_look look, struct rect rect,
                               const char *text);
struct panel_widget *panel_add_act(struct panel *p, enum panel_look look, struct rect rect,
                                   enum panel_act act, int argument);
void panel_set_text(char out[PANEL_TEXT_SIZE], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* panel_input.c */
void panel_event(void *panel, const void *sdl_event);
const struct panel_widget *panel_find(const struct panel *p, enum panel_act act, int argument);

/* panel_codes.c */
void panel_codes_init(struct panel *p);
void panel_codes_lay_out(struct panel *p);
void panel_codes_show(struct panel *p, int place); /* of the tab in front */

/* panel_scene.c */
void panel_scene_init(struct panel *p);
void panel_scene_lay_out(struct panel *p);
void panel_scene_apply(struct panel *p);
void panel_scene_kind(struct panel *p, enum scene_kind kind);
void panel_scene_straighten(struct panel *p);
void panel_scene_drag(struct panel *p, int dx, int dy, bool tilts);
void panel_scene_wheel(struct panel *p, int notches, bool turns);
void panel_scene_slide(struct panel *p, int slider, float share);
void panel_scene_take_picture(struct panel *p);

/* panel_devices.c */
void panel_devices_lay_out(struct panel *p);
void panel_devices_toggle(struct panel *p, enum panel_act act, int argument);
void panel_devices_repair(struct panel *p);
void panel_devices_latency(struct panel *p, float share);
void panel_devices_plug_in(struct panel *p); /* after power on: knobs of new devices */

/* panel_papers.c */
void panel_papers_lay_out(struct panel *p);
bool panel_papers_are_moving(const struct panel *p);
void panel_papers_draw(struct panel *p, cairo_t *cr, const struct panel_widget *w);

/* panel_hands.c */
struct err panel_hands_open_log(struct panel *p, FILE *also);
void panel_hands_lay_out(struct panel *p);
void panel_hands_scan(struct panel *p, int place);
void panel_hands_power(struct panel *p);

/* panel_draw.c */
void panel_draw_widget(struct panel *p, cairo_t *cr, const struct panel_widget *w);
struct rect panel_slider_track(const struct panel_widget *w);

/* panel_paint.c: pixels of the window, lengths of the panel. */
void panel_show(struct panel *p);
void panel_point(const struct panel *p, int window_x, int window_y, int *out_x, int *out_y);
void panel_window_point(const struct panel *p, int x, int y, int *out_window_x, int *out_window_y);

/* panel_windows.c: side by side on the display; dark while the power is off. */
void panel_windows_place(struct panel *p);
void panel_windows_darken(struct panel *p, bool is_dark);

#endif
