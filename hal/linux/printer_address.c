#include "hal/linux/printer_address.h"

#include <string.h>

#include "base/str.h"
#include "hal/linux/certificate_printer_file.h"
#include "hal/linux/certificate_printer_ipp.h"
#include "hal/linux/pipe_file.h"
#include "hal/linux/pipe_tcp.h"
#include "hal/linux/pipe_tty.h"
#include "hal/linux/pipe_usblp.h"
#include "hal/linux/printer_file.h"
#include "hal/printer_escpos.h"

enum { HOST_SIZE = 256, STANDARD_BAUD = 19200 };

/* The part behind "scheme:", or NULL. */
static const char *behind(const char *address, const char *scheme)
{
    size_t n = strlen(scheme);
    return strncmp(address, scheme, n) == 0 ? address + n : NULL;
}

/* "host:number" at its last colon; an address in brackets loses them. */
static bool split(const char *text, char host[HOST_SIZE], int *out_number)
{
    const char *colon = strrchr(text, ':');
    int64_t number = 0;
    if (colon == NULL || !str_to_int64(str_of(colon + 1), &number) || number < 1 ||
        number > 1000000) {
        return false;
    }
    struct str name = {text, (size_t)(colon - text)};
    bool is_bracketed = name.n > 2 && name.p[0] == '[' && name.p[name.n - 1] == ']';
    if (is_bracketed) {
        name = (struct str){name.p + 1, name.n - 2};
    }
    *out_number = (int)number;
    return name.n > 0 && str_copy(host, HOST_SIZE, name);
}

static struct err open_serial(const char *rest, struct byte_pipe **out)
{
    char path[HOST_SIZE];
    int baud = STANDARD_BAUD;
    if (split(rest, path, &baud)) {
        return pipe_tty_open(path, baud, true, out);
    }
    return strchr(rest, ':') == NULL ? pipe_tty_open(rest, baud, true, out) : FAIL(INVALID);
}

static struct err open_tcp(const char *rest, struct byte_pipe **out)
{
    char host[HOST_SIZE];
    int port = 0;
    return split(rest, host, &port) ? pipe_tcp_open(host, port, out) : FAIL(INVALID);
}

static struct err open_pipe(const char *address, struct byte_pipe **out)
{
    const char *rest;
    if ((rest = behind(address, "usb:")) != NULL) {
        return pipe_usblp_open(rest, out);
    }
    if ((rest = behind(address, "serial:")) != NULL) {
        return open_serial(rest, out);
    }
    if ((rest = behind(address, "tcp:")) != NULL) {
        return open_tcp(rest, out);
    }
    if ((rest = behind(address, "bytes:")) != NULL) {
        return pipe_file_open(rest, out);
    }
    return FAIL(UNSUPPORTED);
}

struct err slip_printer_open(const struct slip_printer_address *a, struct printer **out)
{
    const char *folder = behind(a->address, "file:");
    if (folder != NULL) {
        return printer_file_open(folder, a->width_dots, a->dpi, out);
    }
    const struct escpos_model *model = escpos_model_find(str_of(a->model));
    struct byte_pipe *pipe = NULL;
    TRY(open_pipe(a->address, &pipe));
    if (model == NULL || model->width_dots != a->width_dots || model->dpi != a->dpi) {
        byte_pipe_close(pipe);
        return model == NULL ? FAIL(NOT_FOUND) : FAIL(INVALID);
    }
    return printer_escpos_open(pipe, model, a->id_seed, out);
}

struct err certificate_printer_address_open(const char *address, const char *roots,
                                            struct certificate_printer **out)
{
    const char *folder = behind(address, "file:");
    if (folder != NULL) {
        return certificate_printer_file_open(folder, out);
    }
    if (behind(address, "ipp:") == NULL && behind(address, "ipps:") == NULL) {
        return FAIL(UNSUPPORTED);
    }
    struct ipp_worker_settings settings = {.uri = address, .roots = roots};
    return certificate_printer_ipp_open(&settings, out);
}
