/* What the reference backend answered survives its own power cut, with any write of a visit. */
#include "sim/crash_vfs.h"
#include "tests/unit/sim/office_kit.h"

#define IS(result, call) assert_int_equal((call), EXCHANGE_RESULT_##result)
#define PATH             "backend.db"
#define VFS              "backend-power"

enum { CALLS = 5, LUCKS = 6 };

/* One visit; what changes nothing writes too: when the terminal was heard. */
static const enum exchange_op visit[CALLS] = {EXCHANGE_RESERVE, EXCHANGE_STATE, EXCHANGE_BEGIN,
                                              EXCHANGE_STATE, EXCHANGE_DONE};

struct machine {
    struct office office;
    struct crash_disk blank; /* a store with the seeded applications */
    struct crash_disk disk;
    struct crash_vfs *vfs;
    char ready[APPLICATION_ID_SIZE];
    int cuts, carried_out; /* of the calls that the power cut left without an answer */
};

static int open_machine(void **state)
{
    struct machine *m = calloc(1, sizeof *m);
    struct application a;
    assert_non_null(m);
    crash_disk_init(&m->blank, 1);
    m->vfs = crash_vfs_open(&m->blank, VFS);
    office_open(&m->office, ":memory:");
    backend_logic_close(m->office.logic);
    office_start(&m->office, PATH, VFS);
    assert_ok(seed_data_put(m->office.logic, m->office.now_ms));
    assert_ok(seed_data_application("ready", m->office.now_ms, &a));
    strcpy(m->ready, a.application_id);
    backend_logic_close(m->office.logic);
    m->office.logic = NULL;
    crash_vfs_switch(m->vfs, &m->disk);
    *state = m;
    return 0;
}

static int close_machine(void **state)
{
    struct machine *m = *state;
    office_close(&m->office);
    crash_vfs_close(m->vfs);
    crash_disk_deinit(&m->disk);
    crash_disk_deinit(&m->blank);
    free(m);
    return 0;
}

static void power_cut(struct machine *m)
{
    m->disk.off = true;
    backend_logic_close(m->office.logic);
    crash_disk_power_on(&m->disk);
    office_start(&m->office, PATH, VFS);
}

static void start_with_luck(struct machine *m, uint64_t luck)
{
    backend_logic_close(m->office.logic);
    crash_disk_copy(&m->disk, &m->blank, luck);
    office_start(&m->office, PATH, VFS);
}

static int64_t rows_of(struct machine *m, enum exchange_op op)
{
    return office_count(&m->office, op == EXCHANGE_RESERVE ? "SELECT count(*) FROM reservation"
                                    : op == EXCHANGE_BEGIN
                                        ? "SELECT count(begun_at_ms) FROM reservation"
                                    : op == EXCHANGE_DONE ? "SELECT count(*) FROM handover"
                                                          : "SELECT 0");
}

/* A visit whose power goes with the n-th write. False: it had fewer. */
static bool cut_at(struct machine *m, uint64_t n)
{
    struct office *o = &m->office;
    bool cut = false;
    crash_disk_cut_at(&m->disk, n);
    for (int i = 0; i < CALLS; i++) {
        enum exchange_result result = office_call(o, visit[i], m->ready, 1);
        if (m->disk.off) { /* nobody got that answer: the same key asks again */
            power_cut(m);
            cut = true;
            m->carried_out += rows_of(m, visit[i]) > 0;
            result = office_send(o);
        }
        assert_int_equal(result, EXCHANGE_RESULT_OK);
        bool keyed = visit[i] != EXCHANGE_STATE;
        for (int k = 0; keyed && k <= i; k++) { /* all that was answered stands, once */
            assert_int_equal(rows_of(m, visit[k]), visit[k] != EXCHANGE_STATE);
        }
    }
    m->cuts += cut;
    return cut;
}

static void what_was_answered_survives_a_cut_at_any_write(void **state)
{
    struct machine *m = *state;
    bool cut = true;
    for (uint64_t n = 1; cut; n++) {
        for (uint64_t luck = 1; luck <= LUCKS; luck++) {
            start_with_luck(m, n * 100 + luck);
            cut = cut_at(m, n);
            power_cut(m);
            assert_int_equal(rows_of(m, EXCHANGE_DONE), 1);
            assert_int_equal(office_count(&m->office, "SELECT count(*) FROM idempotency"), 3);
        }
    }
    assert_true(m->cuts > 20 * LUCKS); /* a sweep that hardly cuts proves nothing */
    assert_true(m->carried_out > LUCKS && m->carried_out < m->cuts);
}

/* When a terminal was heard last decides whether others may relieve it: that is kept too. */
static void who_was_heard_is_not_forgotten(void **state)
{
    struct machine *m = *state;
    struct office *o = &m->office;
    for (uint64_t luck = 1; luck <= LUCKS; luck++) {
        start_with_luck(m, luck);
        IS(OK, office_call(o, EXCHANGE_RESERVE, m->ready, 0));
        IS(OK, office_call(o, EXCHANGE_BEGIN, m->ready, 1));
        o->now_ms += BACKEND_RELIEF_SILENCE_MS;
        IS(OK, office_call(o, EXCHANGE_STATE, m->ready, 0));
        power_cut(m);
        struct office other = *o;
        other.terminal = "t2";
        struct backend_request *q = office_new(&other, EXCHANGE_ABORT);
        strcpy(q->application_id, m->ready);
        strcpy(q->evidence, "seen");
        strcpy(q->staff_id, "s1+s2");
        strcpy(q->reason, "dead");
        q->token = 1;
        q->happened_at_ms = o->now_ms + 1;
        IS(RESERVED_ELSEWHERE, office_send(&other));
    }
}

/* A key stands for one request and one answer, also on the other side of a power cut. */
static void a_key_is_remembered(void **state)
{
    struct machine *m = *state;
    struct office *o = &m->office;
    for (uint64_t luck = 1; luck <= LUCKS; luck++) {
        start_with_luck(m, luck);
        IS(OK, office_call(o, EXCHANGE_RESERVE, m->ready, 0));
        struct id key = o->request.idempotency_key;
        power_cut(m);
        assert_int_equal(rows_of(m, EXCHANGE_RESERVE), 1);
        IS(OK, office_send(o));
        assert_int_equal(o->reply.token, 1);
        office_new(o, EXCHANGE_BEGIN);
        strcpy(o->request.application_id, m->ready);
        o->request.token = 1;
        o->request.idempotency_key = key;
        IS(KEY_REUSED, office_send(o));
        assert_int_equal(rows_of(m, EXCHANGE_BEGIN), 0);
    }
}

#define T(name) cmocka_unit_test_setup_teardown(name, open_machine, close_machine)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(what_was_answered_survives_a_cut_at_any_write),
        T(who_was_heard_is_not_forgotten),
        T(a_key_is_remembered),
    };
    return cmocka_run_group_tests_name("sim/backend_power", tests, NULL, NULL);
}
