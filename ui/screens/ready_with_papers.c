#include "ui/build.h"
#include "ui/widgets.h"

/* The tax paper is the one that most have to bring; what else is wanted comes as a third step. */
static void say_papers(struct node_tree *t, const struct applicant_view *v, struct verdict *page)
{
    bool proxy = v->wants.proxy && !v->wants.other; /* else it is one of several */
    int window = v->config->window_no;
    if (v->wants.tax) {
        page->band.title = say(t, TEXT_PAPERS_TITLE);
        page->step[1] = say_int(t, TEXT_PAPERS_STEP, window);
        page->step[2] = ui_step_more_papers(t, v);
        page->note = say(t, TEXT_PAPERS_NOTE);
    } else if (proxy) {
        page->band.title = say(t, TEXT_PAPERS_TITLE_PROXY);
        page->step[1] = say_int(t, TEXT_PAPERS_STEP_PROXY, window);
    } else {
        page->band.title = say(t, TEXT_PAPERS_TITLE_OTHER);
        page->step[1] = say_int(t, TEXT_PAPERS_STEP_OTHER, window);
        page->note = say(t, TEXT_PAPERS_NOTE_OTHER);
    }
}

void screen_ready_with_papers(const struct applicant_view *v, struct node_tree *t)
{
    struct verdict page = {
        .band = {.tone = TONE_ATTENTION, .icon = ICON_WARN_TRIANGLE, .number = v->call_no},
        .step = {ui_step_slip(t, v)},
        .action = {.label = say(t, TEXT_PAPERS_NOT_NOW),
                   .action = ACTION_NO_PAPER_NOW,
                   .look = BUTTON_QUIET}};
    say_papers(t, v, &page);
    ui_verdict(t, v, &page);
}
