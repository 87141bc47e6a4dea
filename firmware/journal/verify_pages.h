/* The pages of a journal file with the log beside it laid over them, for the verifier. Private to
 * verify.
 *
 * Promises: reads only, takes no lock, and needs nothing of SQLite but its VFS. A page is given out
 * once in a whole judgement, so nothing can belong to two places and what was given to nobody is
 * known. Pages that the log holds come from there: frames whose salts and running checksum fit, up
 * to the last commit (sqlite.org/fileformat2.html, 4).
 *
 * CORRUPT: no such page, or it was given out before. IO, NO_MEMORY.
 */
#ifndef JOURNAL_VERIFY_PAGES_H
#define JOURNAL_VERIFY_PAGES_H

#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

enum { VERIFY_PAGE_SIZE = 4096 };

struct verify_pages;

/* *out_pages is NULL when the file has no byte. NOT_FOUND, READ_ONLY (not allowed to read),
 * TOO_LARGE (path); CORRUPT: not of our page size, or shorter than it says. */
struct err verify_pages_open(const char *path, const char *vfs_name,
                             struct verify_pages **out_pages);
void verify_pages_close(struct verify_pages *p);

/* Of the pages that were not given out yet, the first; 0: there is none. */
uint32_t verify_pages_left(const struct verify_pages *p);

/* A reader belongs to one thread. */
struct verify_reader;
struct err verify_reader_open(struct verify_pages *p, struct verify_reader **out_reader);
void verify_reader_close(struct verify_reader *r);

struct err verify_page_take(struct verify_reader *r, uint32_t no, uint8_t out[VERIFY_PAGE_SIZE]);

/* Looks without taking. */
struct err verify_page_look(struct verify_reader *r, uint32_t no, uint8_t out[VERIFY_PAGE_SIZE]);

/* Takes without reading: pages whose content means nothing. */
struct err verify_page_skip(struct verify_reader *r, uint32_t no);

uint32_t verify_big_endian(const uint8_t *p, int n); /* n = 1 .. 4 */

#endif
