/* The tests of S11: lamp, tones, voice, a slip, the touch grid of the staff's own screen. Nothing
 * here touches a visit. */
#include "core/machine.h"
#include "core/voice.h"

enum { LAMP_TEST_MS = 5000 };
static_assert(SERVICE_LAMPS == SIGNAL_CALL + 1 && SERVICE_TONES == TONE_TIMEOUT + 1,
              "every lamp and every tone can be tried");

static void test_lamp(struct step *s)
{
    int signal = s->ev->action.argument;
    if (signal < 0 || signal >= SERVICE_LAMPS) {
        return;
    }
    emit_signal(s, (enum signal)signal);
    s->c->desk.lamp_until_ms = s->c->now_ms + LAMP_TEST_MS;
}

static void test_slip(struct step *s)
{
    if (s->c->device[DEVICE_SLIP_PRINTER].health == HEALTH_DOWN) {
        service_alert(s, "番号札プリンタが止まっているため、印刷していません");
        return;
    }
    struct print_order *order = emit_print(s, PRINT_TEST_SLIP, NULL);
    struct journal_row *row = emit_row(s, JOURNAL_STAFF, (struct id){0});
    row->job_id = order->job_id;
    emit_detail(row, "act=print what=test-slip");
}

void bench_printed(struct step *s)
{
    struct journal_row *row = emit_row(s, JOURNAL_STAFF, (struct id){0});
    row->job_id = s->ev->print.job_id;
    emit_detail(row, "act=printed outcome=%s evidence=%s", print_outcome_name(s->ev->print.outcome),
                print_evidence_name(s->ev->print.evidence));
    if (s->ev->print.outcome != PRINT_OUTCOME_PRINTED) {
        service_alert(s, "試し印刷の番号札を印刷できませんでした");
    }
}

static void handle_action(struct step *s)
{
    struct desk *d = &s->c->desk;
    int argument = s->ev->action.argument;
    switch (s->ev->action.action) {
    case ACTION_STAFF_SCREEN:
        d->service_page = SERVICE_CHECK;
        d->touched_cells = 0;
        face_test_forget(s->c);
        break;
    case ACTION_STAFF_PAGE:
        if (s->c->counter.screen == SCREEN_S11 && argument >= 0 && argument < SERVICE_PAGE_COUNT) {
            d->service_page = argument;
            d->touched_cells = 0;
            face_test_forget(s->c);
        }
        break;
    case ACTION_STAFF_TEST_TONE:
        if (argument >= 0 && argument < SERVICE_TONES) {
            emit_tone(s, (enum tone)argument);
        }
        break;
    case ACTION_STAFF_TEST_VOICE:
        effects_add(s->fx, FX_SAY)->clip = VOICE_TAKE_SLIP;
        break;
    case ACTION_STAFF_TEST_LAMP:
        test_lamp(s);
        break;
    case ACTION_STAFF_TEST_SLIP:
        test_slip(s);
        break;
    case ACTION_STAFF_TEST_CELL:
        if (argument >= 0 && argument < TOUCH_CELLS) {
            d->touched_cells |= 1ULL << argument;
        }
        break;
    case ACTION_STAFF_TEST_FACE:
        face_test_turn(s);
        break;
    default:
        break;
    }
}

void bench_step(struct step *s)
{
    struct desk *d = &s->c->desk;
    if (s->ev->kind == EV_ACTION) {
        handle_action(s);
    } else if (d->lamp_until_ms != 0 && s->c->now_ms >= d->lamp_until_ms) {
        d->lamp_until_ms = 0;
    }
}

uint64_t bench_deadline(const struct core *c)
{
    uint64_t due = c->desk.lamp_until_ms == 0 ? UINT64_MAX : c->desk.lamp_until_ms;
    uint64_t face = c->desk.face_until_ms;
    return face != 0 && face < due ? face : due;
}
