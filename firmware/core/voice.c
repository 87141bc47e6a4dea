#include "core/voice.h"

#include <assert.h>
#include "core/machine.h"

bool voice_is_neutral(enum screen screen)
{
    static const enum screen neutral[] = {SCREEN_A00, SCREEN_A01, SCREEN_A02, SCREEN_A50,
                                          SCREEN_A51, SCREEN_A52, SCREEN_A54, SCREEN_A70,
                                          SCREEN_A72, SCREEN_A73, SCREEN_A80};
    for (size_t i = 0; i < sizeof neutral / sizeof neutral[0]; i++) {
        if (neutral[i] == screen) {
            return true;
        }
    }
    return false;
}

unsigned voice_clip(enum screen screen, bool earphones, bool slip_is_out)
{
    const char *code = screen_code(screen); /* A11 */
    assert(code[0] == 'A');
    if (earphones || voice_is_neutral(screen)) {
        return VOICE_OF_SCREEN + 10 * (unsigned)(code[1] - '0') + (unsigned)(code[2] - '0');
    }
    return slip_is_out ? VOICE_TAKE_SLIP : VOICE_LOOK_SCREEN;
}

static void say(struct step *s, unsigned clip)
{
    effects_add(s->fx, FX_SAY)->clip = clip;
}

static void set_volume(struct step *s, int percent)
{
    if (s->c->voice.volume_percent != percent) {
        s->c->voice.volume_percent = percent;
        effects_add(s->fx, FX_VOLUME)->volume_percent = percent;
    }
}

void voice_reset(struct step *s)
{
    set_volume(s, VOICE_VOLUME_PERCENT);
    s->c->modes.voice = s->c->voice.earphones;
}

static void plug(struct step *s, bool earphones)
{
    struct core *c = s->c;
    if (c->voice.earphones == earphones) {
        return;
    }
    say(s, VOICE_NOTHING); /* nothing meant for one person's ears goes on in the room */
    c->voice.earphones = earphones;
    c->modes.voice = earphones;
    c->voice.clip = VOICE_NOTHING;
}

static void louder(struct step *s)
{
    int percent = s->c->voice.volume_percent + VOICE_STEP_PERCENT;
    set_volume(s, percent < VOICE_VOLUME_MAX_PERCENT ? percent : VOICE_VOLUME_MAX_PERCENT);
    s->c->voice.clip = VOICE_NOTHING; /* so that it is said again */
}

void voice_call(struct step *s, int call_no)
{
    s->c->voice.call_no = call_no;
}

/* A01 helps by the picture first; who sees it needs no voice. */
static unsigned clip_of_hint(const struct core *c)
{
    bool silent = c->now_ms < c->looking_since_ms + HINT_SPOKEN_MS;
    return silent ? c->voice.clip : VOICE_OF_HINT + (unsigned)c->hint_shown;
}

static unsigned clip_now(const struct core *c)
{
    enum screen screen = view_screen(c);
    bool counter = screen >= SCREEN_A60 && screen <= SCREEN_A64;
    if (c->visit.warned && !counter) {
        return VOICE_TIME_LEFT;
    }
    if (screen == SCREEN_A01) {
        return clip_of_hint(c);
    }
    bool slip = c->visit.slip == SLIP_PRINTING || c->visit.slip == SLIP_PRINTED;
    return voice_clip(screen, c->voice.earphones, slip);
}

/* The number that was called in this step goes before the screen's own line. */
static bool said_call(struct step *s)
{
    struct core *c = s->c;
    int call_no = c->voice.call_no;
    c->voice.call_no = 0;
    if (call_no == 0 || c->voice.earphones) {
        return false;
    }
    say(s, VOICE_OF_CALL + (unsigned)call_no);
    c->voice.clip = c->modes.voice ? clip_now(c) : VOICE_NOTHING;
    return true;
}

/* After everything else of the step: the screen is what it will be. */
void voice_step(struct step *s)
{
    struct core *c = s->c;
    bool touched = s->ev->kind == EV_ACTION && s->ev->action.actor == ACTOR_APPLICANT;
    if (s->ev->kind == EV_EARPHONES) {
        plug(s, s->ev->earphones);
    } else if (touched && s->ev->action.action == ACTION_REPEAT && c->modes.voice) {
        louder(s);
    } else if (touched && c->voice.clip != VOICE_NOTHING) {
        say(s, VOICE_NOTHING);
    }
    if (said_call(s)) {
        return;
    }
    if (!c->modes.voice) {
        c->voice.clip = VOICE_NOTHING;
        return;
    }
    unsigned clip = clip_now(c);
    if (clip != c->voice.clip) {
        c->voice.clip = clip;
        say(s, clip);
    }
}
