/* A report as a file for the office's spreadsheet: FOLDER/2026-11-24.csv.
 *
 * Form: RFC 4180 (three columns 区分, 項目, 値; every cell between quotation marks, one inside
 * doubled; lines end in CR LF), UTF-8 behind a byte order mark: names hold characters that CP932
 * has not, and without the mark a Japanese Excel reads CP932.
 *
 * Promises: the file of that day is the whole new one or what it was before, also over a power cut:
 * written by base/file.h, and the folder synced. Never a success that is not on the disk. Blocks
 * for the disk.
 */
#ifndef APP_REPORT_FILE_H
#define APP_REPORT_FILE_H

#include "base/err.h"
#include "domain/office_hours.h"
#include "paper/sheet_documents.h"

/* The folder is made when it is missing (its parent is not). TOO_LARGE: the path is longer than
 * PATH_MAX; else as file_err(). */
struct err report_file_write(const char *folder, struct civil day, const struct report *report);

#endif
