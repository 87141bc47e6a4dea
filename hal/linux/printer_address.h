/* From an address in the settings to a printer.
 *
 * Promises: an address is taken whole or refused; nothing is connected here. Slip printers:
 *   file:FOLDER · usb:/dev/usb/lp0 · serial:/dev/ttyS0[:BAUD] (19200) · tcp:ADDRESS:PORT ·
 *   bytes:FILE
 * Certificate printers: file:FOLDER · ipp://HOST:PORT/PATH · ipps://…
 */
#ifndef HAL_LINUX_PRINTER_ADDRESS_H
#define HAL_LINUX_PRINTER_ADDRESS_H

#include <stdint.h>
#include "base/err.h"
#include "hal/certificate_printer.h"
#include "hal/printer.h"

struct slip_printer_address {
    const char *address;
    const char *model;   /* row of hal/escpos_model.h; not looked at for file: */
    int width_dots, dpi; /* of the pages; must be the model's, except for file: */
    uint32_t id_seed;    /* see hal/printer_escpos.h */
};

/* UNSUPPORTED: no such kind of address. NOT_FOUND: no such model. INVALID: the rest of the address,
 * or a size that is not the model's. */
struct err slip_printer_open(const struct slip_printer_address *a, struct printer **out);

/* roots: a PEM file whose certificates ipps printers are judged by; NULL or "": the system's.
 * UNSUPPORTED, INVALID as above, INVALID also for a file without certificates. */
struct err certificate_printer_address_open(const char *address, const char *roots,
                                            struct certificate_printer **out);

#endif
