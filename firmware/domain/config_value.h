/* One setting's value as text: reading, writing back, and what is allowed. Private to config*.c.
 *
 * Promises: what is written reads back to the same value; a refused value changes nothing. Never
 * rounds, trims or completes a value.
 */
#ifndef DOMAIN_CONFIG_VALUE_H
#define DOMAIN_CONFIG_VALUE_H

#include <stdbool.h>
#include "base/str.h"
#include "domain/config_table.h"

bool config_row_is_list(const struct config_row *row);

/* Takes the value into *config; a list gets one more entry. */
[[nodiscard]] bool config_value_read(const struct config_row *row, struct str value,
                                     struct config *config);

int config_value_count(const struct config_row *row, const struct config *config); /* 1, or list */
void config_value_clear(const struct config_row *row, struct config *config); /* empties a list */

/* Value i, 0 <= i < config_value_count(), in the form that is read. */
void config_value_write(const struct config_row *row, const struct config *config, int i,
                        struct strbuf *out);

/* "a whole number from 1 to 99" */
void config_value_allowed(const struct config_row *row, struct strbuf *out);

/* The list types' part of the above, in config_list.c. */
[[nodiscard]] bool config_list_read(const struct config_row *row, struct str value,
                                    struct config *config);
int *config_list_count(const struct config_row *row, struct config *config);
void config_list_write(const struct config_row *row, const struct config *config, int i,
                       struct strbuf *out);
const char *config_list_allowed(const struct config_row *row);

#endif
