#include "ui/build.h"
#include "ui/staff.h"

static const char *span_of_day(struct node_tree *t, int from, int to)
{
    return tree_format(t, "%d:%02d – %d:%02d", from / 60, from % 60, to / 60, to % 60);
}

/* What a supervisor may change until the day ends: one touch, the next value. */
static void today(struct node_tree *t, const struct staff_view *v, enum day_setting setting,
                  enum text label, const enum text *words, int count)
{
    int value = v->desk.setting[setting].value;
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
    node_open(t, (struct node){.grow = 1});
    ui_line(t, say(t, label), say(t, words[value]));
    node_close(t);
    if (v->desk.setting[setting].is_set) {
        ui_chip(t, CHIP_ATTENTION, say(t, TEXT_SETTINGS_TODAY));
    }
    if (v->desk.may_change) {
        ui_staff_key(t, &(struct staff_key){.label = say(t, TEXT_SETTINGS_CHANGE),
                                            .action = ACTION_STAFF_SETTING,
                                            .argument = (int)setting * DAY_SETTING_VALUES +
                                                        (value + 1) % count,
                                            .height = 52});
    }
    node_close(t);
}

void screen_settings(const struct staff_view *v, struct node_tree *t)
{
    static const enum text identity[] = {
        [IDENTITY_BY_POLICY_OFF] = TEXT_SETTINGS_IDENTITY_OFF,
        [IDENTITY_ALWAYS] = TEXT_SETTINGS_IDENTITY_ALWAYS,
        [IDENTITY_FOR_PROXY] = TEXT_SETTINGS_IDENTITY_PROXY,
    };
    static const enum text direct[] = {TEXT_SETTINGS_DIRECT_OFF, TEXT_SETTINGS_DIRECT_ON};
    const struct config *c = v->config;
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_SETTINGS_TITLE), say(t, TEXT_SETTINGS_HOW));
    ui_card_open(t, 0);
    ui_line(t, say(t, TEXT_SETTINGS_HOURS), span_of_day(t, c->open_minute, c->close_minute));
    ui_line(t, say(t, TEXT_SETTINGS_NOON), span_of_day(t, c->noon_from_minute, c->noon_to_minute));
    ui_line(t, say(t, TEXT_SETTINGS_WINDOW), say_int(t, TEXT_STAFF_WINDOW, c->window_no));
    ui_line(t, say(t, TEXT_SETTINGS_PHONE), c->office_phone);
    today(t, v, DAY_SETTING_IDENTITY, TEXT_SETTINGS_IDENTITY, identity, 3);
    today(t, v, DAY_SETTING_DIRECT, TEXT_SETTINGS_DIRECT, direct, 2);
    ui_line(t, say(t, TEXT_SETTINGS_DIGEST), ui_digest(t, v->desk.config_digest));
    ui_line(t, say(t, TEXT_SETTINGS_RETENTION), say_int(t, TEXT_SETTINGS_DAYS, c->retention_days));
    node_close(t);
    node_spring(t);
    ui_staff_end(t, v);
}
