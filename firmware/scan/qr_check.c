#include "scan/qr_check.h"

#include <stdlib.h>
#include <assert.h>
#include <string.h>
#include "scan/reed_solomon.h"

enum {
    FORMATS = QR_LEVELS * QR_MASKS,
    FORMAT_TRIES = 2,
    FORMAT_MISSES_MAX = 10,
    ERASURE_STEPS = 4
};

struct format_guess {
    enum qr_level level;
    int mask;
    int score;
    int misses;
};

/* Agreement of the soft format bits of both copies with each of the 32 codes; best two, in order.
 */
static void guess_format(const struct qr_modules *m, struct format_guess best[FORMAT_TRIES])
{
    int soft[2][QR_FORMAT_BITS]; /* positive: dark, that is 1 */
    for (int i = 0; i < 2 * QR_FORMAT_BITS; i++) {
        int x, y;
        qr_format_place(m->side, i / QR_FORMAT_BITS, i % QR_FORMAT_BITS, &x, &y);
        soft[i / QR_FORMAT_BITS][i % QR_FORMAT_BITS] = QR_LEVEL_MIDDLE - m->level[y * m->side + x];
    }
    for (int i = 0; i < FORMAT_TRIES; i++) {
        best[i].score = -(1 << 20);
    }
    for (int i = 0; i < FORMATS; i++) {
        struct format_guess g = {(enum qr_level)(i / QR_MASKS), i % QR_MASKS, 0, 0};
        unsigned code = qr_format_code(g.level, g.mask);
        for (int k = 0; k < 2 * QR_FORMAT_BITS; k++) {
            int value = soft[k / QR_FORMAT_BITS][k % QR_FORMAT_BITS];
            value = (code >> k % QR_FORMAT_BITS & 1) != 0 ? value : -value;
            g.score += value;
            g.misses += value < 0;
        }
        if (g.score > best[0].score) {
            best[1] = best[0];
            best[0] = g;
        } else if (g.score > best[1].score) {
            best[1] = g;
        }
    }
}

/* Reads codewords in placement order: columns in pairs from the right, up and down in turn. */
static void take_codewords(const struct qr_modules *m, const struct qr_layout *l, int mask,
                           struct qr_check_room *room, int codewords)
{
    int side = m->side;
    int bit = 0;
    unsigned word = 0;
    int doubt = 255;
    for (int right = side - 1; right >= 1; right -= right == 8 ? 3 : 2) {
        bool upward = ((right + 1) & 2) == 0;
        for (int i = 0; i < side * 2; i++) {
            int x = right - (i & 1);
            int y = upward ? side - 1 - i / 2 : i / 2;
            int at = y * side + x;
            if (l->module[at] != QR_DATA || bit >= codewords * 8) {
                continue;
            }
            int level = m->level[at];
            bool dark = level < QR_LEVEL_MIDDLE;
            int sure = dark ? QR_LEVEL_MIDDLE - level : level - QR_LEVEL_MIDDLE;
            doubt = sure < doubt ? sure : doubt;
            word = word << 1 | (dark != qr_mask_inverts(mask, x, y) ? 1U : 0U);
            room->first_bit[bit] = (uint16_t)at;
            if ((++bit & 7) == 0) {
                room->word[bit / 8 - 1] = (uint8_t)word;
                room->doubt[bit / 8 - 1] = (uint8_t)doubt;
                word = 0;
                doubt = 255;
            }
        }
    }
}

/* Gathers block b; returns its length. */
static int gather_block(const struct qr_blocks *q, int b, struct qr_check_room *room)
{
    int data = q->short_data + (b >= q->short_count ? 1 : 0);
    int data_total = q->codewords - q->blocks * q->check;
    for (int i = 0; i < data + q->check; i++) {
        int at = i < q->short_data ? i * q->blocks + b
                 : i < data        ? q->short_data * q->blocks + (b - q->short_count)
                                   : data_total + (i - data) * q->blocks + b;
        room->block_at[i] = (uint16_t)at;
        room->block[i] = room->word[at];
        room->block_doubt[i] = room->doubt[at];
    }
    return data + q->check;
}

/* The n most doubtful positions of the gathered block. */
static void most_doubtful(const struct qr_check_room *room, int length, int n, uint8_t *out)
{
    bool taken[256] = {false};
    assert(n <= length && length <= 256);
    for (int i = 0; i < n; i++) {
        int worst = 0;
        while (taken[worst]) {
            worst++; /* i of them are taken, and i < n <= length */
        }
        for (int k = worst + 1; k < length; k++) {
            if (!taken[k] && room->block_doubt[k] < room->block_doubt[worst]) {
                worst = k;
            }
        }
        taken[worst] = true;
        out[i] = (uint8_t)worst;
    }
}

/* Sets the modules of one codeword to what the correction says. */
static void fill_in(struct qr_modules *m, const struct qr_check_room *room, int at, uint8_t value,
                    int mask)
{
    for (int i = 0; i < 8; i++) {
        int module = room->first_bit[at * 8 + i];
        bool one = (value >> (7 - i) & 1) != 0;
        bool dark = one != qr_mask_inverts(mask, module % m->side, module / m->side);
        m->level[module] = dark ? QR_LEVEL_MIDDLE - 1 : QR_LEVEL_MIDDLE;
    }
}

static int correct_patiently(struct qr_modules *m, struct qr_check_room *room, int length,
                             int check, int mask)
{
    uint8_t doubtful[RS_CHECK_MAX] = {0};
    int most = check - QR_SPARE;
    if (most < 1) {
        return -1;
    }
    most_doubtful(room, length, most, doubtful);
    struct rs_block block = {room->block, length, check};
    for (int step = 1; step <= ERASURE_STEPS; step++) {
        int n = most * step / ERASURE_STEPS;
        int changed = n < 1 ? -1 : rs_correct(block, doubtful, n, QR_SPARE);
        if (changed < 0) {
            continue;
        }
        for (int i = 0; i < n; i++) {
            fill_in(m, room, room->block_at[doubtful[i]], room->block[doubtful[i]], mask);
        }
        return changed;
    }
    return -1;
}

static void read_part_header(const struct qr_check_room *room, struct qr_verdict *v)
{
    /* Mode 3, then index, count - 1 and parity: clause 8.2. Sits in the first 20 bits. */
    v->is_part = room->block[0] >> 4 == 3;
    v->part_index = v->is_part ? room->block[0] & 15 : 0;
    v->part_count = v->is_part ? (uint8_t)((room->block[1] >> 4) + 1) : 0;
    v->part_parity = v->is_part ? (uint8_t)((room->block[1] & 15) << 4 | room->block[2] >> 4) : 0;
}

static bool check_format(struct qr_modules *m, const struct qr_layout *l,
                         struct qr_check_room *room, bool patient, struct qr_verdict *v)
{
    struct qr_blocks q = qr_blocks_of(m->version, v->level);
    int reserve = qr_blocks_reserve(m->version, v->level);
    take_codewords(m, l, v->mask, room, q.codewords);
    v->corrected = 0;
    v->used_erasures = false;
    for (int b = 0; b < q.blocks; b++) {
        int length = gather_block(&q, b, room);
        int changed = rs_correct((struct rs_block){room->block, length, q.check}, NULL, 0, reserve);
        if (changed < 0 && patient) {
            changed = correct_patiently(m, room, length, q.check, v->mask);
            v->used_erasures = v->used_erasures || changed >= 0;
        }
        if (changed < 0) {
            return false;
        }
        v->corrected += changed;
        if (b == 0) {
            read_part_header(room, v);
        }
    }
    return true;
}

bool qr_check(struct qr_modules *m, const struct qr_layout *l, struct qr_check_room *room,
              bool patient, struct qr_verdict *out)
{
    struct format_guess guess[FORMAT_TRIES];
    guess_format(m, guess);
    for (int i = 0; i < (patient ? FORMAT_TRIES : 1); i++) {
        if (guess[i].misses > FORMAT_MISSES_MAX) {
            continue;
        }
        struct qr_verdict v = {
            .level = guess[i].level, .mask = guess[i].mask, .format_misses = guess[i].misses};
        if (check_format(m, l, room, patient, &v)) {
            *out = v;
            return true;
        }
    }
    return false;
}

int qr_format_misses(const struct qr_modules *m)
{
    struct format_guess guess[FORMAT_TRIES];
    guess_format(m, guess);
    return guess[0].misses;
}

void qr_transpose(struct qr_modules *m)
{
    for (int y = 0; y < m->side; y++) {
        for (int x = y + 1; x < m->side; x++) {
            uint8_t keep = m->level[y * m->side + x];
            m->level[y * m->side + x] = m->level[x * m->side + y];
            m->level[x * m->side + y] = keep;
        }
    }
}
