/* Writes ui/down_screens.def and ui/down_glyphs.def anew from widgets and fonts: down FOLDER. */
#include <stdio.h>
#include <stdlib.h>
#include "tests/kit/down_tables.h"

static bool write_file(const char *folder, const char *name, const char *text)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    bool written = file != NULL && fputs(text, file) >= 0;
    return file != NULL && fclose(file) == 0 && written;
}

int main(int argc, char **argv)
{
    struct node_tree *tree = calloc(1, sizeof *tree);
    char *screens = calloc(1, DOWN_SCREENS_SIZE);
    char *glyphs = calloc(1, DOWN_GLYPHS_SIZE);
    struct lettering lettering;
    if (argc != 2 || tree == NULL || screens == NULL || glyphs == NULL ||
        failed(lettering_open(&lettering))) {
        (void)fprintf(stderr, "usage: down FOLDER\n");
        return EXIT_FAILURE;
    }
    struct strbuf a = strbuf_on(screens, DOWN_SCREENS_SIZE);
    struct strbuf b = strbuf_on(glyphs, DOWN_GLYPHS_SIZE);
    down_tables(tree, &lettering, &a, &b);
    bool good = !a.cut && !b.cut && write_file(argv[1], "down_screens.def", screens) &&
                write_file(argv[1], "down_glyphs.def", glyphs);
    lettering_close(&lettering);
    free(tree);
    free(screens);
    free(glyphs);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
