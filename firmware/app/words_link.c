#include "app/words_link.h"

#include <sodium.h>
#include <string.h>
#include "app/state.h"
#include "journal/personal.h"

static struct personal_name name_of(struct id visit_id, const char *words)
{
    struct personal_name name = {.visit_id = visit_id};
    struct strbuf b = strbuf_on(name.application_id, sizeof name.application_id);
    strbuf_text(&b, words);
    return name;
}

struct err words_link_keep(struct app *app)
{
    for (int i = 0; i < app->effects.count; i++) {
        const struct effect *e = &app->effects.effect[i];
        if (e->kind != FX_KEEP_WORDS) {
            continue;
        }
        struct personal_name name = name_of(e->words.visit_id, e->words.name);
        TRY(journal_personal_put(app->journal, &name, app->wall_ms, e->words.text,
                                 strlen(e->words.text)));
    }
    return OK;
}

static const struct words_found *look_up(struct app *app, struct id visit_id, const char *words)
{
    struct words_link *l = &app->words;
    for (int i = 0; i < l->count; i++) {
        if (strcmp(l->looked_up[i].name, words) == 0) {
            return &l->looked_up[i];
        }
    }
    struct words_found *f = &l->looked_up[l->next];
    struct personal_name name = name_of(visit_id, words);
    size_t n = 0;
    l->next = (l->next + 1) % WORDS_LOOKED_UP_MAX;
    l->count += l->count < WORDS_LOOKED_UP_MAX;
    *f = (struct words_found){0};
    memcpy(f->name, name.application_id, sizeof f->name);
    f->found = app->journal != NULL && !id_is_none(visit_id) &&
               !failed(journal_personal_get(app->journal, &name, f->text, sizeof f->text - 1, &n));
    f->text[f->found ? n : 0] = '\0';
    return f;
}

/* words "": phrases alone. */
static void show_words(struct app *app, struct id visit_id, const char *phrases, const char *words,
                       char out[NOTE_SHOWN_SIZE])
{
    struct strbuf b = strbuf_on(out, NOTE_SHOWN_SIZE);
    bool has_phrases = strcmp(phrases, EXCEPTION_OWN_WORDS) != 0;
    if (words[0] == '\0') {
        strbuf_text(&b, phrases);
        return;
    }
    const struct words_found *f = look_up(app, visit_id, words);
    strbuf_text(&b, has_phrases ? phrases : "");
    strbuf_text(&b, has_phrases && f->found ? "、" : "");
    strbuf_text(&b, f->found ? f->text : "（記載は消去済み）");
}

static void show_row(struct app *app, const struct journal_row *row, char out[NOTE_SHOWN_SIZE])
{
    char phrases[NOTE_SIZE], words[APPLICATION_ID_SIZE];
    if (row->kind == JOURNAL_EXCEPTION &&
        str_copy(phrases, sizeof phrases, journal_detail(row, "note")) &&
        str_copy(words, sizeof words, journal_detail(row, "words"))) {
        show_words(app, row->visit_id, phrases, words, out);
    }
}

void words_link_show(struct app *app, struct staff_view *view)
{
    if (view->screen != SCREEN_S10 && view->screen != SCREEN_S13) {
        if (app->words.count > 0) {
            sodium_memzero(&app->words, sizeof app->words);
        }
        return;
    }
    for (int i = 0; i < DAY_EXCEPTIONS_MAX && i < view->day.exceptions; i++) {
        const struct day_exception *e = &view->day.exception[i];
        show_words(app, e->visit_id, e->note, e->words, view->exception_note[i]);
    }
    for (int i = 0; i < view->log_count; i++) {
        show_row(app, &view->log[i], view->log_note[i]);
    }
}
