#include "sim/world_shrink.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct shrinking {
    struct world *world;
    const struct world_report *found;
    struct world_kept best, candidate;
    struct world_report report; /* of the best */
    int tries;
    struct err err;
};

/* True: the candidate breaks the rule, too, and is the best from now on. */
static bool still_broken(struct shrinking *s)
{
    struct world_report r = {0};
    if (s->tries >= WORLD_SHRINK_TRIES || failed(s->err)) {
        return false;
    }
    s->tries++;
    s->err = world_run_parts(s->world, s->found->seed, &s->candidate, &r);
    if (failed(s->err) || r.violations == 0 || strcmp(r.rule, s->found->rule) != 0) {
        return false;
    }
    s->report = r;
    s->best = s->candidate;
    return true;
}

static void leave_out(struct shrinking *s, int from, int count)
{
    s->candidate = (struct world_kept){0};
    for (int i = 0; i < s->best.count; i++) {
        if (i < from || i >= from + count) {
            world_kept_add(&s->candidate, s->best.part[i]);
        }
    }
}

/* One pass over pieces of this size; true when something could be left out. */
static bool pass(struct shrinking *s, int size)
{
    bool smaller = false;
    for (int from = s->best.count - size; from > -size; from -= size) {
        int first = from < 0 ? 0 : from;
        leave_out(s, first, from < 0 ? size + from : size);
        if (still_broken(s)) {
            smaller = true;
        }
    }
    return smaller;
}

static void shrink(struct shrinking *s)
{
    for (int size = (s->best.count + 1) / 2; size >= 1; size /= 2) {
        while (pass(s, size) && size == 1) {
        }
    }
}

struct err world_shrink(struct world *world, const struct world_report *report,
                        struct world_kept *out_kept, struct world_report *out_report)
{
    struct shrinking *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return FAIL(NO_MEMORY);
    }
    struct world_report again = {0};
    s->world = world;
    s->found = report;
    s->err = world_run(world, report->seed, &again);
    world_happened(world, &s->candidate);
    bool whole = !failed(s->err) && again.hash == report->hash && !s->candidate.cut;
    if (whole && still_broken(s)) {
        shrink(s);
        *out_kept = s->best;
        *out_report = s->report;
    } else if (!failed(s->err)) {
        s->err = FAIL(REFUSED);
    }
    struct err e = s->err;
    free(s);
    return e;
}

void world_shrink_write(const struct world_setup *setup, const struct world_report *report,
                        const struct world_kept *kept, const char *version, FILE *out)
{
    enum { A_LINE = 12 };
    fprintf(out, "# %s: %s\n# found by build %s\n", report->rule, report->detail, version);
    fprintf(out, "world %" PRIu64 " terminals %d days %d%s\n", report->seed, setup->terminals,
            setup->days, setup->quiet ? " quiet" : "");
    for (int kind = 0; kind < WORLD_PART_KIND_COUNT; kind++) {
        int on_line = 0;
        for (int i = 0; i < kept->count; i++) {
            if ((int)kept->part[i].kind != kind) {
                continue;
            }
            if (on_line % A_LINE == 0) {
                fprintf(out, "%skeep %s", on_line == 0 ? "" : "\n",
                        world_part_word((enum world_part_kind)kind));
            }
            fprintf(out, " %d", kept->part[i].no);
            on_line++;
        }
        fputs(on_line == 0 ? "" : "\n", out);
    }
    fprintf(out, "%srule %s\n", kept->count == 0 ? "keep nothing\n" : "", report->rule);
}
