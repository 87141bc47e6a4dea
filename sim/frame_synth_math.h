/* Sine, powers of two and the sRGB curve from plain arithmetic and sqrt, the same on every
 * compiler. Never libm's own: its last digits differ between versions. */
#ifndef SIM_FRAME_SYNTH_MATH_H
#define SIM_FRAME_SYNTH_MATH_H

#include <math.h>
#include <stdint.h>

/* |error| < 1e-9; any angle within +-1e9 degrees. */
static inline double synth_sin_deg(double deg)
{
    double turns = deg / 360.0;
    turns -= (double)(int64_t)turns;
    if (turns > 0.5) {
        turns -= 1.0;
    } else if (turns < -0.5) {
        turns += 1.0;
    }
    if (turns > 0.25) {
        turns = 0.5 - turns;
    } else if (turns < -0.25) {
        turns = -0.5 - turns;
    }
    double x = turns * 6.283185307179586;
    double q = x * x;
    double sum = 1.0;
    for (int n = 14; n >= 2; n -= 2) {
        sum = 1.0 - q / (double)(n * (n + 1)) * sum;
    }
    return x * sum;
}

static inline double synth_cos_deg(double deg)
{
    return synth_sin_deg(deg + 90.0);
}

/* 2^x for |x| <= 8. */
static inline double synth_exp2(double x)
{
    double y = x * 0.6931471805599453 / 16.0;
    double e = 1.0 + y * (1.0 + y / 2 * (1.0 + y / 3 * (1.0 + y / 4 * (1.0 + y / 5))));
    for (int i = 0; i < 4; i++) {
        e *= e;
    }
    return e;
}

/* The sRGB transfer curve (IEC 61966-2-1) from linear light 0..1 to 0..1, within 0.1 %: its power
 * 5/12 starts between the powers 3/8 and 1/2, which nested square roots reach, and one Newton step
 * on y^12 = x^5 does the rest. */
static inline double synth_srgb(double linear)
{
    if (linear <= 0.0031308) {
        return linear < 0 ? 0 : 12.92 * linear;
    }
    if (linear >= 1) {
        return 1;
    }
    double r2 = sqrt(linear);
    double r4 = sqrt(r2);
    double r8 = sqrt(r4);
    double p = r4 * r8 * (2.0 / 3.0) + r2 * (1.0 / 3.0);
    double p3 = p * p * p;
    double x2 = linear * linear;
    p += p / 12 * (x2 * x2 * linear / (p3 * p3 * p3 * p3) - 1);
    return 1.055 * p - 0.055;
}

/* The way back, by bisection: for tables only. */
static inline double synth_linear(double srgb)
{
    double lo = 0;
    double hi = 1;
    for (int i = 0; i < 24; i++) {
        double mid = (lo + hi) / 2;
        if (synth_srgb(mid) < srgb) {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    return (lo + hi) / 2;
}

#endif
