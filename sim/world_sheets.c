/* Sheets of paper in the hands of a clerk: looked for, taken, torn, given away and given back. A
 * sheet is known by what is printed on it. */
#include "sim/world_work.h"

static bool is_here(const struct work *k, const struct world_sheet *s)
{
    return s->terminal == k->t->no && (s->place == SHEET_TRAY || s->place == SHEET_COUNTER);
}

static void move_sheet(struct world *w, struct world_sheet *s, enum sheet_place place, int person)
{
    static const char *const names[] = {"TRAY", "COUNTER", "GIVEN", "DESTROYED"};
    s->place = place;
    s->person = person;
    history_place_sheet(w->history, s->row, names[place], person);
}

/* The sheets of this job, or of this application as the clerk reads it. */
static bool belongs(const struct work *k, const struct world_sheet *s)
{
    return is_here(k, s) && (id_equal(s->job_id, k->item->job_id) || s->case_no == k->case_no);
}

void world_sheets_destroy(const struct work *k, bool spoiled_only)
{
    for (int i = 0; i < k->w->sheet_count; i++) {
        struct world_sheet *s = &k->w->sheet[i];
        if (belongs(k, s) && (!spoiled_only || !s->whole)) {
            move_sheet(k->w, s, SHEET_DESTROYED, -1);
        }
    }
}

enum action world_sheets_answer(const struct work *k)
{
    enum action answer = ACTION_STAFF_DID_NOT;
    for (int i = 0; i < k->w->sheet_count; i++) {
        const struct world_sheet *s = &k->w->sheet[i];
        if (belongs(k, s)) {
            answer = s->whole                          ? ACTION_STAFF_CAME_OUT
                     : answer == ACTION_STAFF_CAME_OUT ? answer
                                                       : ACTION_STAFF_SPOILED;
        }
    }
    return answer;
}

bool world_sheets_take(const struct work *k)
{
    bool whole = false;
    for (int i = 0; i < k->w->sheet_count; i++) {
        struct world_sheet *s = &k->w->sheet[i];
        if (belongs(k, s) && s->whole) {
            move_sheet(k->w, s, SHEET_COUNTER, -1);
            whole = true;
        }
    }
    return whole;
}

/* Everything of an item that lies on the counter goes over; one sheet of it, the others are torn.
 */
void world_give(const struct work *k, const struct item *item)
{
    struct work one = *k;
    char visit[ID_TEXT_SIZE];
    bool given = false;
    one.item = item;
    one.case_no = world_case_of(k->w, item->application_id);
    for (int i = 0; i < k->w->sheet_count; i++) {
        struct world_sheet *s = &k->w->sheet[i];
        if (belongs(&one, s) && s->place == SHEET_COUNTER) {
            move_sheet(k->w, s, given ? SHEET_DESTROYED : SHEET_GIVEN, given ? -1 : k->person);
            given = true;
        }
    }
    struct world_case *c = &k->w->cases[one.case_no];
    c->given_at = k->t->no;
    c->given_to = k->person;
    id_text(k->ticket->visit_id, visit);
    world_note(k->w, k->t->no, "clerk", "gives", one.case_no);
    HISTORY(k->w->history, handed, k->w->now_ms, N(k->t->no), T(item->application_id), N(k->person),
            N(item->token), T(visit), N(0));
    int picked = c->picked < 0 ? one.case_no : c->picked;
    HISTORY(k->w->history, card, k->w->now_ms, N(k->t->no),
            T(k->w->cases[picked].application.application_id), N(k->person));
    k->w->report.handed++;
}

void world_give_back(const struct work *k, const struct item *item)
{
    int no = world_case_of(k->w, item->application_id);
    for (int i = 0; i < k->w->sheet_count; i++) {
        struct world_sheet *s = &k->w->sheet[i];
        if (s->place == SHEET_GIVEN && s->person == k->person && s->case_no == no) {
            move_sheet(k->w, s, SHEET_COUNTER, -1);
        }
    }
    k->w->cases[no].given_at = k->w->cases[no].given_to = -1;
    world_note(k->w, k->t->no, "person", "gives back", no);
    history_take_back(k->w->history, item->application_id, k->t->no);
    k->w->report.handed--;
}
