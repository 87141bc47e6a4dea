#include <math.h>
#include <string.h>
#include "scan/sample.h"

enum { TAPS = 10 }; /* the 3 by 3 neighbourhood and a constant */

#define RIDGE 0.02 /* keeps the fit tame where the known modules say little */

struct normal {
    double a[TAPS][TAPS + 1];
};

static void features(const float *level, int wide, int at, float out[TAPS])
{
    int n = 0;
    for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
            out[n++] = level[at + dy * wide + dx];
        }
    }
    out[n] = 1;
}

static void add_example(struct normal *m, const float f[TAPS], float want)
{
    for (int i = 0; i < TAPS; i++) {
        for (int k = i; k < TAPS; k++) {
            m->a[i][k] += (double)(f[i] * f[k]);
        }
        m->a[i][TAPS] += (double)(f[i] * want);
    }
}

/* Symmetric and, with the ridge, positive definite: no pivoting is needed. */
static bool solve(struct normal *m, float out[TAPS])
{
    for (int i = 0; i < TAPS; i++) {
        for (int k = 0; k < i; k++) {
            m->a[i][k] = m->a[k][i];
        }
    }
    for (int c = 0; c < TAPS; c++) {
        if (m->a[c][c] < 1e-9) {
            return false;
        }
        for (int r = 0; r < TAPS; r++) {
            double factor = r == c ? 0 : m->a[r][c] / m->a[c][c];
            for (int k = c; factor != 0 && k <= TAPS; k++) {
                m->a[r][k] -= factor * m->a[c][k];
            }
        }
    }
    for (int i = 0; i < TAPS; i++) {
        out[i] = (float)(m->a[i][TAPS] / m->a[i][i]);
    }
    return true;
}

static int learn(struct normal *m, const struct samples *s, const struct qr_layout *l)
{
    int wide = s->side + 2;
    int n = 0;
    for (int y = 0; y < s->side; y++) {
        for (int x = 0; x < s->side; x++) {
            int module = l->module[y * s->side + x];
            if (module != QR_DARK && module != QR_LIGHT) {
                continue;
            }
            float f[TAPS];
            features(s->level, wide, (y + 1) * wide + x + 1, f);
            add_example(m, f, module == QR_DARK ? -1.0F : 1.0F);
            n++;
        }
    }
    return n;
}

bool sample_equalise(struct samples *s, const struct qr_layout *l)
{
    int wide = s->side + 2;
    struct normal m = {{{0}}};
    int n = learn(&m, s, l);
    for (int i = 0; i < TAPS; i++) {
        m.a[i][i] += RIDGE * n;
    }
    m.a[4][TAPS] += RIDGE * n; /* the ridge pulls towards leaving the centre as it is */
    float tap[TAPS];
    if (!solve(&m, tap)) {
        return false;
    }
    float *out = s->scratch[0];
    memcpy(out, s->level, (size_t)(wide * wide) * sizeof(out[0]));
    for (int y = 1; y <= s->side; y++) {
        for (int x = 1; x <= s->side; x++) {
            float f[TAPS];
            features(s->level, wide, y * wide + x, f);
            float sum = 0;
            for (int i = 0; i < TAPS; i++) {
                sum += f[i] * tap[i];
            }
            out[y * wide + x] = sum < -1.5F ? -1.5F : sum > 1.5F ? 1.5F : sum;
        }
    }
    memcpy(s->level, out, (size_t)(wide * wide) * sizeof(out[0]));
    return true;
}
