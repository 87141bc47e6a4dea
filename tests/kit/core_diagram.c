#include "tests/kit/core_diagram.h"

#include <string.h>
#include "tests/kit/kit.h"

enum { LABEL_LINE = 34, LABEL_MAX = 2048 };

struct state_row {
    enum screen screen;
    int quiet_ms, warn_ms;
    bool gives_back;
};

static const struct state_row visit_rows[VISIT_STATE_COUNT] = {
#define X(state, screen, quiet_ms, warn_ms, gives_back)                                            \
    [VISIT_##state] = {screen, quiet_ms, warn_ms, gives_back},
    VISIT_STATE_LIST(X)
#undef X
};

static const struct state_row item_rows[ITEM_STATE_COUNT] = {
#define X(state, screen, quiet_ms, warn_ms, gives_back)                                            \
    [ITEM_##state] = {screen, quiet_ms, warn_ms, gives_back},
    ITEM_STATE_LIST(X)
#undef X
};

/* A verdict: any screen of a visit but the first two, which have ways of their own. */
static bool is_verdict(int state)
{
    return state != VISIT_IDLE && state != VISIT_LOOKUP;
}

/* The same stimulus leads from every verdict to `to`: drawn once. */
static bool from_every_verdict(const struct core_matrix *m, int to, int s)
{
    for (int from = 0; from < VISIT_STATE_COUNT; from++) {
        if (is_verdict(from) && !m->visit[from][to][s]) {
            return false;
        }
    }
    return true;
}

struct label {
    struct strbuf text;
    size_t line_from;
};

static void say(struct label *l, const char *word)
{
    if (l->text.n > 0) {
        bool full = l->text.n - l->line_from + strlen(word) > LABEL_LINE;
        strbuf_text(&l->text, full ? ",\\n" : ", ");
        l->line_from = full ? l->text.n : l->line_from;
    }
    strbuf_text(&l->text, word);
}

static void edge(struct strbuf *out, const char *names, const struct label *l, bool no_return)
{
    if (l->text.n > 0) {
        strbuf_format(out, "    %s [label=\"%s\"%s];\n", names, l->text.p,
                      no_return ? ", color=\"#C62828\", fontcolor=\"#C62828\", penwidth=3" : "");
    }
}

static void visit_node(struct strbuf *out, int state)
{
    const struct state_row *row = &visit_rows[state];
    const char *name = visit_state_name((enum visit_state)state);
    strbuf_format(out, "    visit_%s [label=\"%s\\n%s", name, name, screen_code(row->screen));
    if (row->quiet_ms > 0) {
        strbuf_format(out, " · %d s", row->quiet_ms / 1000);
    }
    if (row->warn_ms > 0) {
        strbuf_format(out, " + %d s", row->warn_ms / 1000);
    }
    strbuf_text(out, "\"];\n");
}

static void visit_edge(const struct core_matrix *m, struct strbuf *out, int from, int to)
{
    char text[LABEL_MAX];
    char names[96];
    struct label l = {.text = strbuf_on(text, sizeof text)};
    for (int s = 0; s < m->stimulus_count; s++) {
        bool common = is_verdict(from) && from_every_verdict(m, to, s);
        if (from != to && m->visit[from][to][s] && !common) {
            say(&l, m->stimulus[s].label);
        }
    }
    struct strbuf n = strbuf_on(names, sizeof names);
    strbuf_format(&n, "visit_%s -> visit_%s", visit_state_name((enum visit_state)from),
                  visit_state_name((enum visit_state)to));
    edge(out, names, &l, false);
}

static void any_edge(const struct core_matrix *m, struct strbuf *out, int to)
{
    char text[LABEL_MAX];
    char names[96];
    struct label l = {.text = strbuf_on(text, sizeof text)};
    for (int s = 0; s < m->stimulus_count; s++) {
        if (from_every_verdict(m, to, s)) {
            say(&l, m->stimulus[s].label);
        }
    }
    struct strbuf n = strbuf_on(names, sizeof names);
    strbuf_format(&n, "any_verdict -> visit_%s", visit_state_name((enum visit_state)to));
    edge(out, names, &l, false);
}

static void visits(const struct core_matrix *m, struct strbuf *out)
{
    strbuf_text(out, "  subgraph cluster_visit {\n"
                     "    label=\"visit: the applicant at the machine\\n"
                     "state, screen, quiet time + warning\";\n"
                     "    any_verdict [label=\"from every screen\\nbut IDLE and LOOKUP\", "
                     "style=\"rounded,dashed\"];\n");
    for (int state = 0; state < VISIT_STATE_COUNT; state++) {
        visit_node(out, state);
    }
    for (int to = 0; to < VISIT_STATE_COUNT; to++) {
        any_edge(m, out, to);
        for (int from = 0; from < VISIT_STATE_COUNT; from++) {
            visit_edge(m, out, from, to);
        }
    }
    strbuf_text(out, "  }\n");
}

static void item_edge(const struct core_matrix *m, struct strbuf *out, int from, int to)
{
    char text[LABEL_MAX];
    char names[96];
    struct label l = {.text = strbuf_on(text, sizeof text)};
    for (int s = 0; s < m->stimulus_count; s++) {
        if (from != to && m->item[from][to][s]) {
            say(&l, m->stimulus[s].label);
        }
    }
    struct strbuf n = strbuf_on(names, sizeof names);
    strbuf_format(&n, "item_%s -> item_%s", item_state_name((enum item_state)from),
                  item_state_name((enum item_state)to));
    edge(out, names, &l, item_rows[from].gives_back && !item_rows[to].gives_back);
}

static void item_node(struct strbuf *out, int state)
{
    const char *name = item_state_name((enum item_state)state);
    strbuf_format(out, "    item_%s [label=\"%s\\n%s\"%s];\n", name, name,
                  screen_code(item_rows[state].screen),
                  item_rows[state].gives_back ? "" : ", fillcolor=\"#FBE4E4\", color=\"#C62828\"");
}

static void items(const struct core_matrix *m, struct strbuf *out)
{
    strbuf_text(out, "  subgraph cluster_item {\n"
                     "    label=\"item: one application over the counter\\n"
                     "red: past the point of no return only physical truth is recorded\";\n");
    for (int state = 0; state < ITEM_STATE_COUNT; state++) {
        item_node(out, state);
    }
    for (int from = 0; from < ITEM_STATE_COUNT; from++) {
        for (int to = 0; to < ITEM_STATE_COUNT; to++) {
            item_edge(m, out, from, to);
        }
    }
    strbuf_text(out, "  }\n");
}

size_t core_diagram(const struct core_matrix *m, char out[CORE_DIAGRAM_SIZE])
{
    struct strbuf b = strbuf_on(out, CORE_DIAGRAM_SIZE);
    strbuf_text(&b, "// Made by tests/tools/diagram.c from the matrix of states and events.\n"
                    "digraph states {\n"
                    "  rankdir=LR; nodesep=0.25; ranksep=1.1; compound=true;\n"
                    "  fontname=\"sans-serif\"; fontsize=22; labeljust=l;\n"
                    "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#F4F6F8\", "
                    "fontname=\"sans-serif\", fontsize=14];\n"
                    "  edge [fontname=\"sans-serif\", fontsize=10, color=\"#5A6570\"];\n");
    visits(m, &b);
    items(m, &b);
    strbuf_text(&b, "}\n");
    assert_false(b.cut);
    return b.n;
}
