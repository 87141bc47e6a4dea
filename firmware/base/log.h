/* One line per thing worth telling an engineer: t=… lvl=… mod=… text key=value.
 *
 * Promises: one write per line to standard error, lines never longer than LOG_LINE_MAX (cut with
 * …), control bytes of values replaced. Never personal data, code payloads or page text: ids and
 * states only. Logs are not the journal. Only app, main and hal/linux log, once per failure, at the
 * place that decides. Level, time and reader are the one piece of process-wide state.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stddef.h>
#include <stdint.h>

enum { LOG_LINE_MAX = 512 };
enum log_level { LOG_LEVEL_ERR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG, LOG_LEVEL_SILENT };

/* Lines above the level are not written; SILENT writes none. Default: INFO. */
void log_set_level(enum log_level level);

/* The time stamped on the lines, monotonic milliseconds; the loop sets it once per turn. */
void log_set_time(uint64_t now_ms);

/* From now on lines go to the reader, without their end of line, instead of standard error; NULL:
 * back again. For whoever looks through what is logged. */
typedef void log_reader(const char *line, size_t n);
void log_set_reader(log_reader *reader);

void log_line(enum log_level level, const char *module, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define LOG_ERR(...)  log_line(LOG_LEVEL_ERR, LOG_MODULE, __VA_ARGS__)
#define LOG_WARN(...) log_line(LOG_LEVEL_WARN, LOG_MODULE, __VA_ARGS__)
#define LOG_INFO(...) log_line(LOG_LEVEL_INFO, LOG_MODULE, __VA_ARGS__)
#define LOG_DBG(...)  log_line(LOG_LEVEL_DEBUG, LOG_MODULE, __VA_ARGS__)

#endif
