#include "tests/bench/scan_tables.h"

#include <stdio.h>
#include <string.h>
#include "tests/bench/scan_asked.h"

enum { KIND_MAX = 32, KINDS_MAX = 128 };

/* Which rows a table line is about. */
struct filter {
    int aside;         /* 0 tuning part, 1 held aside, -1 both */
    const char *group; /* "kiosk", "made-up", "real" or "negative" */
    const char *kind;  /* NULL: all */
    enum asked asked;  /* ASKED_COUNT: all */
};

static const char *const groups[] = {"kiosk", "real", "negative", "made-up", "counter"};

static bool passes(const struct corpus_row *row, const struct filter *f)
{
    const char *group = "real";
    static const char *const named[] = {"kiosk", "made-up", "negative", "counter"};
    for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
        group = strcmp(row->set, named[i]) == 0 ? named[i] : group;
    }
    char kind[KIND_MAX];
    corpus_kind(row, kind, sizeof(kind));
    return strcmp(group, f->group) == 0 && (f->aside < 0 || row->held_aside == (f->aside == 1)) &&
           (f->kind == NULL || strcmp(kind, f->kind) == 0) &&
           (f->asked == ASKED_COUNT || asked_belongs(f->asked, row->notes));
}

static void print_line(const struct tables *t, const struct filter *f, enum decoder d)
{
    static const char *const names[DECODER_COUNT] = {
#define X(name, text) text,
        DECODER_LIST(X)
#undef X
    };
    static double ms[CORPUS_ROWS_MAX];
    int n = 0;
    int read = 0;
    int wrong = 0;
    for (int i = 0; i < t->corpus->count; i++) {
        if (passes(&t->corpus->row[i], f)) {
            const struct outcome *o = &t->outcome[i][d];
            read += o->read ? 1 : 0;
            wrong += o->wrong;
            ms[n++] = o->ms;
        }
    }
    if (n > 0) {
        (void)printf(
            "%-8s %-6s %-24s %3d/%3d %5.1f%%  false %d  ms %6.2f %6.2f %6.2f %6.2f\n", f->group,
            f->aside < 0    ? "all"
            : f->aside == 0 ? "tuned"
                            : "aside",
            names[d], read, n, 100.0 * read / n, wrong, decoders_share(ms, n, 0.5),
            decoders_share(ms, n, 0.95), decoders_share(ms, n, 0.99), decoders_share(ms, n, 1));
    }
}

static void print_kinds(const struct tables *t, const char *group)
{
    static char seen[KINDS_MAX][KIND_MAX];
    int count = 0;
    for (int i = 0; i < t->corpus->count; i++) {
        const struct filter any = {-1, group, NULL, ASKED_COUNT};
        char kind[KIND_MAX];
        corpus_kind(&t->corpus->row[i], kind, sizeof(kind));
        int k = 0;
        while (k < count && strcmp(seen[k], kind) != 0) {
            k++;
        }
        if (!passes(&t->corpus->row[i], &any) || k < count || count == KINDS_MAX) {
            continue;
        }
        (void)snprintf(seen[count++], KIND_MAX, "%s", kind);
        const struct filter one = {-1, group, kind, ASKED_COUNT};
        int n = 0;
        int read[DECODER_COUNT] = {0};
        for (int j = 0; j < t->corpus->count; j++) {
            bool in = passes(&t->corpus->row[j], &one);
            n += in ? 1 : 0;
            for (int d = 0; in && d < t->decoders; d++) {
                read[d] += t->outcome[j][d].read ? 1 : 0;
            }
        }
        (void)printf("%-8s %-16s n %3d  read", group, kind, n);
        for (int d = 0; d < t->decoders; d++) {
            (void)printf(" %4d", read[d]);
        }
        (void)printf("\n");
    }
}

/* One of the degradations with a figure to reach, as "read of how many" for each decoder. */
static void print_asked(const struct tables *t, const struct filter *f)
{
    int n = 0;
    int read[DECODER_COUNT] = {0};
    for (int i = 0; i < t->corpus->count; i++) {
        bool in = passes(&t->corpus->row[i], f);
        n += in ? 1 : 0;
        for (int d = 0; in && d < t->decoders; d++) {
            read[d] += t->outcome[i][d].read ? 1 : 0;
        }
    }
    if (n == 0) {
        return;
    }
    (void)printf("%-8s %-6s %-20s n %3d  read", f->group,
                 f->aside < 0    ? "all"
                 : f->aside == 0 ? "tuned"
                                 : "aside",
                 asked_name(f->asked), n);
    for (int d = 0; d < t->decoders; d++) {
        (void)printf(" %5.1f%%", 100.0 * read[d] / n);
    }
    (void)printf("\n");
}

static void print_all_asked(const struct tables *t)
{
    for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
        for (int row = 0; row < ASKED_COUNT; row++) {
            for (int aside = -1; aside <= 1; aside++) {
                print_asked(t, &(struct filter){aside, groups[g], NULL, (enum asked)row});
            }
        }
    }
}

void tables_print(const struct tables *t)
{
    (void)printf("set      part   decoder                  read     rate   false    "
                 "ms median / p95 / p99 / max\n");
    for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
        for (int aside = -1; aside <= 1; aside++) {
            const struct filter f = {aside, groups[g], NULL, ASKED_COUNT};
            for (int d = 0; d < t->decoders; d++) {
                print_line(t, &f, (enum decoder)d);
            }
        }
    }
    (void)printf("\nread per kind, decoders in the order above\n");
    for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
        print_kinds(t, groups[g]);
    }
    (void)printf("\ndegradations with a figure to reach, decoders in the order above\n");
    print_all_asked(t);
}
