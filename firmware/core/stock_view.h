/* Numbered sheets as the staff screen shows them: the page of its own, and the lines elsewhere.
 *
 * Promises: values only; whose sheets they are is said by the item at work, never here.
 */
#ifndef CORE_STOCK_VIEW_H
#define CORE_STOCK_VIEW_H

#include <stdbool.h>
#include "domain/stock.h"

/* S16: boxes in, spoiled sheets out, the count of the evening. */
enum stock_task {
    STOCK_TASK_LOAD,    /* the first sheet is read, the number of sheets typed */
    STOCK_TASK_SPOIL,   /* read or typed */
    STOCK_TASK_RELEASE, /* read or typed: read at a hand-over by mistake */
    STOCK_TASK_READ,    /* typed: the sheet of the item at work, whose code no scanner reads */
    STOCK_TASK_COUNT,   /* typed: blank sheets in hand */
    STOCK_TASKS
};

/* Numbered sheets: S16, and their lines on S04, S09, S10. */
struct stock_view {
    bool kept[STOCK_KIND_COUNT];
    struct stock_figures figures[STOCK_KIND_COUNT];
    char next[STOCK_KIND_COUNT][STOCK_SERIAL_SIZE]; /* "": none is left */
    int kind, task;                                 /* enum stock_kind, enum stock_task */
    char first[STOCK_SERIAL_SIZE];
    char typed[STOCK_DIGITS_MAX + 1];
    bool is_bad;
    char message[LABEL_SIZE];
    bool wanted[STOCK_KIND_COUNT]; /* of the item at work; its serial when it was read */
    char read[STOCK_KIND_COUNT][STOCK_SERIAL_SIZE];
};

#endif
