#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include "app/command.h"
#include "app/staff_file.h"

static const char usage[] = "Usage: uketori staff add FILE ID clerk|supervisor|engineer NAME\n"
                            "       uketori staff list FILE\n";

static bool read_line(const char *prompt, char out[PIN_DIGITS_MAX + 2])
{
    struct termios before, silent;
    bool at_desk = isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &before) == 0;
    if (at_desk) {
        silent = before;
        silent.c_lflag &= (tcflag_t)~ECHO;
        fputs(prompt, stderr);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    bool got = fgets(out, PIN_DIGITS_MAX + 2, stdin) != NULL;
    if (at_desk) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fputc('\n', stderr);
    }
    out[strcspn(out, "\n")] = '\0';
    return got;
}

static int add(const char *file, char *const *words)
{
    struct staff_member m = {.role = STAFF_ROLE_COUNT};
    char pin[PIN_DIGITS_MAX + 2] = "", again[PIN_DIGITS_MAX + 2] = "";
    for (int r = 0; r < STAFF_ROLE_COUNT; r++) {
        if (strcmp(staff_role_word((enum staff_role)r), words[1]) == 0) {
            m.role = (enum staff_role)r;
        }
    }
    if (!str_copy(m.id, sizeof m.id, str_of(words[0])) ||
        !str_copy(m.name, sizeof m.name, str_of(words[2])) || m.role == STAFF_ROLE_COUNT) {
        fputs(usage, stderr);
        return EXIT_USAGE;
    }
    bool same = read_line("PIN (4 to 8 digits): ", pin) && read_line("again: ", again) &&
                strcmp(pin, again) == 0;
    struct err e = same ? staff_file_add(file, &m, pin, STAFF_HASH_INTERACTIVE) : FAIL(INVALID);
    sodium_memzero(pin, sizeof pin);
    sodium_memzero(again, sizeof again);
    if (failed(e)) {
        fprintf(stderr, "uketori: %s: %s\n", file,
                !same                   ? "the two PINs differ"
                : e.code == ERR_INVALID ? "id, name or PIN is not allowed, or the id is there"
                                        : err_text(e));
        return EXIT_NOT_IN_ORDER;
    }
    printf("%s %s added\n", m.id, staff_role_word(m.role));
    return EXIT_IN_ORDER;
}

static int show(const char *file)
{
    struct staff_list list;
    char message[STAFF_MESSAGE_SIZE];
    if (failed(staff_file_read(file, &list, message))) {
        fprintf(stderr, "uketori: %s\n", message);
        return EXIT_NOT_IN_ORDER;
    }
    for (int i = 0; i < list.count; i++) {
        printf("%-12s %-10s %s\n", list.member[i].id, staff_role_word(list.member[i].role),
               list.member[i].name);
    }
    return EXIT_IN_ORDER;
}

int command_staff(int count, char *const *words)
{
    if (count == 5 && strcmp(words[0], "add") == 0) {
        return add(words[1], words + 2);
    }
    if (count == 2 && strcmp(words[0], "list") == 0) {
        return show(words[1]);
    }
    fputs(usage, stderr);
    return EXIT_USAGE;
}
