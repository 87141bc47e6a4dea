/* The node tree: what a screen is made of. One tree gives the picture, the access tree and the
 * touch map.
 *
 * Promises: fixed capacity, no pointers to the outside (all text is copied into the tree's own
 * arena), no behaviour in nodes: a control carries its action as data. A tree that overflows its
 * capacity is a bug of the screen and asserts. Never holds device pixels: the camera picture is a
 * slot that the window fills.
 */
#ifndef UI_NODE_H
#define UI_NODE_H

#include <stdbool.h>
#include <stdint.h>
#include "ui/icons.h"
#include "ui/picture.h"
#include "ui/role.h"
#include "ui/text.h"
#include "ui/theme.h"

enum {
    NODES_MAX = 512,
    NODE_TEXT_BYTES = 32 * 1024,
    NODE_DEPTH_MAX = 16,
};

struct rect {
    int x, y, w, h; /* px of the whole screen */
};

enum flow { FLOW_COLUMN, FLOW_ROW, FLOW_STACK };
enum place { PLACE_STRETCH, PLACE_START, PLACE_CENTRE, PLACE_END };
enum live { LIVE_NONE, LIVE_CAMERA, LIVE_PROGRESS, LIVE_PULSE, LIVE_TIME };

struct node {
    /* layout, set by the screen */
    enum flow flow;
    enum place across; /* of the children, across the flow; a text: its lines */
    enum place along;  /* of the children, along the flow, when there is room to spare */
    int gap, pad_x, pad_y;
    int width, height, min_height; /* fixed; 0: natural */
    int grow;                      /* share of what is left along the parent's flow */
    /* looks */
    enum colour fill, stroke, ink; /* ink: text, icon or live mark */
    enum colour sign;              /* icon: the figure inside the shape */
    int stroke_px, radius;
    enum icon icon; /* drawn in the middle, icon_px square */
    int icon_px;
    enum picture picture; /* fills the rectangle */
    enum live live;
    enum type type;
    uint16_t text; /* arena offset, 0: none */
    bool literal;  /* the text is data: no marks in it */
    /* meaning */
    enum role role;
    uint16_t name; /* access name, arena offset; 0: the texts inside */
    enum action action;
    int argument;
    bool enabled, primary, checked;
    /* set by the tree and by layout */
    uint16_t parent, first, last, next; /* 0: none; node 0 is the root */
    int want_w, want_h;
    struct rect rect;
};

struct lettering; /* ui/lettering.h: measures and draws text */

struct node_tree {
    /* context, set before building */
    struct lettering *lettering;
    enum side side;
    bool upright; /* the staff's screens stand on the applicant's portrait screen */
    struct display_modes modes;
    enum fit fit;
    /* content */
    enum screen screen;
    int count, depth;
    int open; /* node that takes the next child */
    struct node node[NODES_MAX];
    uint16_t text_used;
    char text[NODE_TEXT_BYTES];
    bool overflow; /* something did not fit: layout says so */
    int seconds_left;
};

/* Empties the tree and opens the root with the size of its side; the context stays. */
void tree_begin(struct node_tree *t, enum screen screen);

/* Adds a node as the last child of the open one. node_open also makes it the open one. */
int node_add(struct node_tree *t, struct node n);
int node_open(struct node_tree *t, struct node n);
void node_close(struct node_tree *t);

/* Common leaves. Text may hold the marks of ui/text.h; it is copied. node_data is for texts from
 * outside: shown as they are. */
int node_text(struct node_tree *t, enum type type, enum colour ink, const char *text);
int node_data(struct node_tree *t, enum type type, enum colour ink, const char *text);
int node_icon(struct node_tree *t, enum icon icon, int px, enum colour ink, enum colour sign);
int node_space(struct node_tree *t, int px); /* fixed along the flow */
int node_spring(struct node_tree *t);        /* takes what is left */

/* Copies into the arena and returns its offset; 0 for NULL and "". */
uint16_t tree_keep(struct node_tree *t, const char *text);
const char *tree_text(const struct node_tree *t, uint16_t offset); /* "" for 0 */

/* Catalogue text of the tree's language, $1 $2 $3 filled in; lives as long as the tree. */
const char *say(struct node_tree *t, enum text id);
const char *say_with(struct node_tree *t, enum text id, const char *one, const char *two);
const char *say_int(struct node_tree *t, enum text id, int one);
const char *say_procedure(struct node_tree *t, enum procedure procedure);
const char *tree_format(struct node_tree *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
