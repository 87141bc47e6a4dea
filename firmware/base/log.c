#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static struct {
    enum log_level level;
    uint64_t now_ms;
    log_reader *reader;
} sink = {.level = LOG_LEVEL_INFO};

static const char *const level_names[] = {"err", "warn", "info", "debug"};

void log_set_level(enum log_level level)
{
    sink.level = level;
}

void log_set_reader(log_reader *reader)
{
    sink.reader = reader;
}

void log_set_time(uint64_t now_ms)
{
    sink.now_ms = now_ms;
}

void log_line(enum log_level level, const char *module, const char *format, ...)
{
    if (sink.level == LOG_LEVEL_SILENT || level > sink.level) {
        return;
    }
    char line[LOG_LINE_MAX];
    int n = snprintf(line, sizeof line, "t=%llu.%03llu lvl=%s mod=%s ",
                     (unsigned long long)(sink.now_ms / 1000),
                     (unsigned long long)(sink.now_ms % 1000), level_names[level], module);
    size_t used = n < 0 ? 0 : (size_t)n;
    va_list args;
    va_start(args, format);
    n = vsnprintf(line + used, sizeof line - used, format, args);
    va_end(args);
    size_t end = n < 0 ? used : used + (size_t)n;
    if (end >= sizeof line) {
        end = sizeof line - 1;
        line[end - 1] = '~'; /* visibly cut */
    }
    for (size_t i = used; i < end; i++) {
        if ((unsigned char)line[i] < ' ') {
            line[i] = '?';
        }
    }
    if (sink.reader != NULL) {
        sink.reader(line, end);
        return;
    }
    line[end++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, end);
    (void)written; /* nowhere to tell that telling failed */
}
