/* Touch and keys on one side: the only state the ui keeps between frames.
 *
 * Promises: acts on release inside the control that was pressed; a touch that slides off means
 * nothing; after an action the side is deaf for TOUCH_DEAF_MS of the given time, between digits of
 * a number pad for TOUCH_DIGIT_DEAF_MS. Cells of a touch test act under the finger, also while it
 * slides from one to the next, and deafen nothing. Pure: time and tree are passed in.
 */
#ifndef UI_TOUCH_H
#define UI_TOUCH_H

#include "ui/query.h"

enum { TOUCH_DEAF_MS = 700, TOUCH_DIGIT_DEAF_MS = 120 };

struct touch {
    int held;      /* node under the finger, -1 none */
    bool slid_off; /* the finger left it: nothing will happen */
    int focus;     /* node with the visible focus, -1 none */
    bool digit;    /* the last action was a digit of a number pad */
    bool acted;    /* some action happened, at acted_ms */
    uint64_t acted_ms;
    enum screen screen; /* of the tree that was pressed */
};

struct touch_result {
    enum action action; /* ACTION_NONE: nothing */
    int argument;
    bool changed; /* pressed or focus look changed */
};

enum touch_key { TOUCH_KEY_BACK, TOUCH_KEY_FORWARD, TOUCH_KEY_ENTER, TOUCH_KEY_STAFF };

void touch_init(struct touch *touch);
struct touch_result touch_down(struct touch *touch, const struct node_tree *t, int x, int y);
struct touch_result touch_move(struct touch *touch, const struct node_tree *t, int x, int y);
struct touch_result touch_up(struct touch *touch, const struct node_tree *t, uint64_t now_ms);
struct touch_result touch_key(struct touch *touch, const struct node_tree *t, enum touch_key key,
                              uint64_t now_ms);

/* The tree was built anew: held and focused nodes are found again by action and argument. */
void touch_follow(struct touch *touch, const struct node_tree *before,
                  const struct node_tree *after);

#endif
