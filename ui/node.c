#include "ui/node.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

enum { FILLED_TEXT_SIZE = 1024 };

void tree_begin(struct node_tree *t, enum screen screen)
{
    t->screen = screen;
    t->count = 1;
    t->open = 0;
    t->depth = 0;
    t->text_used = 1; /* offset 0 is "no text" */
    t->text[0] = '\0';
    t->overflow = false;
    t->seconds_left = 0;
    bool portrait = t->side == SIDE_APPLICANT || t->upright;
    t->node[0] = (struct node){
        .width = portrait ? APPLICANT_WIDTH : STAFF_WIDTH,
        .height = portrait ? APPLICANT_HEIGHT : STAFF_HEIGHT,
        .fill = COLOUR_GROUND,
    };
}

int node_add(struct node_tree *t, struct node n)
{
    assert(t->count < NODES_MAX);
    int at = t->count++;
    struct node *parent = &t->node[t->open];
    n.parent = (uint16_t)t->open;
    n.first = n.last = n.next = 0;
    t->node[at] = n;
    if (parent->first == 0) {
        parent->first = (uint16_t)at;
    } else {
        t->node[parent->last].next = (uint16_t)at;
    }
    parent->last = (uint16_t)at;
    return at;
}

int node_open(struct node_tree *t, struct node n)
{
    assert(t->depth < NODE_DEPTH_MAX);
    t->open = node_add(t, n);
    t->depth++;
    return t->open;
}

void node_close(struct node_tree *t)
{
    assert(t->depth > 0);
    t->open = t->node[t->open].parent;
    t->depth--;
}

uint16_t tree_keep(struct node_tree *t, const char *text)
{
    if (text == NULL || text[0] == '\0') {
        return 0;
    }
    /* say() and tree_format() hand out arena text: no second copy */
    if (text >= t->text && text < t->text + sizeof t->text) {
        return (uint16_t)(text - t->text);
    }
    size_t n = strlen(text) + 1;
    assert(t->text_used + n <= sizeof t->text);
    uint16_t at = t->text_used;
    memcpy(t->text + at, text, n);
    t->text_used = (uint16_t)(at + n);
    return at;
}

const char *tree_text(const struct node_tree *t, uint16_t offset)
{
    return offset == 0 ? "" : t->text + offset;
}

static int text_node(struct node_tree *t, enum type type, enum colour ink, const char *text)
{
    return node_add(t, (struct node){.type = type,
                                     .ink = ink,
                                     .text = tree_keep(t, text),
                                     .across = t->node[t->open].across,
                                     .role = ROLE_TEXT});
}

int node_text(struct node_tree *t, enum type type, enum colour ink, const char *text)
{
    return text_node(t, type, ink, text);
}

int node_data(struct node_tree *t, enum type type, enum colour ink, const char *text)
{
    int at = text_node(t, type, ink, text);
    t->node[at].literal = true;
    return at;
}

int node_icon(struct node_tree *t, enum icon icon, int px, enum colour ink, enum colour sign)
{
    return node_add(
        t, (struct node){
               .icon = icon, .icon_px = px, .width = px, .height = px, .ink = ink, .sign = sign});
}

int node_space(struct node_tree *t, int px)
{
    bool row = t->node[t->open].flow == FLOW_ROW;
    return node_add(t, (struct node){.width = row ? px : 1, .height = row ? 1 : px});
}

int node_spring(struct node_tree *t)
{
    return node_add(t, (struct node){.grow = 1});
}

const char *say_with(struct node_tree *t, enum text id, const char *one, const char *two)
{
    char array[FILLED_TEXT_SIZE];
    struct strbuf filled = strbuf_on(array, sizeof array);
    text_fill(&filled, text_of(id, t->modes.easy), one, two);
    return tree_text(t, tree_keep(t, array));
}

const char *say(struct node_tree *t, enum text id)
{
    return say_with(t, id, NULL, NULL);
}

const char *say_int(struct node_tree *t, enum text id, int one)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%d", one);
    return say_with(t, id, number, NULL);
}

const char *say_procedure(struct node_tree *t, enum procedure procedure)
{
    switch (procedure) {
    case PROC_RENEWAL:
        return say(t, TEXT_STAFF_RENEWAL);
    case PROC_NEW_CAR:
        return say(t, TEXT_STAFF_NEW_CAR);
    case PROC_OTHER:
        break;
    }
    return say(t, TEXT_STAFF_OTHER_PROCEDURE);
}

const char *tree_format(struct node_tree *t, const char *format, ...)
{
    char array[FILLED_TEXT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(array, sizeof array, format, arguments);
    va_end(arguments);
    return tree_text(t, tree_keep(t, array));
}
