#include "tests/bench/scan_decoders.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zbar.h>
#include "tests/bench/zxing_peer.h"

struct decoders {
    struct scan_engine *engine;
    struct scan_result result;
    zbar_image_scanner_t *zbar[DECODER_COUNT];
};

double decoders_cpu_ms(void)
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

static void judge_ours(const struct decoders *d, const struct corpus_row *row, struct outcome *o)
{
    for (int i = 0; i < d->result.code_count; i++) {
        const struct scan_code *code = &d->result.code[i];
        if (code->symbology == SCAN_QR) {
            judge(row, code->bytes, code->length, o);
        } else if (code->symbology == SCAN_QR_PART) {
            /* Typed as a part: never a false read, a hit where the label is the part. */
            o->read = o->read || corpus_is_right(row, code->bytes, code->length);
        }
    }
}

/* Frame after frame until something is read; the time is that of the dearest. */
static void run_ours(struct decoders *d, const struct corpus_row *row,
                     const struct image_gray *frame, enum decoder decoder, struct outcome *o)
{
    static const enum scan_effort effort[OURS_COUNT] = {SCAN_EFFORT_FIRST, SCAN_EFFORT_FRAME,
                                                        SCAN_EFFORT_STILL, SCAN_EFFORT_FRAME};
    int frames = decoder == DECODER_OURS_HELD ? HELD_FRAMES : 1;
    scan_forget(d->engine);
    for (int i = 0; i < frames && !o->read && o->wrong == 0; i++) {
        double start = decoders_cpu_ms();
        struct err e = scan_frame(d->engine, frame, effort[decoder], &d->result);
        double ms = decoders_cpu_ms() - start;
        o->ms = ms > o->ms ? ms : o->ms;
        if (!failed(e)) {
            judge_ours(d, row, o);
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
    double start = decoders_cpu_ms();
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)frame->width_px, (unsigned)frame->height_px);
    zbar_image_set_data(image, frame->pixels,
                        (unsigned long)frame->width_px * (unsigned long)frame->height_px, NULL);
    int n = zbar_scan_image(scanner, image);
    o->ms = decoders_cpu_ms() - start;
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
    double start = decoders_cpu_ms();
    int read = zxing_peer_read(frame->pixels, frame->width_px, frame->height_px, &result);
    o->ms = decoders_cpu_ms() - start;
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

double decoders_share(double *values, int n, double share)
{
    if (n == 0) {
        return 0;
    }
    qsort(values, (size_t)n, sizeof(values[0]), by_value);
    int at = (int)(share * (double)n);
    return values[at >= n ? n - 1 : at];
}

struct outcome decoders_run(struct decoders *d, enum decoder which, const struct corpus_row *row,
                            const struct image_gray *frame, int repeats)
{
    double ms[REPEATS_MAX];
    struct outcome o = {false, 0, 0};
    for (int i = 0; i < repeats; i++) {
        o = (struct outcome){false, 0, 0};
        if ((int)which < OURS_COUNT) {
            run_ours(d, row, frame, which, &o);
        } else if (which == DECODER_ZXING) {
            run_zxing(row, frame, &o);
        } else {
            run_zbar(d->zbar[which], row, frame, &o);
        }
        ms[i] = o.ms;
    }
    o.ms = decoders_share(ms, repeats, 0.5);
    return o;
}

static bool set_up(struct decoders *d)
{
    for (int i = DECODER_ZBAR_ALL; i <= DECODER_ZBAR_INVERTED; i++) {
        zbar_image_scanner_t *s = zbar_image_scanner_create();
        if (s == NULL) {
            return false;
        }
        d->zbar[i] = s;
        if (i != DECODER_ZBAR_ALL) {
            zbar_image_scanner_set_config(s, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
            zbar_image_scanner_set_config(s, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
            zbar_image_scanner_set_config(s, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
        }
    }
    zbar_image_scanner_set_config(d->zbar[DECODER_ZBAR_INVERTED], ZBAR_NONE, ZBAR_CFG_TEST_INVERTED,
                                  1);
    return !failed(scan_open(&d->engine));
}

bool decoders_open(struct decoders **out)
{
    struct decoders *d = calloc(1, sizeof(*d));
    if (d == NULL || !set_up(d)) {
        decoders_close(d);
        return false;
    }
    *out = d;
    return true;
}

void decoders_close(struct decoders *d)
{
    if (d == NULL) {
        return;
    }
    for (int i = 0; i < DECODER_COUNT; i++) {
        if (d->zbar[i] != NULL) {
            zbar_image_scanner_destroy(d->zbar[i]);
        }
    }
    scan_close(d->engine);
    free(d);
}

struct scan_engine *decoders_engine(struct decoders *d)
{
    return d->engine;
}

enum scan_hint decoders_hint(const struct decoders *d)
{
    return d->result.hint;
}
