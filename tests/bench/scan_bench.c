/* Every QR decoder at hand on the same pictures in the same run.
 *
 * scan_bench [-v] [-o|-f] [-r REPEATS] [-s SET] [-n FRAMES] [CORPUS]
 *   Without CORPUS: made-up frames (scan_synth.h), whose set is "made-up", and those of the
 *   simulator's counter camera (scan_asked.h), whose set is "counter".
 *   -n FRAMES instead: that many made-up frames without a code and as many with one beyond
 *   correction, live, as one stream each; any read is false.
 *   -p FILE also draws read rate against severity of the made-up frames (PNG).
 *   -m FRAMES instead: many small frames of both kinds (scan_soak.h).
 *   -q COUNT instead: that many sequences (scan_sequences.h).
 *   -d COUNT instead: how long the decoder process is away when it dies (scan_restart.h).
 *   -v lists the pictures our engine missed and those of which a live frame took over 33 ms, -s
 * takes one set only, -o runs our engine only, -f its first pass only. One thread pinned to one
 * core; times are thread CPU time, the median of REPEATS runs.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "scan/image_file.h"
#include "tests/bench/scan_asked.h"
#include "tests/bench/scan_plot.h"
#include "tests/bench/scan_restart.h"
#include "tests/bench/scan_sequences.h"
#include "tests/bench/scan_soak.h"
#include "tests/bench/scan_synth.h"
#include "tests/bench/scan_tables.h"

enum { FRAMES_A_CELL = 8, FRAMES_ASKED = 60, FRAME_LIMIT_MS = 33 };

struct bench {
    struct corpus corpus;
    struct outcome outcome[CORPUS_ROWS_MAX][DECODER_COUNT];
    struct decoders *decoder;
    int repeats;
    int decoders;
    bool verbose;
    int soak_frames;
    int sequences;
    int small_frames;
    int deaths;
    const char *plot_path;
    const char *only_set;
};

static void run_frame(struct bench *b, int i, const struct image_gray *frame)
{
    const struct corpus_row *row = &b->corpus.row[i];
    enum scan_hint hint = SCAN_HINT_NONE;
    for (int d = 0; d < b->decoders; d++) {
        b->outcome[i][d] = decoders_run(b->decoder, (enum decoder)d, row, frame, b->repeats);
        hint = d == DECODER_OURS_STILL ? decoders_hint(b->decoder) : hint;
    }
    const struct outcome *held = &b->outcome[i][DECODER_OURS_HELD];
    if (b->verbose && held->ms > FRAME_LIMIT_MS) {
        (void)printf("dear\t%s\t%s\t%.1f ms\n", row->held_aside ? "aside" : "tuned", row->path,
                     held->ms);
    }
    const struct outcome *still = &b->outcome[i][DECODER_OURS_STILL];
    if (b->verbose && ((!still->read && row->expected[0] != 0) || still->wrong > 0)) {
        (void)printf("%s\t%s\t%s\t%.1f ms\thint %s\t%s\n", still->wrong > 0 ? "WRONG" : "missed",
                     row->held_aside ? "aside" : "tuned", row->path, still->ms,
                     scan_hint_name(hint), row->held_aside ? "" : row->notes);
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

/* The degradations with a figure to reach, seen by the simulator's counter camera. */
static void run_asked(struct bench *b)
{
    static uint8_t px[FRAME_SYNTH_WIDTH_PX * FRAME_SYNTH_HEIGHT_PX];
    const struct frame_target target = {px, FRAME_SYNTH_WIDTH_PX, FRAME_SYNTH_HEIGHT_PX,
                                        FRAME_SYNTH_WIDTH_PX};
    const struct image_gray frame = {px, FRAME_SYNTH_WIDTH_PX, FRAME_SYNTH_HEIGHT_PX,
                                     FRAME_SYNTH_WIDTH_PX};
    struct frame_synth *synth = NULL;
    if (failed(frame_synth_open(FRAME_SYNTH_WIDTH_PX, FRAME_SYNTH_HEIGHT_PX, &synth))) {
        return;
    }
    for (int n = 0; n < ASKED_COUNT * FRAMES_ASKED; n++) {
        char text[ASKED_TEXT_MAX], notes[ASKED_NOTES_MAX], line[512];
        if (!asked_frame(synth, (enum asked)(n / FRAMES_ASKED), n, &target, text, notes)) {
            break;
        }
        (void)snprintf(line, sizeof(line), "counter_%03d\t%s\tcounter\t\t\t%s", n, text, notes);
        if (!corpus_add(&b->corpus, line)) {
            break;
        }
        run_frame(b, b->corpus.count - 1, &frame);
    }
    frame_synth_close(synth);
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
    for (int i = 0; i < SYNTH_KIND_COUNT * SYNTH_STRENGTHS * FRAMES_A_CELL; i++) {
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

/* Returns how many false reads. */
static int soak(struct bench *b, int frames)
{
    static uint8_t px[SYNTH_WIDTH * SYNTH_HEIGHT];
    static const enum synth_kind kinds[] = {SYNTH_NONE, SYNTH_BROKEN};
    char text[SYNTH_TEXT_MAX];
    static struct scan_result result;
    struct scan_engine *engine = decoders_engine(b->decoder);
    int wrong = 0;
    for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
        double ms = 0;
        int reads = 0;
        for (int i = 0; i < frames; i++) {
            synth_frame(kinds[k], 1 + i % SYNTH_STRENGTHS, 1000 + i, px, text);
            const struct image_gray frame = {px, SYNTH_WIDTH, SYNTH_HEIGHT, SYNTH_WIDTH};
            double start = decoders_cpu_ms();
            struct err e = scan_frame(engine, &frame, SCAN_EFFORT_FRAME, &result);
            ms += decoders_cpu_ms() - start;
            reads += failed(e) ? 0 : result.code_count;
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
    while ((option = getopt(argc, argv, "vofr:s:n:q:m:p:d:")) != -1) {
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
        } else if (option == 'd') {
            b->deaths = atoi(optarg);
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
    if (b.deaths > 0) {
        return scan_restart(b.deaths);
    }
    if (b.sequences > 0) {
        return scan_sequences(b.sequences, b.verbose);
    }
    if (!decoders_open(&b.decoder)) {
        (void)fprintf(stderr, "out of memory\n");
        return 1;
    }
    if (b.soak_frames > 0) {
        int wrong = soak(&b, b.soak_frames);
        decoders_close(b.decoder);
        return wrong > 0 ? 1 : 0;
    }
    if (folder == NULL) {
        run_made_up(&b);
        run_asked(&b);
    }
    for (int i = 0; folder != NULL && i < b.corpus.count; i++) {
        if (b.only_set == NULL || strcmp(b.only_set, b.corpus.row[i].set) == 0) {
            run_row(&b, folder, i);
        }
    }
    tables_print(&(struct tables){&b.corpus, b.outcome, b.decoders});
    if (folder == NULL && b.plot_path != NULL && !plot(&b)) {
        (void)fprintf(stderr, "cannot write %s\n", b.plot_path);
    }
    decoders_close(b.decoder);
    corpus_free(&b.corpus);
    return 0;
}
