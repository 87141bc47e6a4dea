#include "app/decoder_lock.h"

#include <errno.h>
#include <iconv.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>
#include "app/landlock.h"

enum { DECODER_FILES = 0 };

/* Memory calls stay allowed: ZBar allocates while it scans. sysinfo: the C library asks once how
 * much memory there is before it sorts more than a few elements. */
static const int allowed[] = {
    SCMP_SYS(read),           SCMP_SYS(write),        SCMP_SYS(exit),
    SCMP_SYS(exit_group),     SCMP_SYS(mmap),         SCMP_SYS(munmap),
    SCMP_SYS(mremap),         SCMP_SYS(brk),          SCMP_SYS(madvise),
    SCMP_SYS(mprotect),       SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),  SCMP_SYS(futex),
    SCMP_SYS(clock_gettime),  SCMP_SYS(gettimeofday), SCMP_SYS(getpid),
    SCMP_SYS(gettid),         SCMP_SYS(tgkill),       SCMP_SYS(close),
    SCMP_SYS(sysinfo),
};

/* Asked for in good faith by the C library when a symbol names a character set: answered with "no",
 * so that such a symbol fails instead of killing the decoder. */
static const int denied[] = {
    SCMP_SYS(open),  SCMP_SYS(openat),    SCMP_SYS(stat),        SCMP_SYS(newfstatat),
    SCMP_SYS(lstat), SCMP_SYS(fstat),     SCMP_SYS(access),      SCMP_SYS(readlink),
    SCMP_SYS(statx), SCMP_SYS(pread64),   SCMP_SYS(lseek),       SCMP_SYS(getdents64),
    SCMP_SYS(uname), SCMP_SYS(prlimit64), SCMP_SYS(sched_yield),
};

/* ZBar opens these converters for every symbol it reads. Held open here, their tables stay loaded
 * and no file is needed for them later; they end with the process. */
static void load_character_sets(void)
{
    static const char *const sets[] = {"ISO8859-1", "SJIS", "BIG5", "UTF-8", "CP437"};
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        iconv_t held = iconv_open("UTF-8", sets[i]);
        (void)held;
    }
}

/* What is mapped now is the engine, set up, and what the parent had; on top of it a fixed sum. */
static bool limit_memory(void)
{
    FILE *statm = fopen("/proc/self/statm", "re");
    unsigned long pages = 0;
    bool known = statm != NULL && fscanf(statm, "%lu", &pages) == 1;
    if (statm != NULL) {
        (void)fclose(statm);
    }
    rlim_t bytes = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + DECODER_MEMORY_MAX;
    struct rlimit limit = {bytes, bytes};
    return known && setrlimit(RLIMIT_AS, &limit) == 0;
}

struct err decoder_lock(void)
{
    struct rlimit no_files = {DECODER_FILES, DECODER_FILES};
    struct rlimit no_core = {0, 0};
    load_character_sets();
    bool limited = limit_memory();
    IGNORE_ERR(landlock_deny_all()); /* where there is none, the filter below stands alone */
    if (!limited || setrlimit(RLIMIT_NOFILE, &no_files) != 0 ||
        setrlimit(RLIMIT_CORE, &no_core) != 0) {
        return FAIL(UNSUPPORTED);
    }
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == NULL) {
        return FAIL(UNSUPPORTED);
    }
    int bad = 0;
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    }
    for (size_t i = 0; i < sizeof denied / sizeof denied[0]; i++) {
        bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), denied[i], 0);
    }
    bad |= seccomp_load(filter);
    seccomp_release(filter);
    return bad == 0 ? OK : FAIL(UNSUPPORTED);
}
