#include "core/note.h"

#include <assert.h>
#include <string.h>
#include "base/str.h"
#include "base/utf8.h"

/* Rows of the same sound: plain, small, voiced, half voiced; 0: there is none. */
struct kana {
    uint16_t plain, small, voiced, half_voiced;
};

static const struct kana kana[] = {
    {0x3042, 0x3041, 0, 0},      {0x3044, 0x3043, 0, 0},      {0x3046, 0x3045, 0x3094, 0},
    {0x3048, 0x3047, 0, 0},      {0x304A, 0x3049, 0, 0},      {0x304B, 0, 0x304C, 0},
    {0x304D, 0, 0x304E, 0},      {0x304F, 0, 0x3050, 0},      {0x3051, 0, 0x3052, 0},
    {0x3053, 0, 0x3054, 0},      {0x3055, 0, 0x3056, 0},      {0x3057, 0, 0x3058, 0},
    {0x3059, 0, 0x305A, 0},      {0x305B, 0, 0x305C, 0},      {0x305D, 0, 0x305E, 0},
    {0x305F, 0, 0x3060, 0},      {0x3061, 0, 0x3062, 0},      {0x3064, 0x3063, 0x3065, 0},
    {0x3066, 0, 0x3067, 0},      {0x3068, 0, 0x3069, 0},      {0x306F, 0, 0x3070, 0x3071},
    {0x3072, 0, 0x3073, 0x3074}, {0x3075, 0, 0x3076, 0x3077}, {0x3078, 0, 0x3079, 0x307A},
    {0x307B, 0, 0x307C, 0x307D}, {0x3084, 0x3083, 0, 0},      {0x3086, 0x3085, 0, 0},
    {0x3088, 0x3087, 0, 0},
};

static bool lies(uint32_t c, uint32_t from, uint32_t to)
{
    return c >= from && c <= to;
}

static bool allows(uint32_t c)
{
    bool letter = lies(c, 'A', 'Z') || lies(c, 'a', 'z') || lies(c, 0xFF21, 0xFF3A) ||
                  lies(c, 0xFF41, 0xFF5A);
    bool japanese = lies(c, 0x3041, 0x3096) || lies(c, 0x30A1, 0x30FC) || lies(c, 0x4E00, 0x9FFF) ||
                    c == 0x3005; /* 々 */
    bool mark = c == 0x3001 || c == 0x3002 || c == 0xFF08 || c == 0xFF09;
    return letter || japanese || mark;
}

int note_characters(const char *note)
{
    return utf8_count(str_of(note));
}

/* Where the last character begins. */
static size_t last_at(const char *note)
{
    size_t at = strlen(note);
    while (at > 0 && ((unsigned char)note[at - 1] & 0xC0) == 0x80) {
        at--;
    }
    return at > 0 ? at - 1 : 0;
}

/* Every character that is allowed has at most three bytes, so what is counted fits. */
static void add(char note[NOTE_SIZE], uint32_t c)
{
    size_t n = strlen(note);
    char bytes[4];
    int length = utf8_put(c, bytes);
    assert(n + (size_t)length < NOTE_SIZE);
    memcpy(note + n, bytes, (size_t)length);
    note[n + (size_t)length] = '\0';
}

static uint32_t other_form(uint32_t c, int key)
{
    for (size_t i = 0; i < sizeof kana / sizeof kana[0]; i++) {
        const struct kana *k = &kana[i];
        uint32_t form = key == NOTE_KEY_SMALL    ? k->small
                        : key == NOTE_KEY_VOICED ? k->voiced
                                                 : k->half_voiced;
        bool here = c == k->plain || c == k->small || c == k->voiced || c == k->half_voiced;
        if (here && form != 0) {
            return c == form ? k->plain : form; /* pressed again, it goes back */
        }
    }
    return c;
}

void note_key(char note[NOTE_SIZE], int key)
{
    if (key >= 0) {
        bool room = note_characters(note) < NOTE_CHARACTERS_MAX;
        if (room && allows((uint32_t)key)) {
            add(note, (uint32_t)key);
        }
        return;
    }
    size_t at = last_at(note);
    struct str last = str_of(note + at);
    uint32_t c = 0;
    if (!utf8_next(&last, &c)) {
        return; /* nothing stands there */
    }
    note[at] = '\0';
    if (key != NOTE_KEY_ERASE) {
        add(note, other_form(c, key));
    }
}

void note_phrase(char note[NOTE_SIZE], const char *phrase)
{
    const char *comma = note[0] == '\0' ? "" : "、";
    int count = note_characters(note) + note_characters(comma) + note_characters(phrase);
    struct str rest = str_of(phrase);
    uint32_t c = 0;
    if (count > NOTE_CHARACTERS_MAX || phrase[0] == '\0') {
        return;
    }
    if (comma[0] != '\0') {
        add(note, 0x3001);
    }
    while (utf8_next(&rest, &c)) {
        note_key(note, (int)c);
    }
}
