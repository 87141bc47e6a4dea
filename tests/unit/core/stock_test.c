/* Numbered sheets over the counter: read back before the hand-over, accounted for on S16, counted
 * before the closing, the same after a restart. */
#include <string.h>
#include "core/machine.h"
#include "tests/kit/core_desk.h"
#include "tests/kit/kit.h"

static void open_stock(struct core_fixture *f)
{
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S16);
    assert_int_equal(cf_staff_screen(f), SCREEN_S16);
}

static void type(struct core_fixture *f, const char *digits)
{
    for (; *digits != '\0'; digits++) {
        cf_staff(f, ACTION_STAFF_DIGIT, *digits - '0');
    }
    cf_staff(f, ACTION_STAFF_STOCK_ENTER, 0);
}

static void load(struct core_fixture *f, enum stock_kind kind, const char *first,
                 const char *sheets)
{
    open_stock(f);
    cf_staff(f, ACTION_STAFF_STOCK_KIND, (int)kind);
    cf_staff(f, ACTION_STAFF_STOCK_TASK, STOCK_TASK_LOAD);
    cf_tag(f, first);
    type(f, sheets);
}

static int in(const struct core_fixture *f, enum stock_place place)
{
    struct stock_figures figures;
    stock_count(&f->core->stock, STOCK_CERTIFICATE, &figures);
    return figures.in[place];
}

/* Certificates are kept, AB0001 to AB0009 are loaded. */
static int setup(void **state)
{
    if (cf_setup(state) != 0) {
        return -1;
    }
    struct core_fixture *f = *state;
    f->config.stock_kept[STOCK_CERTIFICATE] = true;
    load(f, STOCK_CERTIFICATE, "AB0001", "9");
    return in(f, STOCK_LEFT) == 9 ? 0 : -1;
}

static void a_box_is_loaded_with_who_and_range(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cd_sign(f, CD_CLERK);
    load(f, STOCK_CERTIFICATE, "UKS:CD0101", "500");
    const struct journal_row *row = cf_row(f, JOURNAL_STOCK);
    assert_string_equal(row->detail,
                        "act=load kind=certificate first=CD0101 last=CD0600 sheets=500");
    assert_string_equal(row->staff_id, "sato");
    assert_int_equal(in(f, STOCK_LEFT), 509);
    assert_int_equal(f->core->day.stock[STOCK_CERTIFICATE].loaded, 509);
    load(f, STOCK_CERTIFICATE, "CD0600", "2"); /* overlaps */
    assert_null(cf_row(f, JOURNAL_STOCK));
    assert_true(f->core->stock_desk.is_bad);
    cf_staff(f, ACTION_STAFF_CLEAR, 0);
    cf_staff(f, ACTION_STAFF_STOCK_ENTER, 0); /* nothing read, nothing typed */
    assert_null(cf_row(f, JOURNAL_STOCK));
    cf_staff(f, ACTION_STAFF_STOCK_KIND, STOCK_STICKER); /* not kept here */
    assert_int_equal(f->core->stock_desk.kind, STOCK_CERTIFICATE);
}

static void a_sheet_is_read_back_before_the_hand_over(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_MATCHING);
    cf_tag(f, "UKI:1");
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHING);
    assert_int_equal(cf_staff_screen(f), SCREEN_S04);
    assert_true(f->staff->message[0] != '\0');
    assert_true(f->staff->desk.stock.wanted[STOCK_CERTIFICATE]);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_int_equal(cf_count(f, FX_JOURNAL), 0);
    cf_tag(f, "AB0003");
    assert_non_null(cf_row(f, JOURNAL_MATCHED));
    assert_string_equal(cf_row(f, JOURNAL_STOCK)->detail, "act=hold kind=certificate first=AB0003");
    assert_string_equal(cf_row(f, JOURNAL_STOCK)->application_id, "1");
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    assert_int_equal(in(f, STOCK_ISSUED), 0);
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_string_equal(cf_row(f, JOURNAL_STOCK)->detail,
                        "act=issue kind=certificate first=AB0003");
    assert_int_equal(in(f, STOCK_ISSUED), 1);
    assert_int_equal(in(f, STOCK_HELD), 0);
}

/* Its sheet was spoiled after it was compared: the one in its place is read back first. */
static void a_sheet_spoiled_late_is_replaced_first(void **state)
{
    struct core_fixture *f = *state;
    static const enum stock_task tasks[] = {STOCK_TASK_SPOIL, STOCK_TASK_RELEASE};
    for (size_t i = 0; i < sizeof tasks / sizeof tasks[0]; i++) {
        cf_reset(f);
        cf_start(f);
        load(f, STOCK_CERTIFICATE, "AB0001", "9");
        cf_drive(f, 1, ITEM_MATCHING);
        cf_tag(f, "UKI:1");
        cf_tag(f, "AB0003");
        assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
        open_stock(f);
        cf_staff(f, ACTION_STAFF_STOCK_TASK, (int)tasks[i]);
        cf_tag(f, "AB0003");
        assert_int_equal(in(f, STOCK_HELD), 0);
        cf_staff(f, ACTION_STAFF_BACK, 0);
        cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
        assert_null(cf_row(f, JOURNAL_HAND_OVER));
        cf_tag(f, "AB0004"); /* the tag was seen: the sheet is enough */
        cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
        assert_non_null(cf_row(f, JOURNAL_HAND_OVER));
    }
}

/* The sheet first, the tag second; and once more by mistake: the same is as good. */
static void the_order_of_reading_is_free(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_MATCHING);
    cf_tag(f, "UKS:AB0002");
    cf_tag(f, "AB0002");
    assert_int_equal(in(f, STOCK_HELD), 1);
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHING);
    cf_tag(f, "UKI:1");
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
}

static void refused(struct core_fixture *f, const char *serial, const char *why)
{
    char want[64];
    struct strbuf b = strbuf_on(want, sizeof want);
    strbuf_format(&b, "what=sheet why=%s by=code", why);
    struct stock before = f->core->stock;
    cf_tag(f, serial);
    assert_string_equal(cf_row(f, JOURNAL_MATCH_REFUSED)->detail, want);
    assert_memory_equal(&before, &f->core->stock, sizeof before);
    assert_true(cf_heard(f, TONE_CANNOT));
    assert_int_equal(cf_staff_screen(f), SCREEN_S04);
    assert_true(f->staff->match_refused && f->staff->message[0] != '\0');
}

static void a_wrong_sheet_is_refused(void **state)
{
    struct core_fixture *f = *state;
    f->config.stock_kept[STOCK_STICKER] = true;
    load(f, STOCK_STICKER, "KS0001", "9");
    struct stock_event e = {.act = STOCK_SPOIL, .first = "AB0001"};
    assert_ok(stock_apply(&f->core->stock, &e));
    e = (struct stock_event){.act = STOCK_HOLD, .first = "AB0002", .application_id = "7"};
    assert_ok(stock_apply(&f->core->stock, &e));
    e = (struct stock_event){.act = STOCK_HOLD, .first = "AB0004", .application_id = "8"};
    assert_ok(stock_apply(&f->core->stock, &e));
    e.act = STOCK_ISSUE;
    assert_ok(stock_apply(&f->core->stock, &e));
    cf_drive(f, 1, ITEM_MATCHING);
    cf_tag(f, "UKI:1");
    refused(f, "ZZ9999", "not-loaded");
    refused(f, "AB0001", "spoiled");
    refused(f, "AB0002", "other-item");
    refused(f, "AB0004", "issued");
    refused(f, "KS0001", "unwanted"); /* this application has no sticker here */
    cf_tag(f, "UKI:2");               /* another application's tag is no sheet */
    assert_string_equal(cf_row(f, JOURNAL_MATCH_REFUSED)->detail, "");
    cf_tag(f, "AB0003");
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
}

static void a_second_sheet_needs_the_first_one_settled(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_MATCHING);
    cf_tag(f, "AB0003");
    refused(f, "AB0005", "second");
    open_stock(f);
    cf_staff(f, ACTION_STAFF_STOCK_TASK, STOCK_TASK_SPOIL);
    cf_tag(f, "AB0003");
    assert_string_equal(cf_row(f, JOURNAL_STOCK)->detail,
                        "act=spoil kind=certificate first=AB0003");
    cf_staff(f, ACTION_STAFF_BACK, 0);
    cf_tag(f, "AB0005");
    cf_tag(f, "UKI:1");
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
    assert_int_equal(f->core->day.stock[STOCK_CERTIFICATE].spoiled, 1);
}

static void a_number_that_no_scanner_reads_is_typed(void **state)
{
    struct core_fixture *f = *state;
    cf_drive(f, 1, ITEM_MATCHING);
    cf_tag(f, "UKI:1");
    open_stock(f);
    cf_staff(f, ACTION_STAFF_STOCK_TASK, STOCK_TASK_READ);
    type(f, "9999");
    assert_true(f->core->stock_desk.is_bad);
    cf_staff(f, ACTION_STAFF_CLEAR, 0);
    type(f, "0004");
    assert_string_equal(cf_row(f, JOURNAL_MATCHED)->detail, "by=tag");
    open_stock(f);
    type(f, "0005"); /* nothing waits for it any more */
    assert_null(cf_row(f, JOURNAL_STOCK));
    cf_staff(f, ACTION_STAFF_STOCK_TASK, STOCK_TASK_RELEASE);
    type(f, "0005");
    assert_true(f->core->stock_desk.is_bad); /* it was never read */
}

static void the_day_is_not_closed_before_the_sheets_are_counted(void **state)
{
    struct core_fixture *f = *state;
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    assert_int_equal(cf_count(f, FX_EXPORT_DAY), 0);
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 1);
    open_stock(f);
    cf_staff(f, ACTION_STAFF_STOCK_TASK, STOCK_TASK_COUNT);
    type(f, "8");
    assert_string_equal(cf_row(f, JOURNAL_STOCK)->detail,
                        "act=count kind=certificate counted=8 left=9 held=0");
    assert_true(f->core->stock_desk.is_bad);
    cf_staff(f, ACTION_STAFF_STOCK_TASK, STOCK_TASK_SPOIL); /* found, torn, in the printer */
    type(f, "0001");
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0); /* what moved after the count counts again */
    assert_int_equal(cf_count(f, FX_EXPORT_DAY), 0);
    cf_staff(f, ACTION_STAFF_STOCK_TASK, STOCK_TASK_COUNT);
    type(f, "8");
    assert_false(f->core->stock_desk.is_bad);
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    assert_int_equal(cf_count(f, FX_EXPORT_DAY), 1);
    assert_non_null(cf_row(f, JOURNAL_STOCK_CARRIED));
    assert_non_null(strstr(cf_row(f, JOURNAL_STAFF)->detail, "sheets-astray=0"));
}

static void sheets_that_are_missing_go_with_the_names(void **state)
{
    struct core_fixture *f = *state;
    open_stock(f);
    cf_staff(f, ACTION_STAFF_STOCK_TASK, STOCK_TASK_COUNT);
    type(f, "7");
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    assert_non_null(strstr(cf_row(f, JOURNAL_STAFF)->detail, "sheets-astray=2"));
    core_staff_view(f->core, f->staff);
    assert_int_equal(f->staff->alert_count, 1);
}

static void a_restart_finds_the_sheets_where_they_were(void **state)
{
    struct core_fixture *f = *state;
    static struct stock folded;
    struct restored restored = {.stock = &folded};
    struct event ev = {.kind = EV_RESTORED, .restored = &restored};
    folded = f->core->stock;
    cf_reset(f);
    cf_start(f);
    cf_step(f, &ev);
    assert_int_equal(in(f, STOCK_LEFT), 9);
    restored.is_stock_doubtful = true;
    cf_step(f, &ev);
    core_staff_view(f->core, f->staff);
    assert_true(f->staff->alert_count > 0);
}

static void only_who_may_and_only_where_it_is_kept(void **state)
{
    struct core_fixture *f = *state;
    cd_list(f);
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S16);
    cf_tag(f, "AB0001"); /* locked */
    assert_int_equal(cf_count(f, FX_JOURNAL), 0);
    cd_sign(f, CD_ENGINEER);
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S16);
    assert_int_not_equal(cf_staff_screen(f), SCREEN_S16);
    assert_true(f->staff->desk.forbidden[SCREEN_S16 - SCREEN_S00]);
    cf_staff(f, ACTION_STAFF_LOGOUT, 0);
    f->config.stock_kept[STOCK_CERTIFICATE] = false;
    cd_sign(f, CD_CLERK);
    cf_staff(f, ACTION_STAFF_SCREEN, SCREEN_S16);
    assert_int_not_equal(cf_staff_screen(f), SCREEN_S16);
}

/* Without the setting nothing is asked for and nothing changes. */
static void an_office_that_keeps_no_stock_sees_none(void **state)
{
    struct core_fixture *f = *state;
    f->config.stock_kept[STOCK_CERTIFICATE] = false;
    cf_drive(f, 1, ITEM_MATCHING);
    cf_tag(f, "UKI:1");
    assert_int_equal(cf_item(f, 1, 0)->state, ITEM_MATCHED);
    cf_staff(f, ACTION_STAFF_HAND_OVER, 0);
    cf_applicant(f, ACTION_RECEIVED, 0);
    assert_null(cf_row(f, JOURNAL_STOCK));
    cf_staff(f, ACTION_STAFF_CLOSE_DAY, 0);
    assert_null(cf_row(f, JOURNAL_STOCK_CARRIED));
    assert_int_equal(cf_count(f, FX_EXPORT_DAY), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_box_is_loaded_with_who_and_range, setup, cf_teardown),
        cmocka_unit_test_setup_teardown(a_sheet_is_read_back_before_the_hand_over, setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(a_sheet_spoiled_late_is_replaced_first, setup, cf_teardown),
        cmocka_unit_test_setup_teardown(the_order_of_reading_is_free, setup, cf_teardown),
        cmocka_unit_test_setup_teardown(a_wrong_sheet_is_refused, setup, cf_teardown),
        cmocka_unit_test_setup_teardown(a_second_sheet_needs_the_first_one_settled, setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(a_number_that_no_scanner_reads_is_typed, setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(the_day_is_not_closed_before_the_sheets_are_counted, setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(sheets_that_are_missing_go_with_the_names, setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(a_restart_finds_the_sheets_where_they_were, setup,
                                        cf_teardown),
        cmocka_unit_test_setup_teardown(only_who_may_and_only_where_it_is_kept, setup, cf_teardown),
        cmocka_unit_test_setup_teardown(an_office_that_keeps_no_stock_sees_none, setup,
                                        cf_teardown),
    };
    return cmocka_run_group_tests_name("core/stock", tests, NULL, NULL);
}
