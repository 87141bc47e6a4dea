#include "domain/offline_policy.h"
#include "ui/build.h"
#include "ui/staff.h"

enum { CORE_ROWS = 6 };

/* low: there are more rows than the six of the core. */
static void row(struct node_tree *t, const struct device_row *d, bool low)
{
    static const struct {
        enum icon icon;
        enum colour ink, sign;
    } marks[] = {
        [DEVICE_OK] = {ICON_CHECK_CIRCLE, COLOUR_ACTION, COLOUR_ON_ACTION},
        [DEVICE_ATTENTION] = {ICON_WARN_TRIANGLE, COLOUR_TEXT, COLOUR_ATTENTION},
        [DEVICE_DOWN] = {ICON_STOP_OCTAGON, COLOUR_STOP, COLOUR_STOP_SIGN},
    };
    bool ok = d->level == DEVICE_OK;
    bool tight = t->fit >= FIT_COMPACT;
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .pad_x = SPACE_3,
                               .pad_y = tight ? 2 : 6,
                               .min_height = tight ? 48
                                             : low ? 54
                                                   : 64,
                               .gap = 20,
                               .across = PLACE_CENTRE,
                               .fill = ok                        ? COLOUR_SHEET
                                       : d->level == DEVICE_DOWN ? COLOUR_STOP_TINT
                                                                 : COLOUR_ATTENTION_TINT,
                               .stroke = ok                        ? COLOUR_LINE_SOFT
                                         : d->level == DEVICE_DOWN ? COLOUR_STOP
                                                                   : COLOUR_ATTENTION,
                               .stroke_px = 2,
                               .radius = 14});
    node_icon(t, marks[d->level].icon, 40, marks[d->level].ink, marks[d->level].sign);
    node_open(t, (struct node){.width = 180});
    node_data(t, TYPE_STAFF_BOLD, COLOUR_TEXT, d->name);
    node_close(t);
    node_open(t, (struct node){.grow = 1, .gap = 2});
    node_data(t, tight ? TYPE_STAFF_SMALL : TYPE_STAFF_BODY, COLOUR_TEXT,
              d->state[0] == '\0' ? say(t, TEXT_DEVICE_OK) : d->state);
    /* when everything is in need at once, what is down comes first */
    bool spare = d->level == DEVICE_ATTENTION && t->fit == FIT_SMALLEST;
    if (!ok && !spare && d->cure[0] != '\0') {
        node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, d->cure);
    }
    node_close(t);
    if (d->figures[0] != '\0' && !tight) {
        node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, d->figures);
    }
    node_close(t);
}

static void supply(struct node_tree *t, const struct staff_view *v, enum supply which,
                   enum text label)
{
    const struct day_tally *d = &v->day;
    node_open(t, (struct node){.grow = 1, .gap = 2});
    ui_staff_key(t, &(struct staff_key){.label = say(t, label),
                                        .action = ACTION_STAFF_SUPPLY,
                                        .argument = (int)which,
                                        .height = t->fit < FIT_COMPACT ? 72 : STAFF_TARGET_MIN});
    const char *last = d->supply_wall_ms[which] == 0
                           ? say_int(t, TEXT_SUPPLY_USED, d->supply_used[which])
                           : say_with(t, TEXT_SUPPLY_SINCE, ui_clock(t, d->supply_wall_ms[which]),
                                      tree_format(t, "%d", d->supply_used[which]));
    if (t->fit < FIT_COMPACT) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, last);
    }
    node_close(t);
}

static void supplies(struct node_tree *t, const struct staff_view *v)
{
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 12, .across = PLACE_CENTRE});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_SUPPLY_HOW));
    supply(t, v, SUPPLY_SLIP_ROLL, TEXT_SUPPLY_ROLL);
    supply(t, v, SUPPLY_SHEETS, TEXT_SUPPLY_SHEETS);
    supply(t, v, SUPPLY_TONER, TEXT_SUPPLY_TONER);
    node_close(t);
}

/* Numbered sheets: what is left, and the way to the boxes. */
static void sheets(struct node_tree *t, const struct staff_view *v)
{
    const struct stock_view *s = &v->desk.stock;
    if (v->desk.forbidden[SCREEN_S16 - SCREEN_S00]) {
        return;
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = 20, .across = PLACE_CENTRE});
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_STOCK_TITLE),
                                        .action = ACTION_STAFF_SCREEN,
                                        .argument = SCREEN_S16,
                                        .height = STAFF_TARGET_MIN});
    for (int k = 0; k < STOCK_KIND_COUNT; k++) {
        if (s->kept[k]) {
            const char *left = tree_format(t, "%d", s->figures[k].in[STOCK_LEFT]);
            node_data(t, TYPE_STAFF_BODY, COLOUR_TEXT,
                      tree_format(t, "%s %s", stock_kind_label((enum stock_kind)k),
                                  say_with(t, TEXT_STOCK_CHIP_LEFT, left, NULL)));
        }
    }
    node_close(t);
}

static void clauses(struct node_tree *t, bool may, enum text title)
{
    node_open(t, (struct node){.grow = 1, .gap = 2});
    node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, title));
    for (int i = 0; i < OFFLINE_CLAUSE_COUNT; i++) {
        enum offline_clause clause = (enum offline_clause)i;
        if (offline_may(clause) == may) {
            node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, offline_words(clause));
        }
    }
    node_close(t);
}

/* What goes on without the backend, and what does not. */
static void policy(struct node_tree *t)
{
    ui_card_open(t, 0);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_3});
    clauses(t, true, TEXT_OFFLINE_MAY);
    clauses(t, false, TEXT_OFFLINE_MUST_NOT);
    node_close(t);
    node_close(t);
}

/* Reports that the backend does not take, and the way to them for who may settle them. */
static void refused(struct node_tree *t, const struct staff_view *v)
{
    if (v->outbox_aside == 0) {
        return;
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
    node_open(t, (struct node){.grow = 1});
    ui_message(t, DEVICE_ATTENTION, say_int(t, TEXT_DEVICES_ASIDE, (int)v->outbox_aside));
    node_close(t);
    if (!v->desk.forbidden[SCREEN_S17 - SCREEN_S00]) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_UNTAKEN_SEE),
                                            .action = ACTION_STAFF_SCREEN,
                                            .argument = SCREEN_S17,
                                            .height = STAFF_TARGET_MIN});
    }
    node_close(t);
}

void screen_devices(const struct staff_view *v, struct node_tree *t)
{
    bool all_ok = true;
    for (int i = 0; i < v->device_count; i++) {
        all_ok = all_ok && v->device[i].level == DEVICE_OK;
    }
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    const char *outbox = say_with(t, TEXT_DEVICES_OUTBOX, tree_format(t, "%u", v->outbox_depth),
                                  tree_format(t, "%u", v->dropped_replies));
    ui_staff_heading(t, say(t, TEXT_DEVICES_TITLE),
                     all_ok ? tree_format(t, "%s　%s", say(t, TEXT_DEVICES_ALL_OK), outbox)
                            : outbox);
    node_open(t, (struct node){.gap = t->fit < FIT_COMPACT ? SPACE_1 : 6});
    bool policy_fits = v->backend_away && t->fit < FIT_SMALLER;
    bool well_fits = !policy_fits && (all_ok || t->fit < FIT_SMALLEST);
    bool is_left_out = false;
    for (int i = 0; i < v->device_count; i++) {
        if (well_fits || v->device[i].level != DEVICE_OK) {
            row(t, &v->device[i], v->device_count > CORE_ROWS);
        } else {
            is_left_out = true;
        }
    }
    if (is_left_out) {
        node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, say(t, TEXT_DEVICES_REST_OK));
    }
    node_close(t);
    node_spring(t);
    if (policy_fits) {
        policy(t);
    }
    sheets(t, v);
    if (!v->backend_away || t->fit < FIT_TIGHT) {
        supplies(t, v);
    }
    refused(t, v);
    node_close(t);
    node_close(t);
}
