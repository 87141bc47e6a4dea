#include "sim/demo.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "sim/scenario.h"

/* The story itself is a scenario like any other, carried inside the program. */
__asm__(".section .rodata\n"
        "demo_text:\n"
        ".incbin \"sim/scenarios/demo.scn\"\n"
        "demo_text_end:\n"
        ".byte 0\n"
        ".previous\n");
extern const char demo_text[] __attribute__((visibility("hidden")));
extern const char demo_text_end[] __attribute__((visibility("hidden")));

enum { PICTURES_MAX = 128, NAME_MAX_SIZE = 128 };

struct pictures {
    int count;
    char name[PICTURES_MAX][NAME_MAX_SIZE];
};

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

static bool is_png(const char *name)
{
    size_t n = strlen(name);
    return n > 4 && strcmp(name + n - 4, ".png") == 0;
}

static void find_pictures(const char *folder, struct pictures *out)
{
    DIR *dir = opendir(folder);
    out->count = 0;
    for (struct dirent *e = dir == NULL ? NULL : readdir(dir); e != NULL; e = readdir(dir)) {
        if (is_png(e->d_name) && out->count < PICTURES_MAX &&
            str_copy(out->name[out->count], NAME_MAX_SIZE, str_of(e->d_name))) {
            out->count++;
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    qsort(out->name, (size_t)out->count, NAME_MAX_SIZE, by_name);
}

static bool write_index(const char *folder)
{
    char path[OFFICE_PATH_SIZE + 16];
    struct pictures *pictures = malloc(sizeof *pictures);
    struct strbuf b = strbuf_on(path, sizeof path);
    strbuf_format(&b, "%s/index.html", folder);
    FILE *f = pictures == NULL ? NULL : fopen(path, "w");
    if (f == NULL) {
        free(pictures);
        return false;
    }
    find_pictures(folder, pictures);
    fputs("<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\"><title>Uketori</title>\n"
          "<style>body{font-family:sans-serif;background:#e8ebef;margin:2rem}"
          "figure{display:inline-block;margin:1rem;vertical-align:top}"
          "img{height:32rem;box-shadow:0 2px 12px #0003}figcaption{margin-top:.5rem}</style>\n"
          "<h1>Uketori: one pickup from code to hand-over</h1>\n",
          f);
    for (int i = 0; i < pictures->count; i++) {
        fprintf(f, "<figure><img src=\"%s\" alt=\"%s\"><figcaption>%s</figcaption></figure>\n",
                pictures->name[i], pictures->name[i], pictures->name[i]);
    }
    fputs("</html>\n", f);
    free(pictures);
    return fclose(f) == 0;
}

int demo_run(const char *out, const char *work_folder)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    struct office *office = calloc(1, sizeof *office);
    struct scenario_run run = {.scenario = scenario, .office = office, .shots = out};
    uint64_t hash = 0;
    struct str text = {demo_text, (size_t)(demo_text_end - demo_text)};
    struct err e = scenario == NULL || office == NULL ? FAIL(NO_MEMORY) : OK;
    mkdir(out, 0755); /* already there is as good */
    e = failed(e) ? e : scenario_parse(text, "demo.scn", scenario, run.message);
    struct office_setup setup = {.folder = work_folder,
                                 .fresh = true,
                                 .worker_mode = WORKER_PROCESS,
                                 .ui = {.applicant = true, .staff = true}};
    e = failed(e) ? e : scenario_carry_out(&run, &setup, &hash);
    if (!failed(e) && !write_index(out)) {
        e = FAIL(IO);
    }
    if (failed(e)) {
        fprintf(stderr, "uketori-sim: demo: %s: %s\n", err_text(e), run.message);
    } else {
        printf("demonstration: %d steps, hand-over acknowledged by the backend, storyboard in "
               "%s/index.html hash=%016llx\n",
               run.shot_count, out, (unsigned long long)hash);
    }
    free(scenario);
    free(office);
    return failed(e) ? 1 : 0;
}
