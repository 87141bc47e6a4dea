#include "sim/panel_world.h"

#include <SDL2/SDL.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    CONTROL_WIDTH = 520,
    CONTROL_HEIGHT = 60,
    TURN_MS = 16,
    SPEED_MAX = 4096,
    TITLE_SIZE = 128,
};

struct panel_world {
    const struct scenario *scenario;
    char keys[OFFICE_PATH_SIZE];
    struct world *world;
    struct ui *ui;
    SDL_Window *control; /* NULL: headless */
    struct applicant_view applicant;
    struct staff_view staff;
    uint64_t until_ms; /* virtual time that may have gone by */
    int terminal, speed;
    bool stopped, over, quit;
};

static void take_event(void *context, const void *sdl_event)
{
    struct panel_world *p = context;
    const SDL_Event *e = sdl_event;
    if (e->type == SDL_TEXTINPUT) {
        panel_world_key(p, e->text.text[0]);
    } else if (e->type == SDL_WINDOWEVENT && e->window.event == SDL_WINDOWEVENT_CLOSE) {
        p->quit = true;
    }
}

void panel_world_key(struct panel_world *p, char key)
{
    int terminal = key - '1';
    if (terminal >= 0 && terminal < p->scenario->world.terminals) {
        p->terminal = terminal;
    } else if (key == ' ') {
        p->stopped = !p->stopped;
    } else if (key == '+') {
        p->speed = p->speed < SPEED_MAX ? p->speed * 2 : p->speed;
    } else if (key == '-') {
        p->speed = p->speed > 1 ? p->speed / 2 : p->speed;
    } else if (key == 'n' && !p->over) {
        p->over = !world_step(p->world);
        p->until_ms = world_now_ms(p->world);
    }
}

static struct err open_world(struct panel_world *p, const char *folder)
{
    const struct scenario_world *told = &p->scenario->world;
    struct strbuf b = strbuf_on(p->keys, sizeof p->keys);
    strbuf_format(&b, "%s/world-keys", folder);
    mkdir(folder, 0755); /* both may be there already */
    mkdir(p->keys, 0700);
    struct world_setup setup = scenario_world_setup(p->scenario, p->keys);
    setup.log = stdout;
    TRY(world_open(&setup, &p->world));
    return world_begin(p->world, told->seed, told->selects ? &told->kept : NULL);
}

static struct err open_screens(struct panel_world *p, const struct ui_setup *screens)
{
    struct ui_setup own = *screens;
    own.other_event = take_event;
    own.other_context = p;
    TRY(ui_open(&own, &p->ui));
    if (own.headless) {
        return OK;
    }
    p->control = SDL_CreateWindow("world", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                                  CONTROL_WIDTH, CONTROL_HEIGHT, 0);
    SDL_StartTextInput();
    return p->control == NULL ? FAIL(UNSUPPORTED) : OK;
}

struct err panel_world_open(const struct scenario *scenario, const struct ui_setup *screens,
                            const char *folder, struct panel_world **out_panel)
{
    if (!scenario->world.is_told) {
        return FAIL(INVALID);
    }
    struct panel_world *p = calloc(1, sizeof *p);
    if (p == NULL) {
        return FAIL(NO_MEMORY);
    }
    p->scenario = scenario;
    p->speed = 1;
    struct err e = open_screens(p, screens);
    e = failed(e) ? e : open_world(p, folder);
    if (failed(e)) {
        panel_world_close(p);
        return e;
    }
    *out_panel = p;
    return OK;
}

void panel_world_close(struct panel_world *p)
{
    if (p == NULL) {
        return;
    }
    if (p->control != NULL) {
        SDL_DestroyWindow(p->control);
    }
    ui_close(p->ui);
    world_close(p->world);
    free(p);
}

static void show(struct panel_world *p)
{
    struct app *app = world_app(p->world, p->terminal);
    uint64_t now_ms = world_now_ms(p->world);
    char title[TITLE_SIZE];
    if (app != NULL) {
        core_applicant_view(app_core(app),
                            &p->applicant); /* not the app's: that reads the journal */
        core_staff_view(app_core(app), &p->staff);
        (void)ui_show(p->ui, &p->applicant, &p->staff, NULL, now_ms);
    }
    if (p->control != NULL) {
        snprintf(title, sizeof title, "terminal %d%s  %llu.%03llu s  x%d%s", p->terminal + 1,
                 app == NULL ? " (off)" : "", (unsigned long long)now_ms / 1000,
                 (unsigned long long)now_ms % 1000, p->speed, p->stopped ? "  stopped" : "");
        SDL_SetWindowTitle(p->control, title);
    }
}

static void take_touches(struct panel_world *p)
{
    struct ui_event e;
    enum ui_event_kind kind;
    while ((kind = ui_take(p->ui, world_now_ms(p->world), &e)) != UI_NOTHING) {
        p->quit = p->quit || kind == UI_QUIT;
    }
}

bool panel_world_turn(struct panel_world *p, uint64_t real_ms, struct world_report *out_report)
{
    *out_report = (struct world_report){0};
    take_touches(p);
    if (!p->stopped) {
        p->until_ms += real_ms * (uint64_t)p->speed;
        while (!p->over && world_now_ms(p->world) < p->until_ms) {
            p->over = !world_step(p->world);
        }
    }
    show(p);
    if (p->over && failed(world_finish(p->world, out_report))) {
        p->quit = true;
    }
    return !p->over && !p->quit;
}

int panel_world_run(const struct scenario *scenario, const struct ui_setup *screens,
                    const char *folder)
{
    struct panel_world *p = NULL;
    struct world_report r = {0};
    struct err e = panel_world_open(scenario, screens, folder, &p);
    if (failed(e)) {
        fprintf(stderr, "uketori-sim: panel: %s\n", err_text(e));
        return 1;
    }
    uint64_t last_ms = SDL_GetTicks64(), now_ms = last_ms;
    while (panel_world_turn(p, now_ms - last_ms, &r)) {
        SDL_Delay(TURN_MS);
        last_ms = now_ms;
        now_ms = SDL_GetTicks64();
    }
    bool told = r.virtual_ms != 0;
    if (told) {
        printf("%s: %s %s\n", scenario->name, r.violations == 0 ? "no violation" : r.rule,
               r.detail);
    }
    panel_world_close(p);
    return !told || strcmp(r.rule, scenario->world.rule) == 0 ? 0 : 1;
}
