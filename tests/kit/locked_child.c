#include "tests/kit/locked_child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/kit/kit.h"

enum { REFUSED_CODE = 40, GOT_IT_CODE = 41, NO_LOCK_CODE = 42 };

long attempt_open_a_file(void)
{
    return open("/etc/hostname", O_RDONLY);
}

long attempt_make_a_file(void)
{
    return open("build/test-data/locked-was-here", O_WRONLY | O_CREAT, 0600);
}

long attempt_list_a_folder(void)
{
    return open("/", O_RDONLY | O_DIRECTORY);
}

long attempt_make_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

long attempt_make_a_pair(void)
{
    int pair[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}

long attempt_start_a_program(void)
{
    char *const words[] = {(char[]){"/bin/true"}, NULL};
    return execv(words[0], words);
}

long attempt_start_a_child(void)
{
    return syscall(SYS_fork);
}

long attempt_kill_the_parent(void)
{
    return kill(getppid(), 0);
}

long attempt_look_into_the_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

long attempt_remove_a_file(void)
{
    return unlink("build/test-data/locked-was-here");
}

long attempt_lift_the_limit(void)
{
    struct rlimit more = {64, 64};
    return setrlimit(RLIMIT_NOFILE, &more);
}

long attempt_copy_a_descriptor(void)
{
    return dup(0);
}

int locked_status(lock_fn *lock, attempt_fn *attempt)
{
    pid_t child = fork();
    if (child == 0) {
        if (failed(lock())) {
            _exit(NO_LOCK_CODE);
        }
        _exit(attempt() < 0 ? REFUSED_CODE : GOT_IT_CODE);
    }
    int status = 0;
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

bool locked_is_killed(int status)
{
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

bool locked_is_refused(int status)
{
    return WIFEXITED(status) && WEXITSTATUS(status) == REFUSED_CODE;
}
