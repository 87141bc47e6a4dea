/* The kana pad: what a clerk writes with a finger. A keyboard writes too (ui/window.h). */
#include "core/view.h"
#include "ui/staff.h"

enum { KANA_COLUMNS = 10, KANA_ROWS = 5, KANA_GAP = 6 };

struct kana_key {
    const char *label; /* NULL: the catalogue's */
    int argument;
};

/* わ … あ, as it is read: from the right. */
static const struct kana_key keys[KANA_ROWS][KANA_COLUMNS] = {
    {{"わ", 0x308F},
     {"ら", 0x3089},
     {"や", 0x3084},
     {"ま", 0x307E},
     {"は", 0x306F},
     {"な", 0x306A},
     {"た", 0x305F},
     {"さ", 0x3055},
     {"か", 0x304B},
     {"あ", 0x3042}},
    {{"を", 0x3092},
     {"り", 0x308A},
     {"゛", NOTE_KEY_VOICED},
     {"み", 0x307F},
     {"ひ", 0x3072},
     {"に", 0x306B},
     {"ち", 0x3061},
     {"し", 0x3057},
     {"き", 0x304D},
     {"い", 0x3044}},
    {{"ん", 0x3093},
     {"る", 0x308B},
     {"ゆ", 0x3086},
     {"む", 0x3080},
     {"ふ", 0x3075},
     {"ぬ", 0x306C},
     {"つ", 0x3064},
     {"す", 0x3059},
     {"く", 0x304F},
     {"う", 0x3046}},
    {{"ー", 0x30FC},
     {"れ", 0x308C},
     {"゜", NOTE_KEY_HALF_VOICED},
     {"め", 0x3081},
     {"へ", 0x3078},
     {"ね", 0x306D},
     {"て", 0x3066},
     {"せ", 0x305B},
     {"け", 0x3051},
     {"え", 0x3048}},
    {{"、", 0x3001},
     {"ろ", 0x308D},
     {"よ", 0x3088},
     {"も", 0x3082},
     {"ほ", 0x307B},
     {"の", 0x306E},
     {"と", 0x3068},
     {"そ", 0x305D},
     {"こ", 0x3053},
     {"お", 0x304A}},
};

static int key_height(const struct node_tree *t)
{
    return t->upright ? 88 : t->fit < FIT_COMPACT ? 58 : STAFF_TARGET_MIN;
}

static void key(struct node_tree *t, const struct kana_key *k)
{
    ui_word_button(t, TYPE_STAFF_BOLD, COLOUR_TEXT, k->label,
                   (struct node){.height = key_height(t),
                                 .grow = 1,
                                 .fill = k->argument < 0 ? COLOUR_NEUTRAL : COLOUR_SHEET,
                                 .stroke = COLOUR_LINE,
                                 .stroke_px = 2,
                                 .radius = 10,
                                 .action = ACTION_STAFF_TEXT,
                                 .argument = k->argument,
                                 .enabled = true});
}

void ui_kana_pad(struct node_tree *t)
{
    node_open(t, (struct node){.gap = KANA_GAP});
    for (int row = 0; row < KANA_ROWS; row++) {
        node_open(t, (struct node){.flow = FLOW_ROW, .gap = KANA_GAP});
        for (int column = 0; column < KANA_COLUMNS; column++) {
            key(t, &keys[row][column]);
        }
        node_close(t);
    }
    node_close(t);
}
