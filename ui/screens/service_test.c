#include "ui/build.h"
#include "ui/staff.h"

void screen_service_test(const struct staff_view *v, struct node_tree *t)
{
    const struct config *c = v->config;
    ui_staff_begin(t, v, STAFF_LEFT_MENU);
    ui_staff_heading(t, say(t, TEXT_SERVICE_TITLE), say(t, TEXT_SERVICE_HOW));
    ui_card_open(t, 10);
    ui_pair(t, say(t, TEXT_SERVICE_TERMINAL), c->terminal_id);
    ui_pair(t, say(t, TEXT_SERVICE_OFFICE), c->office_name);
    ui_pair(t, say(t, TEXT_SERVICE_CAMERA), c->camera_device);
    ui_pair(t, say(t, TEXT_SERVICE_SLIP), c->slip_printer);
    ui_pair(t, say(t, TEXT_SERVICE_CERTIFICATE), c->certificate_printer);
    ui_pair(t, say(t, TEXT_SERVICE_BACKEND), c->backend_url);
    node_close(t);
    node_spring(t);
    ui_staff_end(t, v);
}
