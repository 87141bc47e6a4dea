/* The widgets of the control panel, as plain values.
 *
 * Every turn the sections lay them out anew; those that differ from the ones on the window are
 * painted. A widget says by act and argument what a click means, so drawing, clicking and tests
 * speak of the same list. Lengths are those of a panel of PANEL_WIDTH x PANEL_HEIGHT, whatever the
 * size of the window. Widgets are compared as bytes: make them by panel_add only.
 */
#ifndef SIM_PANEL_WIDGET_H
#define SIM_PANEL_WIDGET_H

#include <stdbool.h>
#include <stdint.h>
#include "ui/node.h"

enum { PANEL_WIDTH = 900, PANEL_HEIGHT = 1000, PANEL_WIDGETS_MAX = 256, PANEL_TEXT_SIZE = 96 };

enum panel_act {
    PANEL_NOTHING,
    PANEL_TAB,      /* argument: tab */
    PANEL_CODE,     /* place in the tab */
    PANEL_KIND,     /* enum scene_kind */
    PANEL_DARK,     /* the phone's dark mode */
    PANEL_STRAIGHT, /* back to the middle */
    PANEL_REMOVE,
    PANEL_PICTURE, /* dragged, turned */
    PANEL_SLIDER,  /* scene slider */
    PANEL_SLIP,    /* enum slip_fault */
    PANEL_CERTIFICATE,
    PANEL_CAMERA,
    PANEL_BACKEND,
    PANEL_OTHER, /* enum panel_other */
    PANEL_LATENCY,
    PANEL_REPAIR, /* every fault off */
    PANEL_TAG,    /* place among the tags */
    PANEL_POWER,
};

enum panel_other { PANEL_LAMP, PANEL_SPEAKER, PANEL_SCANNER, PANEL_OTHER_COUNT };

enum panel_look {
    PANEL_LOOK_TITLE,
    PANEL_LOOK_HEAD,
    PANEL_LOOK_TEXT,
    PANEL_LOOK_LOG,
    PANEL_LOOK_BUTTON, /* is_on: chosen */
    PANEL_LOOK_CODE,
    PANEL_LOOK_FAULT, /* is_on: struck */
    PANEL_LOOK_SLIDER,
    PANEL_LOOK_PICTURE,
    PANEL_LOOK_SLIP,
};

struct panel_widget {
    enum panel_look look;
    struct rect rect;
    enum panel_act act;
    int argument;
    bool is_on;
    bool is_off;      /* not to be had now: drawn grey, clicks mean nothing */
    float share;      /* slider: 0..1 */
    uint64_t version; /* of a picture's content */
    char text[PANEL_TEXT_SIZE];
    char sub[PANEL_TEXT_SIZE]; /* second line; a slider's value; a code's key goes before text */
};

#endif
