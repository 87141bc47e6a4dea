#include "sim/panel.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "sim/panel_parts.h"

enum {
    TURN_EVERY_MS = 16, /* at most so often, however many events come */
    PAPER_EVERY_MS = 50,
    SECOND_MS = 1000,
    LAG_MAX_MS = 250, /* a machine that stood still does not hurry afterwards */
    EXIT_NOT_OPEN = 1,
};

void panel_set_text(char out[PANEL_TEXT_SIZE], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vsnprintf(out, PANEL_TEXT_SIZE, format, args);
    va_end(args);
}

struct panel_widget *panel_add_act(struct panel *p, enum panel_look look, struct rect rect,
                                   enum panel_act act, int argument)
{
    p->widget_count += p->widget_count < PANEL_WIDGETS_MAX;
    struct panel_widget *w = &p->widget[p->widget_count - 1];
    memset(w, 0, sizeof *w); /* padding too: widgets are compared as bytes */
    w->look = look;
    w->rect = rect;
    w->act = act;
    w->argument = argument;
    return w;
}

struct panel_widget *panel_add(struct panel *p, enum panel_look look, struct rect rect,
                               const char *text)
{
    struct panel_widget *w = panel_add_act(p, look, rect, PANEL_NOTHING, 0);
    panel_set_text(w->text, "%s", text);
    return w;
}

static void lay_out(struct panel *p)
{
    p->widget_count = 0;
    panel_codes_lay_out(p);
    panel_scene_lay_out(p);
    panel_devices_lay_out(p);
    panel_papers_lay_out(p);
    panel_hands_lay_out(p);
}

static struct err open_window(struct panel *p)
{
    p->window =
        SDL_CreateWindow("Uketori – 操作盤", SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                         PANEL_WIDTH, PANEL_HEIGHT, SDL_WINDOW_RESIZABLE);
    if (p->window == NULL || SDL_GetWindowSurface(p->window) == NULL) {
        return FAIL(UNSUPPORTED);
    }
    p->window_id = SDL_GetWindowID(p->window);
    panel_windows_place(p);
    p->repaint = true;
    return OK;
}

struct err panel_open(struct panel *p, const struct office_setup *setup)
{
    memset(p, 0, sizeof *p);
    struct office_setup own = *setup;
    own.ui.other_event = panel_event;
    own.ui.other_context = p;
    struct err e = panel_hands_open_log(p, setup->event_log);
    own.event_log = p->log_file;
    e = failed(e) ? e : office_open(&p->office, &own);
    p->is_open = !failed(e);
    e = failed(e) ? e : typeset_open(&p->typeset);
    if (!failed(e)) {
        p->latency_ms = HTTP_SIM_LATENCY_MS;
        panel_codes_init(p);
        panel_scene_init(p);
        e = open_window(p);
    }
    if (failed(e)) {
        panel_close(p);
        return e;
    }
    lay_out(p);
    return OK;
}

void panel_close(struct panel *p)
{
    if (p->picture != NULL) {
        cairo_surface_destroy(p->picture);
    }
    if (p->window != NULL) {
        SDL_DestroyWindow(p->window);
    }
    typeset_close(p->typeset);
    if (p->is_open) {
        office_close(&p->office);
    }
    if (p->log_file != NULL) {
        fclose(p->log_file);
    }
    p->picture = NULL;
    p->window = NULL;
    p->typeset = NULL;
    p->is_open = false;
    p->log_file = NULL;
}

/* Every deadline at its own time, then now. */
static void follow(struct office *office, uint64_t now_ms)
{
    while (office->app != NULL && office->next_ms > office_now_ms(office) &&
           office->next_ms < now_ms) {
        clock_sim_advance_to(&office->clock, office->next_ms);
        office_turn(office);
    }
    clock_sim_advance_to(&office->clock, now_ms);
    office_turn(office);
}

void panel_turn(struct panel *p, uint64_t now_ms)
{
    follow(&p->office, now_ms);
    p->quit = p->quit || p->office.quit;
    panel_scene_take_picture(p);
    lay_out(p);
    panel_show(p);
}

uint64_t panel_due_ms(const struct panel *p)
{
    uint64_t now = office_now_ms(&p->office);
    uint64_t due = now - now % SECOND_MS + SECOND_MS; /* the clock on the panel */
    if (p->office.app != NULL) {
        uint64_t paint = ui_deadline(p->office.ui, now);
        due = p->office.next_ms < due ? p->office.next_ms : due;
        due = paint < due ? paint : due;
    }
    if (panel_papers_are_moving(p) && due > now + PAPER_EVERY_MS) {
        due = now + PAPER_EVERY_MS;
    }
    return due > now + TURN_EVERY_MS ? due : now + TURN_EVERY_MS;
}

static uint64_t real_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * SECOND_MS + (uint64_t)t.tv_nsec / 1000000U;
}

/* Sleeps until input, `due_ms` on the real clock, or at least until the next turn's time. */
static void sleep_until(uint64_t due_ms)
{
    uint64_t from = real_ms();
    if (due_ms > from + TURN_EVERY_MS) {
        SDL_WaitEventTimeout(NULL, (int)(due_ms - from - TURN_EVERY_MS));
    }
    SDL_Delay(TURN_EVERY_MS);
}

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_no)
{
    (void)signal_no;
    interrupted = 1;
}

static void run(struct panel *p)
{
    uint64_t zero_ms = real_ms() - office_now_ms(&p->office);
    while (!p->quit && interrupted == 0) {
        uint64_t now = real_ms() - zero_ms;
        uint64_t last = office_now_ms(&p->office);
        uint64_t most = panel_due_ms(p) + LAG_MAX_MS;
        if (now > most) {
            zero_ms += now - most;
            now = most;
        }
        panel_turn(p, now > last ? now : last);
        sleep_until(panel_due_ms(p) + zero_ms);
    }
}

int panel_run(const struct office_setup *setup)
{
    struct panel *p = calloc(1, sizeof *p);
    struct err e = p == NULL ? FAIL(NO_MEMORY) : panel_open(p, setup);
    if (failed(e)) {
        fprintf(stderr, "uketori-sim: panel: %s\n",
                p != NULL && p->office.message[0] != '\0' ? p->office.message : err_text(e));
        free(p);
        return EXIT_NOT_OPEN;
    }
    signal(SIGINT, interrupt);
    signal(SIGTERM, interrupt);
    run(p);
    panel_close(p);
    free(p);
    return 0;
}
