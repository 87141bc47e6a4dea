/* The fictitious office: applications over every status, tax state and kind of code, each with a
 * short name by which scenarios, tests and the panel speak of it.
 *
 * Promises: no real person, plate or address; the same on every machine. A name is either an
 * application ("ready", "papers", "firm12-03"), a firm's code ("firm12", "firm3", "firm41") or a
 * code that opens nothing ("bad-signature", "foreign-issuer", "future-code", "stale-code",
 * "never-issued", "never-issued-opaque"). sim/seed_rows.c has the list.
 */
#ifndef SIM_SEED_DATA_H
#define SIM_SEED_DATA_H

#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "domain/application.h"
#include "domain/pickup_code.h"
#include "sim/backend_logic.h"

/* Opaque codes begin with this; it must stand in the terminal's settings ([pickup] prefix). */
#define SEED_OPAQUE_PREFIX "KOSS:"
#define SEED_OFFICE_ID     "nerima"
#define SEED_OFFICE_NAME   "練馬事務所"

enum { SEED_KEY_ID = 1 };

/* The issuer's key pair for worlds that must repeat: the same for the same seed. A pki's own keys
 * (sim/pki.h) serve as well. */
void seed_data_issuer(uint64_t seed, uint8_t out_public[32], uint8_t out_secret[64]);

/* The public half as settings and the backend want it: key id 1, issuer "UKSIM", valid for years.
 */
struct pickup_key seed_data_key(const uint8_t issuer_public[32]);

int seed_data_count(void);              /* applications, at least 60 */
const char *seed_data_name(int row);    /* 0 .. count-1 */
const char *seed_data_summary(int row); /* Japanese, one line, for the panel */
bool seed_data_is_opaque(int row);      /* its own code is opaque; false: signed */

/* NOT_FOUND: no application of that name. now_ms gives the dates in it. */
struct err seed_data_application(const char *name, int64_t now_ms,
                                 struct application *out_application);

/* Puts everything into an empty backend, in one go. */
struct err seed_data_put(struct backend_logic *logic, int64_t now_ms);

/* The payload of the code of that name. NOT_FOUND: no such name. */
struct seed_code {
    uint8_t bytes[PICKUP_CODE_MAX];
    size_t length;
};
struct err seed_data_code(const char *name, const uint8_t issuer_secret[64], int64_t now_ms,
                          struct seed_code *out_code);

#endif
