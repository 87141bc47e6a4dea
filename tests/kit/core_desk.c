#include "tests/kit/core_desk.h"

#include "tests/kit/kit.h"

void cd_list(struct core_fixture *f)
{
    static const struct staff_list list = {
        .count = CD_PEOPLE,
        .member = {[CD_CLERK] = {"sato", STAFF_ROLE_CLERK, "$argon2id$1", "佐藤"},
                   [CD_SUPERVISOR] = {"suzuki", STAFF_ROLE_SUPERVISOR, "$argon2id$2", "鈴木"},
                   [CD_ENGINEER] = {"ito", STAFF_ROLE_ENGINEER, "$argon2id$3", "伊藤"}}};
    core_set_staff(f->core, &list);
}

const struct effect *cd_order(const struct core_fixture *f)
{
    for (int i = 0; i < f->fx->count; i++) {
        if (f->fx->effect[i].kind == FX_VERIFY_PIN) {
            return &f->fx->effect[i];
        }
    }
    return NULL;
}

void cd_type(struct core_fixture *f, int who)
{
    cf_staff(f, ACTION_STAFF_WHO, who);
    for (int digit = 1; digit <= 4; digit++) {
        cf_staff(f, ACTION_STAFF_DIGIT, digit);
    }
    cf_staff(f, ACTION_STAFF_LOGIN, 0);
}

void cd_answer(struct core_fixture *f, enum pin_result result)
{
    struct event ev = {.kind = EV_PIN_VERIFIED};
    ev.pin.verify_id = f->core->desk.verify_id;
    ev.pin.result = result;
    cf_step(f, &ev);
}

void cd_sign(struct core_fixture *f, int who)
{
    cd_type(f, who);
    assert_non_null(cd_order(f));
    cd_answer(f, PIN_GOOD);
}

void cd_reason(struct core_fixture *f, int kind)
{
    cf_staff(f, ACTION_STAFF_REASON, kind);
    cf_staff(f, ACTION_STAFF_PHRASE, 0);
    cf_staff(f, ACTION_STAFF_REASON_GIVEN, 0);
}
