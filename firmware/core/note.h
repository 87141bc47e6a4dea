/* A few words that a clerk writes under a reason, character by character.
 *
 * Promises: pure text; whole characters of UTF-8, at most NOTE_CHARACTERS_MAX. Letters, kana, kanji
 * and 、。・ー（） only: no digits, so no plate, telephone or receipt number can stand in it, and
 * neither blanks nor quotation marks, so it is one word of a journal row and one cell of a CSV
 * file. The marks of the kana pad change the last character as they do on a telephone.
 */
#ifndef CORE_NOTE_H
#define CORE_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    NOTE_CHARACTERS_MIN = 5, /* reference: ux §6.8 */
    NOTE_CHARACTERS_MAX = 30,
    NOTE_SIZE = NOTE_CHARACTERS_MAX * 3 + 1,
    NOTE_SHOWN_SIZE = NOTE_SIZE + 32, /* with what stands in place of forgotten words */
};

/* Keys of the pad that are not characters themselves; as arguments beside code points. */
enum { NOTE_KEY_ERASE = -1, NOTE_KEY_SMALL = -2, NOTE_KEY_VOICED = -3, NOTE_KEY_HALF_VOICED = -4 };

/* A code point or one of NOTE_KEY_*. What is not allowed, or has no room, changes nothing. */
void note_key(char note[NOTE_SIZE], int key);

/* Appends a phrase, with 、 between; one without room changes nothing. */
void note_phrase(char note[NOTE_SIZE], const char *phrase);

int note_characters(const char *note);

#endif
