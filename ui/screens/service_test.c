/* S11: the opening check, and one page for each thing that is tried by hand. */
#include "ui/build.h"
#include "ui/staff.h"
#include "ui/staff_bench.h"

static void finding(struct node_tree *t, const struct finding *f)
{
    static const struct {
        enum icon icon;
        enum colour ink, sign;
    } marks[] = {
        [FINDING_GOOD] = {ICON_CHECK_CIRCLE, COLOUR_ACTION, COLOUR_ON_ACTION},
        [FINDING_WATCH] = {ICON_WARN_TRIANGLE, COLOUR_TEXT, COLOUR_ATTENTION},
        [FINDING_BAD] = {ICON_STOP_OCTAGON, COLOUR_STOP, COLOUR_STOP_SIGN},
    };
    node_open(t, (struct node){.flow = FLOW_ROW,
                               .gap = SPACE_2,
                               .min_height = t->upright             ? STAFF_LINE_HEIGHT
                                             : t->fit < FIT_COMPACT ? 42
                                                                    : 36,
                               .across = PLACE_CENTRE});
    node_icon(t, marks[f->mark].icon, 32, marks[f->mark].ink, marks[f->mark].sign);
    node_open(t, (struct node){.width = 300});
    node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT_SUB, f->label);
    node_close(t);
    int value = node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, f->value);
    t->node[value].grow = 1;
    t->node[value].across = PLACE_START;
    node_close(t);
}

static void opening_check(struct node_tree *t, const struct staff_view *v)
{
    ui_card_open(t, 2);
    for (int i = 0; i < v->desk.finding_count; i++) {
        finding(t, &v->desk.finding[i]);
    }
    node_close(t);
    node_spring(t);
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
    const char *done =
        v->day.checked_wall_ms == 0
            ? say(t, TEXT_SERVICE_NOT_DONE)
            : say_with(t, TEXT_SERVICE_DONE, ui_clock(t, v->day.checked_wall_ms), NULL);
    int text = node_text(t, TYPE_STAFF_SMALL, COLOUR_TEXT, done);
    t->node[text].grow = 1;
    t->node[text].across = PLACE_START;
    ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_SERVICE_CHECK),
                                        .action = ACTION_STAFF_OPENING_CHECK,
                                        .primary = true});
    node_close(t);
}

static void tabs(struct node_tree *t, enum service_page here)
{
    static const enum text labels[SERVICE_PAGE_COUNT] = {
        [SERVICE_CHECK] = TEXT_SERVICE_TAB_CHECK,
        [SERVICE_SIGNALS] = TEXT_SERVICE_TAB_SIGNALS,
        [SERVICE_CAMERA] = TEXT_SERVICE_TAB_CAMERA,
        [SERVICE_TOUCH] = TEXT_SERVICE_TAB_TOUCH,
        [SERVICE_COLOURS] = TEXT_SERVICE_TAB_COLOURS,
        [SERVICE_VERSIONS] = TEXT_SERVICE_TAB_VERSIONS,
    };
    struct staff_tab tab[SERVICE_PAGE_COUNT];
    for (int i = 0; i < SERVICE_PAGE_COUNT; i++) {
        tab[i] = (struct staff_tab){labels[i], i == (int)here};
    }
    ui_tabs(t, tab, SERVICE_PAGE_COUNT);
}

void screen_service_test(const struct staff_view *v, struct node_tree *t)
{
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_SERVICE_TITLE), NULL);
    tabs(t, v->desk.service_page);
    switch (v->desk.service_page) {
    case SERVICE_SIGNALS:
        ui_bench_signals(t);
        break;
    case SERVICE_CAMERA:
        ui_bench_camera(t, v);
        break;
    case SERVICE_TOUCH:
        ui_bench_touch(t, v);
        break;
    case SERVICE_COLOURS:
        ui_bench_colours(t);
        break;
    case SERVICE_VERSIONS:
        ui_bench_versions(t, v);
        break;
    default:
        opening_check(t, v);
        break;
    }
    node_close(t);
    node_close(t);
}
