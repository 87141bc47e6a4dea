#include "app/renderer_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/resource.h>
#include "app/landlock.h"

/* No font, however broken, has a reason to ask for these: the process ends. */
static const int fatal[] = {
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(ptrace),
    SCMP_SYS(kill),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(chroot),
    SCMP_SYS(pivot_root),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(memfd_create),
    SCMP_SYS(pidfd_getfd),
};

/* Libraries try these in good faith (a cache of their own): answered with "no". */
static const int denied[] = {
    SCMP_SYS(creat),     SCMP_SYS(unlink),    SCMP_SYS(unlinkat),  SCMP_SYS(rename),
    SCMP_SYS(renameat),  SCMP_SYS(renameat2), SCMP_SYS(mkdir),     SCMP_SYS(mkdirat),
    SCMP_SYS(rmdir),     SCMP_SYS(link),      SCMP_SYS(linkat),    SCMP_SYS(symlink),
    SCMP_SYS(symlinkat), SCMP_SYS(truncate),  SCMP_SYS(chmod),     SCMP_SYS(fchmodat),
    SCMP_SYS(chown),     SCMP_SYS(fchownat),  SCMP_SYS(mknod),     SCMP_SYS(mknodat),
    SCMP_SYS(openat2),   SCMP_SYS(prlimit64), SCMP_SYS(setrlimit),
};

/* A file is opened for reading or not at all. */
static int refuse_writing(scmp_filter_ctx filter)
{
    static const scmp_datum_t modes[] = {O_WRONLY, O_RDWR};
    int bad = 0;
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE, modes[i]));
        bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(open), 1,
                                SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE, modes[i]));
    }
    return bad;
}

/* Threads, but no process. What clone3 asks for stands in memory, where no filter reads: the C
 * library then falls back to clone. */
static int refuse_processes(scmp_filter_ctx filter)
{
    int bad = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    return bad | seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1,
                                  SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
}

struct err renderer_lock(void)
{
    struct rlimit no_core = {0, 0};
    if (setrlimit(RLIMIT_CORE, &no_core) != 0) {
        return FAIL(UNSUPPORTED);
    }
    IGNORE_ERR(landlock_read_only(RENDERER_READS)); /* where there is none, the filter is alone */
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL) {
        return FAIL(UNSUPPORTED);
    }
    int bad = refuse_writing(filter) | refuse_processes(filter);
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) {
        bad |= seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, fatal[i], 0);
    }
    for (size_t i = 0; i < sizeof denied / sizeof denied[0]; i++) {
        bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), denied[i], 0);
    }
    bad |= seccomp_load(filter);
    seccomp_release(filter);
    return bad == 0 ? OK : FAIL(UNSUPPORTED);
}
