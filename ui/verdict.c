/* The verdict page and the sentences that several verdicts share. */
#include "ui/widgets.h"

enum {
    PICTURE_SHARE = 4,
    CAMERA_SHARE = 5,
    CAMERA_LEAST_PX = 216,
    CAMERA_TIGHT_PX = 160,
    BAND_OVER_CAMERA = 520
};

void ui_verdict(struct node_tree *t, const struct applicant_view *v, const struct verdict *verdict)
{
    bool tight = t->fit >= FIT_COMPACT;
    ui_page_begin(t, v);
    ui_band(t, &verdict->band);
    node_space(t, tight ? SPACE_1 : t->modes.low || t->modes.large ? SPACE_3 : SPACE_6);
    ui_column_open(t, tight ? SPACE_2 : SPACE_3, true);
    ui_steps(t, verdict->band.tone, verdict->step);
    ui_note(t, verdict->note);
    ui_note_data(t, verdict->note_data);
    if (v->support_code[0] != '\0') {
        ui_note(t, say_with(t, TEXT_SUPPORT_CODE, v->support_code, NULL));
    }
    ui_picture(t, verdict->picture, PICTURE_SHARE);
    if (verdict->action.label != NULL) {
        node_spring(t);
        ui_button(t, &verdict->action);
    }
    if (verdict->action.label != NULL || verdict->picture != PICTURE_NONE) {
        node_space(t, tight ? 1 : SPACE_2);
    }
    node_close(t);
    ui_page_end(t, v);
}

/* Words first, then the camera: whoever holds the right code needs no button. */
void ui_code_answer(struct node_tree *t, const struct applicant_view *v,
                    const struct verdict *verdict_)
{
    bool roomy = t->fit < FIT_TIGHT || (t->modes.low && !t->modes.large && t->fit == FIT_TIGHT);
    if (!v->camera_live || !roomy) {
        ui_verdict(t, v, verdict_);
        return;
    }
    struct verdict page = *verdict_;
    page.band.height = t->modes.low || t->modes.large ? 0 : BAND_OVER_CAMERA;
    ui_page_begin(t, v);
    ui_band(t, &page.band);
    node_space(t, SPACE_3);
    ui_column_open(t, SPACE_3, true);
    ui_steps(t, page.band.tone, page.step);
    ui_picture(t, page.picture, PICTURE_SHARE);
    node_add(t, (struct node){.live = LIVE_CAMERA,
                              .name = tree_keep(t, say(t, TEXT_CAMERA)),
                              .min_height = t->fit < FIT_TIGHT ? CAMERA_LEAST_PX : CAMERA_TIGHT_PX,
                              .grow = CAMERA_SHARE,
                              .fill = COLOUR_CAMERA,
                              .ink = COLOUR_CAMERA_MARK,
                              .radius = 36,
                              .role = ROLE_IMAGE});
    node_space(t, SPACE_1);
    node_close(t);
    ui_page_end(t, v);
}

const char *ui_step_slip(struct node_tree *t, const struct applicant_view *v)
{
    switch (v->slip) {
    case SLIP_PRINTING:
    case SLIP_PRINTED:
        return say(t, TEXT_STEP_SLIP);
    case SLIP_NOT_WANTED:
    case SLIP_FAILED:
        break;
    }
    return say(t, TEXT_STEP_NUMBER);
}

const char *ui_step_called(struct node_tree *t, const struct applicant_view *v)
{
    return say_int(t, TEXT_STEP_CALLED, v->config->window_no);
}

const char *ui_step_more_papers(struct node_tree *t, const struct applicant_view *v)
{
    return v->wants.other   ? say(t, TEXT_PAPERS_ALSO_OTHER)
           : v->wants.proxy ? say(t, TEXT_PAPERS_ALSO_PROXY)
                            : NULL;
}

const char *ui_note_paper(struct node_tree *t, const struct applicant_view *v)
{
    bool paper = v->slip == SLIP_PRINTING || v->slip == SLIP_PRINTED;
    return paper ? say(t, TEXT_NOTE_PAPER) : NULL;
}

const char *ui_note_wait(struct node_tree *t, const struct applicant_view *v)
{
    if (v->wait_people <= 0) {
        return NULL;
    }
    if (v->wait_minutes < 0) {
        return say_int(t, TEXT_WAIT_PEOPLE, v->wait_people);
    }
    return say_with(t, TEXT_WAIT, tree_format(t, "%d", v->wait_minutes),
                    tree_format(t, "%d", v->wait_people));
}

const char *ui_day_text(struct node_tree *t, struct civil at)
{
    return tree_format(t, "%d月%d日", at.month, at.day);
}

const char *ui_time_text(struct node_tree *t, struct civil at)
{
    return at.minute == 0 ? tree_format(t, "%d時", at.hour)
                          : tree_format(t, "%d時%d分", at.hour, at.minute);
}
