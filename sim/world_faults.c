/* What goes wrong in the world, by a seeded timetable; everything is whole again when calm begins.
 */
#include "sim/world_parts.h"

enum {
    YEAR_S = 365 * 86400,
    MOMENTS_MAX = WORLD_PART_NO_MAX / 10, /* a terminal */
};

static struct world_terminal *any_terminal(struct world *w)
{
    uint32_t any = rng_below(&w->fault_rng, (uint32_t)w->setup.terminals);
    return w->terminal[w->ambush_terminal >= 0 ? (uint32_t)w->ambush_terminal : any];
}

static void cut_power(struct world *w)
{
    static const uint64_t outages_ms[] = {5000, 30000, 200000, 600000};
    struct world_terminal *t = any_terminal(w);
    uint64_t most = outages_ms[rng_below(&w->fault_rng, 4)];
    world_terminal_off(t, world_between(&w->fault_rng, 2000, most), "power cut");
}

static void cut_in_a_write(struct world *w)
{
    struct world_terminal *t = any_terminal(w);
    crash_disk_cut_at(&t->disk, world_between(&w->fault_rng, 1, 25));
}

static void fail_the_disk(struct world *w)
{
    struct world_terminal *t = any_terminal(w);
    enum crash_result with = world_chance(&w->fault_rng, 50) ? CRASH_FULL : CRASH_IO;
    uint64_t call = world_between(&w->fault_rng, 1, 60);
    crash_disk_fail_at(&t->disk, call, with, world_chance(&w->fault_rng, 50));
    t->disk_faulty = true;
}

static void turn_the_clock(struct world *w)
{
    struct world_terminal *t = any_terminal(w);
    int64_t far_s = world_chance(&w->fault_rng, 50) ? 10 * (int64_t)YEAR_S : 3600;
    uint64_t span = (uint64_t)(2 * far_s);
    t->clock.wall_zero_ms = world_wall_ms(w) - (int64_t)w->now_ms +
                            ((int64_t)world_between(&w->fault_rng, 0, span) - far_s) * 1000;
}

static void pause_one(struct world *w)
{
    struct world_terminal *t = any_terminal(w);
    if (t->app != NULL && world_terminal_runs(t)) {
        t->paused_since_ms = w->now_ms;
        t->paused_until_ms = w->now_ms + world_between(&w->fault_rng, 1000, 200000);
    }
}

static void cut_a_line(struct world *w)
{
    int no = any_terminal(w)->no;
    w->net.cut_from_ms[no] = w->now_ms;
    w->net.cut_until_ms[no] = w->now_ms + world_between(&w->fault_rng, 1000, 120000);
}

/* One by one down until all are, and up again one by one in another order. */
static void cut_all_lines(struct world *w)
{
    uint64_t down_ms = w->now_ms, first = rng_below(&w->fault_rng, (uint32_t)w->setup.terminals);
    for (int i = 0; i < w->setup.terminals; i++) {
        int no = (int)((first + (uint64_t)i) % (uint64_t)w->setup.terminals);
        w->net.cut_from_ms[no] = down_ms;
        down_ms += world_between(&w->fault_rng, 500, 8000);
    }
    for (int i = 0; i < w->setup.terminals; i++) {
        w->net.cut_until_ms[i] = down_ms + world_between(&w->fault_rng, 500, 60000);
    }
}

static void restart_backend(struct world *w)
{
    uint64_t outage_ms = world_between(&w->fault_rng, 500, 45000);
    if (world_chance(&w->fault_rng, 50)) {
        world_backend_cut_in_write(w, world_between(&w->fault_rng, 1, 25), outage_ms);
        return;
    }
    world_backend_power_cut(w);
    w->report.backend_restarts++;
    w->net.down_until_ms = w->now_ms + outage_ms;
}

static void change_weather(struct world *w)
{
    static const uint64_t delays_ms[] = {200, 2000, 9000, 15000};
    struct net_weather *n = &w->net.weather;
    struct rng *r = &w->fault_rng;
    *n = (struct net_weather){.delay_max_ms = delays_ms[rng_below(r, 4)]};
    int *const share[] = {&n->lose, &n->repeat, &n->swap, &n->half, &n->foreign, &n->late};
    for (size_t i = 0; i < sizeof share / sizeof share[0]; i++) {
        *share[i] = world_chance(r, 50) ? 0 : (int)rng_below(r, world_chance(r, 25) ? 50 : 12);
    }
}

static void break_certificate_printer(struct world *w)
{
    struct world_terminal *t = any_terminal(w);
    enum certificate_fault fault =
        (enum certificate_fault)rng_below(&w->fault_rng, CERTIFICATE_FAULT_COUNT);
    certificate_printer_sim_fault(t->certificate_printer, fault, true, w->now_ms);
    if (fault == CERTIFICATE_FAULT_LIES && t->lying_since_ms[1] == 0) {
        t->lying_since_ms[1] = w->now_ms;
    }
    w->printer_heals_ms[t->no] = w->now_ms + world_between(&w->fault_rng, 4000, 90000);
    t->due_ms = t->app == NULL ? t->due_ms : w->now_ms;
}

static void break_slip_printer(struct world *w)
{
    struct world_terminal *t = any_terminal(w);
    enum slip_fault fault = (enum slip_fault)rng_below(&w->fault_rng, SLIP_FAULT_COUNT);
    slip_printer_sim_fault(t->slip_printer, fault, true, w->now_ms);
    if (fault == SLIP_FAULT_LIES && t->lying_since_ms[0] == 0) {
        t->lying_since_ms[0] = w->now_ms;
    }
    w->printer_heals_ms[t->no] = w->now_ms + world_between(&w->fault_rng, 4000, 90000);
    t->due_ms = t->app == NULL ? t->due_ms : w->now_ms;
}

static void heal_printers(struct world *w, struct world_terminal *t)
{
    for (int i = 0; i < CERTIFICATE_FAULT_COUNT; i++) {
        certificate_printer_sim_fault(t->certificate_printer, (enum certificate_fault)i, false,
                                      w->now_ms);
    }
    for (int i = 0; i < SLIP_FAULT_COUNT; i++) {
        slip_printer_sim_fault(t->slip_printer, (enum slip_fault)i, false, w->now_ms);
    }
    for (int i = 0; i < 2; i++) {
        if (t->lying_since_ms[i] != 0) {
            HISTORY(w->history, lying, w->now_ms, N(t->no), N(t->lying_since_ms[i]));
            t->lying_since_ms[i] = 0;
        }
    }
    w->printer_heals_ms[t->no] = WORLD_NEVER_MS;
    t->due_ms = t->app == NULL ? t->due_ms : w->now_ms;
}

static void break_small_things(struct world *w)
{
    struct world_terminal *t = any_terminal(w);
    t->lamp.is_broken = world_chance(&w->fault_rng, 50);
    t->sound.is_silent = world_chance(&w->fault_rng, 50);
}

static const struct {
    const char *name;
    void (*act)(struct world *w);
    uint32_t weight;
} faults[] = {
    {"power cut", cut_power, 10},
    {"power cut in a write", cut_in_a_write, 16},
    {"disk fails", fail_the_disk, 6},
    {"wall clock jumps", turn_the_clock, 6},
    {"terminal pauses", pause_one, 6},
    {"line cut", cut_a_line, 12},
    {"all lines cut", cut_all_lines, 4},
    {"backend restarts", restart_backend, 8},
    {"weather", change_weather, 14},
    {"certificate printer", break_certificate_printer, 14},
    {"slip printer", break_slip_printer, 6},
    {"small things", break_small_things, 2},
};
enum { FAULTS = sizeof faults / sizeof faults[0] };

static void choose_next(struct world *w)
{
    uint64_t mean = w->fault_every_ms;
    w->fault_due_ms = w->now_ms + world_between(&w->time_rng, mean / 10, mean * 2);
}

void world_faults_start(struct world *w)
{
    static const uint64_t means_ms[] = {5000, 15000, 60000, 300000};
    static const int malices[] = {0, 10, 30, 60};
    for (int i = 0; i < WORLD_TERMINALS_MAX; i++) {
        w->printer_heals_ms[i] = WORLD_NEVER_MS;
    }
    w->fault_due_ms = w->ambush_ms = WORLD_NEVER_MS;
    w->ambush_terminal = -1;
    w->malice = 0;
    if (w->setup.quiet) {
        return;
    }
    w->malice = malices[rng_below(&w->time_rng, 4)];
    w->grave = world_chance(&w->time_rng, w->has_staff ? 75 : 25);
    w->fault_every_ms = means_ms[rng_below(&w->time_rng, 4)] * (w->setup.days > 0 ? 20 : 1);
    struct world_part first = {WORLD_PART_FAULT, w->fault_no++};
    if (world_happens(w, first)) {
        w->fault_rng = world_rng_of(w, first);
        change_weather(w);
    }
    choose_next(w);
}

/* Dead, or frozen, for so long that others must take over. */
static void die(struct world *w)
{
    struct world_terminal *t = any_terminal(w);
    world_people_try_elsewhere(w, t->no);
    if (world_chance(&w->fault_rng, 40) && world_terminal_runs(t)) {
        t->paused_since_ms = w->now_ms;
        t->paused_until_ms =
            w->now_ms +
            (world_chance(&w->fault_rng, 50)
                 ? world_between(&w->fault_rng, 8000, 20000) /* back before it doubts itself */
                 : world_between(&w->fault_rng, 30000, 300000));
        world_note(w, t->no, "fault", "freezes", -1);
        return;
    }
    world_terminal_off(t, world_between(&w->fault_rng, 90000, 500000), "dead");
}

static void strike(struct world *w)
{
    if (w->grave && w->ambush_terminal >= 0) {
        w->report.faults++;
        die(w);
        return;
    }
    uint32_t total = 0;
    for (size_t i = 0; i < FAULTS; i++) {
        total += faults[i].weight;
    }
    uint32_t draw = rng_below(&w->fault_rng, total);
    size_t chosen = 0;
    while (draw >= faults[chosen].weight) {
        draw -= faults[chosen++].weight;
    }
    world_note(w, w->ambush_terminal, "fault", faults[chosen].name, -1);
    w->report.faults++;
    faults[chosen].act(w);
}

static void strike_by_timetable(struct world *w)
{
    struct world_part part = {WORLD_PART_FAULT, w->fault_no++};
    int there = w->ambush_terminal;
    if (world_happens(w, part)) {
        w->fault_rng = world_rng_of(w, part);
        w->ambush_terminal = -1;
        strike(w);
        w->ambush_terminal = there;
    }
    choose_next(w);
}

void world_faults_act(struct world *w)
{
    for (int i = 0; i < w->setup.terminals; i++) {
        if (w->now_ms >= w->printer_heals_ms[i]) {
            heal_printers(w, w->terminal[i]);
        }
    }
    if (w->now_ms >= w->calm_ms) {
        return;
    }
    if (w->now_ms >= w->ambush_ms) {
        w->fault_rng = w->ambush_rng;
        strike(w);
        w->ambush_ms = WORLD_NEVER_MS;
        w->ambush_terminal = -1;
    }
    if (w->now_ms >= w->fault_due_ms) {
        strike_by_timetable(w);
    }
}

void world_delicate(struct world *w, int terminal)
{
    struct world_part part = {WORLD_PART_AMBUSH,
                              terminal * MOMENTS_MAX + w->moment_no[terminal]++ % MOMENTS_MAX};
    if (w->ambush_ms != WORLD_NEVER_MS || w->now_ms >= w->calm_ms) {
        return;
    }
    struct rng r = world_rng_of(w, part);
    if (world_chance(&r, w->malice) && world_happens(w, part)) {
        w->ambush_ms = w->now_ms + world_between(&r, 1, 3500);
        w->ambush_terminal = terminal;
        w->ambush_rng = r;
    }
}

void world_faults_stop(struct world *w)
{
    world_note(w, -1, "world", "calm", -1);
    w->fault_due_ms = w->ambush_ms = WORLD_NEVER_MS;
    w->net.weather = (struct net_weather){0};
    w->net.down_until_ms = 0;
    world_backend_cut_in_write(w, 0, 0);
    for (int i = 0; i < w->setup.terminals; i++) {
        struct world_terminal *t = w->terminal[i];
        w->net.cut_until_ms[i] = 0;
        crash_disk_fail_at(&t->disk, 0, CRASH_OK, false);
        crash_disk_cut_at(&t->disk, 0);
        heal_printers(w, t);
        t->paused_until_ms = 0;
        t->lamp.is_broken = t->sound.is_silent = false;
        if (t->app == NULL && t->held_by < 0 && t->off_until_ms > w->now_ms) {
            t->off_until_ms = w->now_ms;
        }
        t->due_ms = w->now_ms;
    }
}
