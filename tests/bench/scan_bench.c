/* Every QR decoder at hand on the same pictures in the same run.
 *
 * scan_bench [-v] [-o|-f] [-r REPEATS] [-s SET] [-n FRAMES] [CORPUS]
 *   Without CORPUS: made-up frames (scan_synth.h), whose set is "made-up".
 *   -n FRAMES instead: that many made-up frames without a code and as many with one beyond
 *   correction, live, as one stream each; any read is false.
 *   -p FILE also draws read rate against severity of the made-up frames (PNG).
 *   -m FRAMES instead: many small frames of both kinds (scan_soak.h).
 *   -q COUNT instead: that many sequences (scan_sequences.h).
 *   -v lists the pictures our engine missed, -s takes one set only, -o runs our engine only,
 *   -f its first pass only.
 * One thread pinned to one core; times are thread CPU time, the median of REPEATS runs.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zbar.h>
#include "scan/engine.h"
#include "scan/image_file.h"
#include "tests/bench/scan_corpus.h"
#include "tests/bench/scan_plot.h"
#include "tests/bench/scan_sequences.h"
#include "tests/bench/scan_soak.h"
#include "tests/bench/scan_synth.h"
#include "tests/bench/zxing_peer.h"

#define DECODER_LIST(X)                                                                            \
    X(OURS_FIRST, "ours, first pass")                                                              \
    X(OURS_FRAME, "ours, one live frame")                                                          \
    X(OURS_STILL, "ours, all passes")                                                              \
    X(ZBAR_ALL, "ZBar, defaults")                                                                  \
    X(ZBAR_QR, "ZBar, QR only, bytes")                                                             \
    X(ZBAR_INVERTED, "ZBar, QR only, inverted")                                                    \
    X(ZXING, "ZXing-C++, QR only")

enum decoder {
#define X(name, text) DECODER_##name,
    DECODER_LIST(X)
#undef X
        DECODER_COUNT,
};

enum {
    OURS_COUNT = DECODER_OURS_STILL + 1,
    REPEATS_MAX = 15,
    KIND_MAX = 32,
    KINDS_MAX = 128,
    FRAMES_A_CELL = 8
};

struct outcome {
    bool read;
    int wrong; /* payloads that nobody put there */
    double ms;
};

struct bench {
    struct corpus corpus;
    struct outcome outcome[CORPUS_ROWS_MAX][DECODER_COUNT];
    struct scan_engine *engine;
    struct scan_result result;
    zbar_image_scanner_t *zbar[DECODER_COUNT];
    int repeats;
    int decoders;
    bool verbose;
    int soak_frames;
    int sequences;
    int small_frames;
    const char *plot_path;
    const char *only_set;
};

static double cpu_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void judge(const struct corpus_row *row, const uint8_t *bytes, size_t n, struct outcome *o)
{
    if (corpus_is_right(row, bytes, n)) {
        o->read = true;
    } else {
        o->wrong++;
    }
}

static void run_ours(struct bench *b, const struct corpus_row *row, const struct image_gray *frame,
                     enum decoder decoder, struct outcome *o)
{
    static const enum scan_effort effort[OURS_COUNT] = {SCAN_EFFORT_FIRST, SCAN_EFFORT_FRAME,
                                                        SCAN_EFFORT_STILL};
    scan_forget(b->engine);
    double start = cpu_ms();
    struct err e = scan_frame(b->engine, frame, effort[decoder], &b->result);
    o->ms = cpu_ms() - start;
    for (int i = 0; !failed(e) && i < b->result.code_count; i++) {
        const struct scan_code *code = &b->result.code[i];
        if (code->symbology == SCAN_QR) {
            judge(row, code->bytes, code->length, o);
        } else if (code->symbology == SCAN_QR_PART) {
            /* Typed as a part: never a false read, a hit where the label is the part. */
            o->read = o->read || corpus_is_right(row, code->bytes, code->length);
        }
    }
}

static const zbar_symbol_t *whole_symbol(const zbar_symbol_t *s)
{
    if (zbar_symbol_get_type(s) != ZBAR_PARTIAL) {
        return s;
    }
    const zbar_symbol_set_t *set = zbar_symbol_get_components(s);
    s = set == NULL ? NULL : zbar_symbol_set_first_symbol(set);
    while (s != NULL && zbar_symbol_get_type(s) == ZBAR_PARTIAL) {
        s = zbar_symbol_next(s);
    }
    return s;
}

static void run_zbar(zbar_image_scanner_t *scanner, const struct corpus_row *row,
                     const struct image_gray *frame, struct outcome *o)
{
    double start = cpu_ms();
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)frame->width_px, (unsigned)frame->height_px);
    zbar_image_set_data(image, frame->pixels,
                        (unsigned long)frame->width_px * (unsigned long)frame->height_px, NULL);
    int n = zbar_scan_image(scanner, image);
    o->ms = cpu_ms() - start;
    const zbar_symbol_t *s = n > 0 ? zbar_image_first_symbol(image) : NULL;
    for (; s != NULL; s = zbar_symbol_next(s)) {
        const zbar_symbol_t *from = whole_symbol(s);
        zbar_symbol_type_t type = from == NULL ? ZBAR_NONE : zbar_symbol_get_type(from);
        if (type == ZBAR_QRCODE) {
            judge(row, (const uint8_t *)zbar_symbol_get_data(from),
                  zbar_symbol_get_data_length(from), o);
        }
    }
    zbar_image_destroy(image);
}

static void run_zxing(const struct corpus_row *row, const struct image_gray *frame,
                      struct outcome *o)
{
    static struct zxing_peer_result result;
    double start = cpu_ms();
    int read = zxing_peer_read(frame->pixels, frame->width_px, frame->height_px, &result);
    o->ms = cpu_ms() - start;
    if (read != 0 && corpus_is_right(row, result.text, result.text_count)) {
        o->read = true;
    } else if (read != 0) {
        judge(row, result.bytes, result.byte_count, o);
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double at_share(double *values, int n, double share)
{
    if (n == 0) {
        return 0;
    }
    qsort(values, (size_t)n, sizeof(values[0]), by_value);
    int at = (int)(share * (double)n);
    return values[at >= n ? n - 1 : at];
}

static struct outcome run_one(struct bench *b, const struct corpus_row *row,
                              const struct image_gray *frame, enum decoder decoder)
{
    double ms[REPEATS_MAX];
    struct outcome o = {false, 0, 0};
    for (int i = 0; i < b->repeats; i++) {
        o = (struct outcome){false, 0, 0};
        if ((int)decoder < OURS_COUNT) {
            run_ours(b, row, frame, decoder, &o);
        } else if (decoder == DECODER_ZXING) {
            run_zxing(row, frame, &o);
        } else {
            run_zbar(b->zbar[decoder], row, frame, &o);
        }
        ms[i] = o.ms;
    }
    o.ms = at_share(ms, b->repeats, 0.5);
    return o;
}

static void run_frame(struct bench *b, int i, const struct image_gray *frame)
{
    const struct corpus_row *row = &b->corpus.row[i];
    for (int d = 0; d < b->decoders; d++) {
        b->outcome[i][d] = run_one(b, row, frame, (enum decoder)d);
    }
    const struct outcome *still = &b->outcome[i][DECODER_OURS_STILL];
    if (b->verbose && ((!still->read && row->expected[0] != 0) || still->wrong > 0)) {
        (void)printf("%s\t%s\t%s\t%.1f ms\thint %s\t%s\n", still->wrong > 0 ? "WRONG" : "missed",
                     row->held_aside ? "aside" : "tuned", row->path, still->ms,
                     scan_hint_name(b->result.hint), row->held_aside ? "" : row->notes);
    }
}

static void run_row(struct bench *b, const char *folder, int i)
{
    const struct corpus_row *row = &b->corpus.row[i];
    char path[4352];
    (void)snprintf(path, sizeof(path), "%s/%s", folder, row->path);
    struct image_file file;
    if (failed(image_file_load(path, &file))) {
        (void)fprintf(stderr, "cannot load %s\n", row->path);
        return;
    }
    run_frame(b, i, &file.view);
    image_file_free(&file);
}

/* Frames nobody stored: each gets a row so that the tables are the same. */
static void run_made_up(struct bench *b)
{
    static uint8_t px[SYNTH_WIDTH * SYNTH_HEIGHT];
    char text[SYNTH_TEXT_MAX];
    for (int n = 0; n < SYNTH_KIND_COUNT * SYNTH_STRENGTHS * FRAMES_A_CELL; n++) {
        enum synth_kind kind = (enum synth_kind)(n / (SYNTH_STRENGTHS * FRAMES_A_CELL));
        int strength = 1 + n / FRAMES_A_CELL % SYNTH_STRENGTHS;
        synth_frame(kind, strength, n % FRAMES_A_CELL, px, text);
        char line[512];
        (void)snprintf(line, sizeof(line), "%s_s%d_%d\t%s\tmade-up\t\t\t%s", synth_kind_name(kind),
                       strength, n % FRAMES_A_CELL, text, synth_kind_name(kind));
        if (!corpus_add(&b->corpus, line)) {
            return;
        }
        const struct image_gray frame = {px, SYNTH_WIDTH, SYNTH_HEIGHT, SYNTH_WIDTH};
        run_frame(b, b->corpus.count - 1, &frame);
    }
}

/* Which rows a table line is about. */
struct filter {
    int aside;         /* 0 tuning part, 1 held aside, -1 both */
    const char *group; /* "kiosk", "made-up", "real" or "negative" */
    const char *kind;  /* NULL: all */
};

static bool passes(const struct corpus_row *row, const struct filter *f)
{
    const char *group = "real";
    static const char *const named[] = {"kiosk", "made-up", "negative"};
    for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
        group = strcmp(row->set, named[i]) == 0 ? named[i] : group;
    }
    char kind[KIND_MAX];
    corpus_kind(row, kind, sizeof(kind));
    return strcmp(group, f->group) == 0 && (f->aside < 0 || row->held_aside == (f->aside == 1)) &&
           (f->kind == NULL || strcmp(kind, f->kind) == 0);
}

static void print_line(struct bench *b, const struct filter *f, enum decoder d)
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
    for (int i = 0; i < b->corpus.count; i++) {
        if (passes(&b->corpus.row[i], f)) {
            const struct outcome *o = &b->outcome[i][d];
            read += o->read ? 1 : 0;
            wrong += o->wrong;
            ms[n++] = o->ms;
        }
    }
    if (n > 0) {
        (void)printf("%-8s %-6s %-24s %3d/%3d %5.1f%%  false %d  ms %6.2f %6.2f %6.2f\n", f->group,
                     f->aside < 0    ? "all"
                     : f->aside == 0 ? "tuned"
                                     : "aside",
                     names[d], read, n, 100.0 * read / n, wrong, at_share(ms, n, 0.5),
                     at_share(ms, n, 0.95), at_share(ms, n, 0.99));
    }
}

static void print_kinds(struct bench *b, const char *group)
{
    static char seen[KINDS_MAX][KIND_MAX];
    int count = 0;
    for (int i = 0; i < b->corpus.count; i++) {
        const struct filter any = {-1, group, NULL};
        char kind[KIND_MAX];
        corpus_kind(&b->corpus.row[i], kind, sizeof(kind));
        int k = 0;
        while (k < count && strcmp(seen[k], kind) != 0) {
            k++;
        }
        if (!passes(&b->corpus.row[i], &any) || k < count || count == KINDS_MAX) {
            continue;
        }
        (void)snprintf(seen[count++], KIND_MAX, "%s", kind);
        const struct filter one = {-1, group, kind};
        int n = 0;
        int read[DECODER_COUNT] = {0};
        for (int j = 0; j < b->corpus.count; j++) {
            bool in = passes(&b->corpus.row[j], &one);
            n += in ? 1 : 0;
            for (int d = 0; in && d < b->decoders; d++) {
                read[d] += b->outcome[j][d].read ? 1 : 0;
            }
        }
        (void)printf("%-8s %-16s n %3d  read", group, kind, n);
        for (int d = 0; d < b->decoders; d++) {
            (void)printf(" %4d", read[d]);
        }
        (void)printf("\n");
    }
}

static void print_tables(struct bench *b)
{
    static const char *const groups[] = {"kiosk", "real", "negative", "made-up"};
    (void)printf("set      part   decoder                  read     rate   false    "
                 "ms median / p95 / p99\n");
    for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
        for (int aside = -1; aside <= 1; aside++) {
            const struct filter f = {aside, groups[g], NULL};
            for (int d = 0; d < b->decoders; d++) {
                print_line(b, &f, (enum decoder)d);
            }
        }
    }
    (void)printf("\nread per kind, decoders in the order above\n");
    for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
        print_kinds(b, groups[g]);
    }
}

/* The rows of run_made_up stand in the order of kind, strength and number. */
static bool plot(const struct bench *b)
{
    static const enum decoder lines[] = {DECODER_OURS_STILL, DECODER_OURS_FRAME, DECODER_ZBAR_QR,
                                         DECODER_ZBAR_INVERTED, DECODER_ZXING};
    static struct scan_plot p = {.line_count = 5,
                                 .line_name = {"ours, all passes", "ours, one live frame",
                                               "ZBar, QR only", "ZBar, inverted too",
                                               "ZXing-C++ 1.4"}};
    for (int i = 0; i < b->corpus.count; i++) {
        int kind = i / (SYNTH_STRENGTHS * FRAMES_A_CELL);
        if (kind == SYNTH_BROKEN || kind == SYNTH_NONE || p.panel_count == PLOT_PANELS_MAX) {
            continue;
        }
        int strength = i / FRAMES_A_CELL % SYNTH_STRENGTHS;
        p.panel_name[p.panel_count] = synth_kind_name((enum synth_kind)kind);
        for (int line = 0; line < p.line_count; line++) {
            p.rate[p.panel_count][line][strength] +=
                b->outcome[i][lines[line]].read ? 1.0F / FRAMES_A_CELL : 0;
        }
        p.panel_count += (i + 1) % (SYNTH_STRENGTHS * FRAMES_A_CELL) == 0 ? 1 : 0;
    }
    return scan_plot_write(&p, b->plot_path);
}

static bool open_peers(struct bench *b)
{
    for (int d = DECODER_ZBAR_ALL; d <= DECODER_ZBAR_INVERTED; d++) {
        zbar_image_scanner_t *s = zbar_image_scanner_create();
        if (s == NULL) {
            return false;
        }
        b->zbar[d] = s;
        if (d != DECODER_ZBAR_ALL) {
            zbar_image_scanner_set_config(s, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
            zbar_image_scanner_set_config(s, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
            zbar_image_scanner_set_config(s, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
        }
    }
    zbar_image_scanner_set_config(b->zbar[DECODER_ZBAR_INVERTED], ZBAR_NONE, ZBAR_CFG_TEST_INVERTED,
                                  1);
    return !failed(scan_open(&b->engine));
}

static void close_peers(struct bench *b)
{
    for (int d = 0; d < DECODER_COUNT; d++) {
        if (b->zbar[d] != NULL) {
            zbar_image_scanner_destroy(b->zbar[d]);
        }
    }
    scan_close(b->engine);
}

/* Returns how many false reads. */
static int soak(struct bench *b, int frames)
{
    static uint8_t px[SYNTH_WIDTH * SYNTH_HEIGHT];
    static const enum synth_kind kinds[] = {SYNTH_NONE, SYNTH_BROKEN};
    char text[SYNTH_TEXT_MAX];
    int wrong = 0;
    for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
        double ms = 0;
        int reads = 0;
        for (int i = 0; i < frames; i++) {
            synth_frame(kinds[k], 1 + i % SYNTH_STRENGTHS, 1000 + i, px, text);
            const struct image_gray frame = {px, SYNTH_WIDTH, SYNTH_HEIGHT, SYNTH_WIDTH};
            double start = cpu_ms();
            struct err e = scan_frame(b->engine, &frame, SCAN_EFFORT_FRAME, &b->result);
            ms += cpu_ms() - start;
            reads += failed(e) ? 0 : b->result.code_count;
        }
        (void)printf("%-8s %d frames, false %d, mean %.2f ms\n", synth_kind_name(kinds[k]), frames,
                     reads, ms / frames);
        wrong += reads;
    }
    return wrong;
}

static const char *take_options(struct bench *b, int argc, char **argv)
{
    b->repeats = 1;
    b->decoders = DECODER_COUNT;
    int option;
    while ((option = getopt(argc, argv, "vofr:s:n:q:m:p:")) != -1) {
        if (option == 'v') {
            b->verbose = true;
        } else if (option == 'o') {
            b->decoders = OURS_COUNT;
        } else if (option == 'f') {
            b->decoders = 1;
        } else if (option == 's') {
            b->only_set = optarg;
        } else if (option == 'n') {
            b->soak_frames = atoi(optarg);
        } else if (option == 'p') {
            b->plot_path = optarg;
        } else if (option == 'm') {
            b->small_frames = atoi(optarg);
        } else if (option == 'q') {
            b->sequences = atoi(optarg);
        } else if (option == 'r') {
            int n = atoi(optarg);
            b->repeats = n < 1 ? 1 : n > REPEATS_MAX ? REPEATS_MAX : n;
        }
    }
    return optind < argc ? argv[optind] : NULL;
}

int main(int argc, char **argv)
{
    static struct bench b;
    const char *folder = take_options(&b, argc, argv);
    if (folder != NULL && !corpus_load(folder, &b.corpus)) {
        (void)fprintf(stderr, "usage: scan_bench [-v] [-o|-f] [-r REPEATS] [-s SET] [CORPUS]\n");
        return 2;
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET((size_t)sched_getcpu(), &one);
    (void)sched_setaffinity(0, sizeof(one), &one); /* without it the figures are only noisier */
    if (b.small_frames > 0) {
        return scan_soak(b.small_frames) > 0 ? 1 : 0;
    }
    if (b.sequences > 0) {
        return scan_sequences(b.sequences, b.verbose);
    }
    if (!open_peers(&b)) {
        (void)fprintf(stderr, "out of memory\n");
        close_peers(&b);
        return 1;
    }
    if (b.soak_frames > 0) {
        int wrong = soak(&b, b.soak_frames);
        close_peers(&b);
        return wrong > 0 ? 1 : 0;
    }
    if (folder == NULL) {
        run_made_up(&b);
    }
    for (int i = 0; folder != NULL && i < b.corpus.count; i++) {
        if (b.only_set == NULL || strcmp(b.only_set, b.corpus.row[i].set) == 0) {
            run_row(&b, folder, i);
        }
    }
    print_tables(&b);
    if (folder == NULL && b.plot_path != NULL && !plot(&b)) {
        (void)fprintf(stderr, "cannot write %s\n", b.plot_path);
    }
    close_peers(&b);
    corpus_free(&b.corpus);
    return 0;
}
