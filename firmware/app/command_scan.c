#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "app/command.h"
#include "base/base64.h"
#include "base/utf8.h"
#include "domain/pickup_code.h"
#include "scan/engine.h"
#include "scan/image_file.h"

/* JSON string (RFC 8259 §7) of valid UTF-8. */
static void print_string(struct str s)
{
    putchar('"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') {
            printf("\\%c", c);
        } else if (c < 0x20 || c == 0x7F) {
            printf("\\u%04x", c);
        } else {
            putchar(c);
        }
    }
    putchar('"');
}

static void print_code(const struct scan_code *code)
{
    char encoded[BASE64_LENGTH(SCAN_PAYLOAD_MAX) + 1];
    struct code_shape shape = {.bytes = code->bytes,
                               .length = code->length,
                               .partial = code->symbology == SCAN_QR_PART,
                               .barcode = code->symbology == SCAN_BARCODE};
    bool fits = base64_encode(code->bytes, code->length, encoded, sizeof encoded);
    assert(fits);
    printf("{\"kind\":\"%s\",\"bytes\":\"%s\"", code_kind_name(code_kind_of(shape, NULL, 0)),
           encoded);
    struct str text = {(const char *)code->bytes, code->length};
    if (utf8_valid(text)) {
        printf(",\"text\":");
        print_string(text);
    }
    printf(",\"corners\":[");
    for (int i = 0; i < 4; i++) {
        printf("%s[%.1f,%.1f]", i == 0 ? "" : ",", (double)code->corner[i].x,
               (double)code->corner[i].y);
    }
    printf("]}");
}

static double milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct err scan_file(struct scan_engine *engine, const char *file,
                            struct scan_result *result)
{
    struct image_file image;
    TRY(image_file_load(file, &image));
    scan_forget(engine); /* one picture knows nothing of the one before */
    double start = milliseconds();
    struct err e = scan_frame(engine, &image.view, SCAN_EFFORT_STILL, result);
    double ms = milliseconds() - start;
    image_file_free(&image);
    if (failed(e)) {
        return e;
    }
    printf("{\"file\":");
    print_string(str_of(file));
    printf(",\"codes\":[");
    for (int i = 0; i < result->code_count; i++) {
        printf("%s", i == 0 ? "" : ",");
        print_code(&result->code[i]);
    }
    printf("],\"hint\":\"%s\",\"ms\":%.2f}\n", scan_hint_name(result->hint), ms);
    return OK;
}

int command_scan(int count, char *const *files)
{
    struct scan_engine *engine = NULL;
    struct scan_result *result = calloc(1, sizeof *result);
    if (result == NULL || failed(scan_open(&engine))) {
        fprintf(stderr, "uketori: scan: out of memory\n");
        free(result);
        return EXIT_NOT_IN_ORDER;
    }
    int exit_code = EXIT_IN_ORDER;
    for (int i = 0; i < count; i++) {
        struct err e = scan_file(engine, files[i], result);
        if (failed(e)) {
            fprintf(stderr, "uketori: %s: not a readable picture: %s\n", files[i], err_text(e));
            exit_code = EXIT_NOT_IN_ORDER;
        }
    }
    scan_close(engine);
    free(result);
    return exit_code;
}
