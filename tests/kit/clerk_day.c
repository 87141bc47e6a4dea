#include "tests/kit/clerk_day.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "tests/kit/kit.h"

/* Lines of OFFICE_PEOPLE. */
enum { AT_THE_COUNTER, SECOND };
static const char *const PIN[] = {[AT_THE_COUNTER] = "2580", [SECOND] = "1357"};

static const char OTHER[] = "ready";
static const int WORDS[] = {0x3053, 0x307e, 0x3063, 0x3066, 0x3044, 0x308b}; /* こまっている */

static void staff(struct clerk *k, enum action action, int argument)
{
    clerk_press(k, ACTOR_STAFF, action, argument);
}

/* True: nothing else can be done before somebody has said who they are. */
static bool sign(struct clerk *k)
{
    const struct desk_view *d = &k->staff.desk;
    int who = k->staff.screen == SCREEN_S00 ? AT_THE_COUNTER : SECOND;
    if (!d->wants_person) {
        return false;
    }
    if (!d->verifying && d->wait_seconds == 0) {
        staff(k, ACTION_STAFF_WHO, who);
        for (const char *digit = PIN[who]; *digit != '\0'; digit++) {
            staff(k, ACTION_STAFF_DIGIT, *digit - '0');
        }
        staff(k, ACTION_STAFF_LOGIN, 0);
    }
    return true;
}

static bool listen(struct clerk *k, struct clerk_day *day)
{
    if (day->is_louder || k->applicant.screen != SCREEN_A11) {
        return false;
    }
    clerk_press(k, ACTOR_APPLICANT, day->has_voice ? ACTION_REPEAT : ACTION_VOICE, 0);
    day->is_louder = day->has_voice;
    day->has_voice = true;
    return true;
}

static bool show_other(struct clerk *k, struct clerk_day *day)
{
    if (day->shown_other || k->applicant.screen != SCREEN_A63) {
        return false;
    }
    day->shown_other = true;
    clerk_show(k, OTHER);
    return true;
}

static bool except(struct clerk *k)
{
    const struct desk_view *d = &k->staff.desk;
    if (d->writes_note) {
        for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
            staff(k, ACTION_STAFF_TEXT, WORDS[i]);
        }
        staff(k, ACTION_STAFF_REASON_GIVEN, 0);
        return true;
    }
    for (int i = 0; k->staff.day.exceptions == 0 && i < d->reason_count; i++) {
        if (d->reason[i].kind == EXCEPTION_NO_CODE && d->reason[i].allowed) {
            staff(k, ACTION_STAFF_REASON, EXCEPTION_NO_CODE);
            return true;
        }
    }
    return false;
}

static bool has_file(const struct clerk *k)
{
    char path[CONFIG_PATH_SIZE + 64];
    const char *journal = k->office->config.journal_file;
    const char *slash = strrchr(journal, '/');
    assert_non_null(slash);
    struct civil today = civil_of(k->office->clock.wall_zero_ms);
    (void)snprintf(path, sizeof path, "%.*s/reports/%04d-%02d-%02d.csv", (int)(slash - journal),
                   journal, today.year, today.month, today.day);
    return access(path, F_OK) == 0;
}

static bool close_day(struct clerk *k, struct clerk_day *day)
{
    if (!day->closes && !clerk_is_done(k, NULL)) {
        return false;
    }
    day->sheets = day->closes ? day->sheets : clerk_sheets(k);
    day->closes = true;
    if (k->staff.screen != SCREEN_S10) {
        staff(k, ACTION_STAFF_SCREEN, SCREEN_S10);
    } else if (k->staff.day.closed_wall_ms == 0) {
        staff(k, ACTION_STAFF_CLOSE_DAY, 0);
    } else if (!has_file(k)) {
        staff(k, ACTION_STAFF_EXPORT_REPORT, 0);
    }
    return true;
}

static bool act(struct clerk *k, void *at)
{
    struct clerk_day *day = at;
    return sign(k) || listen(k, day) || show_other(k, day) || except(k) || close_day(k, day);
}

void clerk_day_begin(struct clerk *k, struct clerk_day *day)
{
    k->first = act;
    k->first_at = day;
}

bool clerk_day_is_over(struct clerk *k, void *unused)
{
    if (!clerk_is_done(k, unused) || k->applicant.screen != SCREEN_A00) {
        return false;
    }
    return k->staff.screen == SCREEN_S10 && k->staff.day.closed_wall_ms != 0 && has_file(k);
}
