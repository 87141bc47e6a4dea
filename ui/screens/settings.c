#include "ui/build.h"
#include "ui/staff.h"

static const char *span_of_day(struct node_tree *t, int from, int to)
{
    return tree_format(t, "%d:%02d – %d:%02d", from / 60, from % 60, to / 60, to % 60);
}

void screen_settings(const struct staff_view *v, struct node_tree *t)
{
    static const enum text identity[] = {
        [IDENTITY_BY_POLICY_OFF] = TEXT_SETTINGS_IDENTITY_OFF,
        [IDENTITY_ALWAYS] = TEXT_SETTINGS_IDENTITY_ALWAYS,
        [IDENTITY_FOR_PROXY] = TEXT_SETTINGS_IDENTITY_PROXY,
    };
    const struct config *c = v->config;
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_SETTINGS_TITLE), say(t, TEXT_SETTINGS_HOW));
    ui_card_open(t, 0);
    ui_line(t, say(t, TEXT_SETTINGS_HOURS), span_of_day(t, c->open_minute, c->close_minute));
    ui_line(t, say(t, TEXT_SETTINGS_NOON), span_of_day(t, c->noon_from_minute, c->noon_to_minute));
    ui_line(t, say(t, TEXT_SETTINGS_WINDOW), say_int(t, TEXT_STAFF_WINDOW, c->window_no));
    ui_line(t, say(t, TEXT_SETTINGS_PHONE), c->office_phone);
    ui_line(t, say(t, TEXT_SETTINGS_IDENTITY), say(t, identity[c->identity]));
    ui_line(t, say(t, TEXT_SETTINGS_DIRECT),
            say(t, c->direct_mode ? TEXT_SETTINGS_DIRECT_ON : TEXT_SETTINGS_DIRECT_OFF));
    ui_line(t, say(t, TEXT_SETTINGS_DIGEST), ui_digest(t, v->desk.config_digest));
    ui_line(t, say(t, TEXT_SETTINGS_RETENTION), say_int(t, TEXT_SETTINGS_DAYS, c->retention_days));
    node_close(t);
    node_spring(t);
    ui_staff_end(t, v);
}
