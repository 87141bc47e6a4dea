/* The same screens in other states: tests/kit/views.h. */
#include <stdio.h>
#include "tests/kit/views.h"

static const struct {
    const char *name;
    enum screen screen;
    const char *caption;
} variants[VIEW_VARIANT_COUNT] = {
#define X(name, screen, caption) [VIEW_##name] = {#name, screen, caption},
    VIEW_VARIANT_LIST(X)
#undef X
};

enum screen view_variant_screen(enum view_variant variant)
{
    return variants[variant].screen;
}

const char *view_variant_caption(enum view_variant variant)
{
    return variants[variant].caption;
}

const char *view_variant_name(enum view_variant variant)
{
    static char name[32];
    (void)snprintf(name, sizeof name, "%s+%s", screen_code(variants[variant].screen),
                   variants[variant].name);
    return name;
}

static enum scan_hint variant_hint(enum view_variant variant)
{
    switch (variant) {
    case VIEW_HINT_ONE:
        return SCAN_HINT_SEVERAL_CODES;
    case VIEW_HINT_WHOLE:
        return SCAN_HINT_CUT_OFF;
    case VIEW_HINT_FARTHER:
        return SCAN_HINT_TOO_LARGE;
    case VIEW_HINT_STILL:
        return SCAN_HINT_BLURRED_MOVING;
    case VIEW_HINT_TILT:
        return SCAN_HINT_GLARE;
    case VIEW_HINT_BRIGHT:
    case VIEW_HINT_LAMP:
        return SCAN_HINT_DIM;
    case VIEW_HINT_UNCOVER:
        return SCAN_HINT_COVERED;
    default:
        return SCAN_HINT_NONE;
    }
}

void view_fixture_fill_variant(struct view_fixture *f, enum view_variant variant)
{
    view_fixture_fill(f, variants[variant].screen);
    struct applicant_view *v = &f->applicant;
    v->hint = variant_hint(variant);
    v->carrier = variant == VIEW_HINT_LAMP ? SCAN_CARRIER_PAPER : SCAN_CARRIER_UNKNOWN;
    switch (variant) {
    case VIEW_TIME:
    case VIEW_TIME_BULK:
        v->seconds_left = 18;
        break;
    case VIEW_SLOW:
        v->slow = true;
        break;
    case VIEW_CALLING:
        v->help_acknowledged = false;
        break;
    case VIEW_NO_NUMBER:
        v->call_no[0] = '\0';
        break;
    case VIEW_NO_SLIP:
        v->slip = SLIP_NOT_WANTED;
        v->wait_minutes = -1;
        break;
    case VIEW_PROXY:
    case VIEW_KEPT_PROXY:
        v->wants = (struct papers_wanted){.proxy = true};
        break;
    case VIEW_TWO_PAPERS:
        v->wants = (struct papers_wanted){.tax = true, .proxy = true, .other = true};
        break;
    case VIEW_BRING:
        v->wants = (struct papers_wanted){.tax = true};
        break;
    case VIEW_SECOND:
        v->substitution_no = v->substitution_count = 2;
        break;
    case VIEW_NOTICE:
        (void)snprintf(v->notice, sizeof v->notice, "%s",
                       "11月30日（月）は午後3時から5時まで照会ができません。");
        break;
    default:
        break;
    }
}
