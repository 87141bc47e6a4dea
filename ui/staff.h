/* The staff side's building blocks: head line, queue, menu, cards, check rows, buttons.
 *
 * Promises: personal data only as `unmasked` allows; buttons are those of the view, in its order,
 * and a disabled one says what is missing. Sizes from tokens; every target is at least 48 px.
 */
#ifndef UI_STAFF_H
#define UI_STAFF_H

#include "ui/node.h"

/* Frame of a staff screen: between the calls the open node is the right-hand column. */
enum staff_left { STAFF_LEFT_QUEUE, STAFF_LEFT_MENU };
void ui_staff_begin(struct node_tree *t, const struct staff_view *v, enum staff_left left);
void ui_staff_end(struct node_tree *t, const struct staff_view *v);
/* The same; where the way on is not there yet, its place says what is `missing` (NULL: nothing). */
/* The person stands here and nothing is left to do for the item: handed over, or given up. */
bool ui_is_over(const struct staff_view *v);
bool ui_offers(const struct staff_view *v, enum action action); /* among the view's buttons */
void ui_staff_end_missing(struct node_tree *t, const struct staff_view *v, const char *missing);

void ui_staff_queue(struct node_tree *t, const struct staff_view *v);
void ui_staff_menu(struct node_tree *t, const struct staff_view *v);

/* Call number, procedure and chips of the ticket at work. */
void ui_staff_title(struct node_tree *t, const struct staff_view *v);
/* A heading and one sentence, for the screens without a ticket. */
void ui_staff_heading(struct node_tree *t, const char *title, const char *how);

enum chip_look { CHIP_PLAIN, CHIP_READY, CHIP_ATTENTION, CHIP_STOP };
void ui_chip(struct node_tree *t, enum chip_look look, const char *text);

/* S04, S07: ring, cross or sheet beside what is to be done about the item at work. The card says
 * the core's message itself when that is about a numbered sheet. */
void ui_match_card(struct node_tree *t, const struct staff_view *v, int icon_px);
bool ui_match_is_about_sheet(const struct staff_view *v);
const char *ui_match_missing(struct node_tree *t, const struct staff_view *v); /* NULL: nothing */

/* A bordered card; close with node_close. */
void ui_card_open(struct node_tree *t, int gap);
/* Label and value as a line of a list as high as a finger, and the line between two of them. */
enum { STAFF_LINE_HEIGHT = 58 };
void ui_line(struct node_tree *t, const char *label, const char *value);
void ui_rule(struct node_tree *t);

/* Pages of one screen side by side: ACTION_STAFF_PAGE with the number of the tab. */
struct staff_tab {
    enum text label;
    bool here;
};
void ui_tabs(struct node_tree *t, const struct staff_tab *tab, int count);

/* Label left, value right, one line. */
void ui_pair(struct node_tree *t, const char *label, const char *value);

/* 使用者, 車両番号, 棚 with 押して表示. */
void ui_person_card(struct node_tree *t, const struct staff_view *v);

/* 文字表示の確認 when some character of a name or address is in no font, 似た字形 when its variant
 * is in none; which characters, only while unmasked. Nothing when all is shown as written. */
void ui_letter_flags(struct node_tree *t, const struct staff_view *v);

/* 審査の状態 and 納税の確認, inside a card; 交付物 as chips. */
void ui_state_pairs(struct node_tree *t, const struct application *a);
void ui_deliverable_chips(struct node_tree *t, const struct application *a);

/* Numbered sheets of the item at work, read or to be read; nothing when none are kept. */
void ui_sheet_chips(struct node_tree *t, const struct stock_view *s);

/* The box that says what stands in the way. */
void ui_message(struct node_tree *t, enum device_level level, const char *data);

/* A button that holds one text, `label` being its name too. look: its place, colours, action and
 * whether it is enabled; the rest is filled in. */
void ui_word_button(struct node_tree *t, enum type type, enum colour ink, const char *label,
                    struct node look);

/* A button as wide as its words, or as the column when `grow`. */
struct staff_key {
    const char *label;
    enum action action;
    int argument;
    int width, height; /* 0: natural, STAFF_BUTTON_HEIGHT */
    int grow;
    bool primary, chosen, disabled;
};
void ui_staff_key(struct node_tree *t, const struct staff_key *key);

/* Digits with 消す and one way on; `what` is the enter key's word. */
void ui_keypad(struct node_tree *t, const struct staff_key *enter);

/* Kana in the order of the table, あ at the right, with the keys that change the last character. */
void ui_kana_pad(struct node_tree *t);

/* Names, dots and digits of the person who is asked for; `how` says over the names who that is. */
void ui_sign_pad(struct node_tree *t, const struct staff_view *v, const char *how);

/* The alert line with 了解, when there is one. */
void ui_staff_alert(struct node_tree *t, const struct staff_view *v);

/* The first half of the settings' digest (32 hex digits) in groups of four: two people compare it
 * with the printed report. */
const char *ui_digest(struct node_tree *t, const char *digest);
const char *ui_clock(struct node_tree *t, int64_t wall_ms); /* 10:24 */

#endif
