/* The applicant side's building blocks, used by the screens in reading order.
 *
 * Promises: sizes and colours from tokens, each control at least 96 px, text and shape always
 * together with colour. Texts come as catalogue text (ui/text.h) unless a field says data.
 */
#ifndef UI_WIDGETS_H
#define UI_WIDGETS_H

#include "ui/node.h"

/* What a verdict says by colour; each has its shape and word too. */
enum tone { TONE_READY, TONE_ATTENTION, TONE_STOP, TONE_NEUTRAL };

/* Frame of every applicant screen: header, what stands between, time strip, bottom bar. Between
 * the two calls the open node is the main column, as wide as the screen. */
void ui_page_begin(struct node_tree *t, const struct applicant_view *v);
void ui_page_end(struct node_tree *t, const struct applicant_view *v);

/* 係員を呼ぶ as it stands in the bottom bar, for a screen that has none. */
void ui_help_key(struct node_tree *t);

/* Height of the header above the open column: what is missing to REACH_TOP. */
int ui_header_height(const struct node_tree *t);

/* A column with the page's margins; close with node_close. grow: takes the rest of the page. */
void ui_column_open(struct node_tree *t, int gap, bool grow);

struct band {
    enum tone tone;
    enum icon icon;
    const char *title;
    enum type title_type; /* 0: TYPE_TITLE; another only where there is room */
    const char *lead;     /* NULL: none */
    const char *number;   /* data; "" or NULL: none */
    int height;           /* 0: BAND_HEIGHT when designed, natural when tighter */
};
void ui_band(struct node_tree *t, const struct band *b);

/* At most three steps, NULL ends. */
enum { STEPS_MAX = 3 };
void ui_steps(struct node_tree *t, enum tone tone, const char *const step[STEPS_MAX]);

/* What nobody needs in order to act: left out when the screen is tight. */
void ui_note(struct node_tree *t, const char *text);
void ui_note_data(struct node_tree *t, const char *data);

/* What is left of the page for those who look rather than read, `share` of it; the first thing to
 * go when room is short. PICTURE_NONE: nothing. */
void ui_picture(struct node_tree *t, enum picture picture, int share);

enum button_look { BUTTON_OUTLINE, BUTTON_FILLED, BUTTON_QUIET };
struct button {
    const char *label;
    enum action action;
    int argument;
    enum button_look look;
    enum icon icon;
    int width, height; /* 0: as wide as the column, MAIN_BUTTON_HEIGHT */
    int grow;
    bool disabled;
    enum type type; /* 0: TYPE_BUTTON */
};
void ui_button(struct node_tree *t, const struct button *b);

enum { WAITING_CAMERA_HEIGHT = 714 }; /* of A00 … A02, so that nothing jumps */

/* The camera's slot, `height` px; when tight it takes what is left. */
void ui_camera_slot(struct node_tree *t, int height, int least);

/* A whole verdict page: band, steps, note, one action. */
struct verdict {
    struct band band;
    const char *step[STEPS_MAX];
    const char *note;
    const char *note_data; /* a notice of the backend */
    enum picture picture;
    struct button action; /* label NULL: none */
};
void ui_verdict(struct node_tree *t, const struct applicant_view *v, const struct verdict *verdict);

/* The same over a live camera picture, when the view has one: the next code may be shown at once.
 */
void ui_code_answer(struct node_tree *t, const struct applicant_view *v,
                    const struct verdict *verdict);

/* The steps and the notes that follow from what the slip printer did and from what is to be
 * brought; NULL: none. */
const char *ui_step_slip(struct node_tree *t, const struct applicant_view *v);
const char *ui_step_called(struct node_tree *t, const struct applicant_view *v);
const char *ui_step_more_papers(struct node_tree *t, const struct applicant_view *v);
const char *ui_note_paper(struct node_tree *t, const struct applicant_view *v);
const char *ui_note_wait(struct node_tree *t, const struct applicant_view *v);

/* 6月3日 and 14時30分, in the tree's language. */
const char *ui_day_text(struct node_tree *t, struct civil at);
const char *ui_time_text(struct node_tree *t, struct civil at);

#endif
