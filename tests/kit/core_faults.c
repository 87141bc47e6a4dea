#include "tests/kit/core_faults.h"

#include <string.h>
#include "tests/kit/kit.h"
#include "ui/text.h"

enum { READING_SIZE = 512 };

bool core_fault_happens(enum fault fault)
{
    return fault != FAULT_FONTS_MISSING && fault != FAULT_SETTINGS_UNREADABLE;
}

bool core_fault_stays(enum fault fault)
{
    return fault >= FAULT_JOURNAL_WRITE;
}

static void post_device(struct core_fixture *f, enum fault fault)
{
    struct event ev = {.kind = EV_DEVICE};
    ev.device.device = fault_row(fault)->device;
    ev.device.fault = fault;
    ev.device.health = fault_row(fault)->health;
    cf_step(f, &ev);
}

static void post_journal(struct core_fixture *f, enum fault fault)
{
    static const enum err_code codes[] = {ERR_IO, ERR_FULL, ERR_CORRUPT, ERR_READ_ONLY,
                                          ERR_UNSUPPORTED};
    static_assert(sizeof codes / sizeof codes[0] == FAULT_COUNT - FAULT_JOURNAL_WRITE);
    struct event ev = {.kind = EV_JOURNAL_FAILED};
    ev.journal_error.code = codes[fault - FAULT_JOURNAL_WRITE];
    cf_step(f, &ev);
}

static void post_stop(struct core_fixture *f, int64_t until_ms)
{
    struct backend_reply *r = cf_bind(f, EXCHANGE_NOTICES, EXCHANGE_RESULT_OK);
    r->notice_count = 1;
    r->notice[0].from_ms = 1;
    r->notice[0].until_ms = until_ms;
    cf_answer(f);
}

void core_fault_happen(struct core_fixture *f, enum fault fault)
{
    assert_true(core_fault_happens(fault));
    switch (fault) {
    case FAULT_SLIP_NOT_PRINTED:
        cf_slip(f, PRINT_OUTCOME_NOT_PRINTED);
        break;
    case FAULT_BACKEND_AWAY:
        cf_link(f, false);
        break;
    case FAULT_PLANNED_STOP:
        post_stop(f, f->wall_ms + FAULT_STOP_MS);
        break;
    case FAULT_CODE_REFUSED:
        cf_code_as(f, 7, CODE_PICKUP_SINGLE, PICKUP_BAD_SIGNATURE);
        break;
    case FAULT_JOURNAL_WRITE:
    case FAULT_JOURNAL_FULL:
    case FAULT_JOURNAL_DAMAGED:
    case FAULT_JOURNAL_HELD:
    case FAULT_JOURNAL_NEWER:
        post_journal(f, fault);
        break;
    case FAULT_REPORT_FILE:
        cf_step(f, &(struct event){.kind = EV_DAY_EXPORTED});
        break;
    default:
        post_device(f, fault);
        break;
    }
}

void core_fault_mend(struct core_fixture *f, enum fault fault)
{
    if (fault == FAULT_PLANNED_STOP) {
        post_stop(f, f->wall_ms);
    } else if (fault == FAULT_BACKEND_AWAY) {
        cf_link(f, true);
    } else if (fault_row(fault)->device != FAULT_NO_DEVICE && !core_fault_stays(fault)) {
        cf_device(f, fault_row(fault)->device, HEALTH_OK);
    }
}

bool core_fault_shows(const struct node_tree *t, const char *part)
{
    for (int i = 1; i < t->count; i++) {
        if (strstr(tree_text(t, t->node[i].text), part) != NULL) {
            return true;
        }
    }
    return false;
}

/* Ruby and marks apart: as it is read. */
static bool reads(const struct node_tree *t, const char *sentence)
{
    for (int i = 1; i < t->count; i++) {
        char array[READING_SIZE];
        struct strbuf reading = strbuf_on(array, sizeof array);
        text_reading(&reading, tree_text(t, t->node[i].text));
        if (strstr(array, sentence) != NULL) {
            return true;
        }
    }
    return false;
}

void core_fault_check_words(const struct node_tree *t, const struct applicant_view *v,
                            enum fault fault)
{
    const struct fault_row *row = fault_row(fault);
    assert_int_equal(v->screen, row->screen);
    assert_string_equal(v->support_code, row->code);
    if (!reads(t, row->applicant) || !core_fault_shows(t, row->code)) {
        fail_msg("%s does not say %s", screen_code(v->screen), row->name);
    }
}
