#include "tests/bench/bench_process.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

double bench_thread_cpu_s(void)
{
    struct rusage u;
    getrusage(RUSAGE_THREAD, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static long field_of(const char *path, const char *name)
{
    char line[256];
    long value = 0;
    FILE *f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0) {
            value = strtol(line + strlen(name), NULL, 10);
        }
    }
    if (f != NULL) {
        fclose(f);
    }
    return value;
}

double bench_memory_mb(void)
{
    char path[320];
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    long kb = field_of("/proc/self/smaps_rollup", "Pss:");
    while (proc != NULL && (entry = readdir(proc)) != NULL) {
        snprintf(path, sizeof path, "/proc/%s/status", entry->d_name);
        if (field_of(path, "PPid:") == (long)getpid()) {
            snprintf(path, sizeof path, "/proc/%s/smaps_rollup", entry->d_name);
            kb += field_of(path, "Pss:");
        }
    }
    if (proc != NULL) {
        closedir(proc);
    }
    return (double)kb / 1024.0;
}
