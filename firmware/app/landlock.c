#include "app/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's structure, as long as version 6 has it (Documentation/userspace-api/landlock.rst);
 * an older kernel takes it as long as what it does not know is zero. */
struct ruleset {
    uint64_t handled_access_fs;
    uint64_t handled_access_net;
    uint64_t scoped;
};

/* Highest bit of each kind that a version knows; bits below it are known too. */
static const struct {
    int abi;
    int fs_bits;
    int net_bits;
    int scope_bits;
} known[] = {{1, 13, 0, 0}, {2, 14, 0, 0}, {3, 15, 0, 0},
             {4, 15, 2, 0}, {5, 16, 2, 0}, {6, 16, 2, 2}};

static uint64_t low_bits(int n)
{
    return (UINT64_C(1) << n) - 1;
}

int landlock_abi(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return abi < 0 ? 0 : (int)abi;
}

static bool open_for_reading(int rules, const char *folder)
{
    struct landlock_path_beneath_attr beneath = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
        .parent_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC),
    };
    if (beneath.parent_fd < 0) {
        return false;
    }
    long added = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    close(beneath.parent_fd);
    return added == 0;
}

/* `readable`: a folder that stays readable; NULL: none does. */
static struct err restrict_to(const char *readable)
{
    int abi = landlock_abi();
    struct ruleset all = {0, 0, 0};
    for (size_t i = 0; i < sizeof known / sizeof known[0] && known[i].abi <= abi; i++) {
        all = (struct ruleset){low_bits(known[i].fs_bits), low_bits(known[i].net_bits),
                               low_bits(known[i].scope_bits)};
    }
    if (abi == 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return FAIL(UNSUPPORTED);
    }
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0) {
        return FAIL(UNSUPPORTED);
    }
    bool is_made = readable == NULL || open_for_reading(rules, readable);
    bool is_on = is_made && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return is_on ? OK : FAIL(UNSUPPORTED);
}

struct err landlock_deny_all(void)
{
    return restrict_to(NULL);
}

struct err landlock_read_only(const char *folder)
{
    return restrict_to(folder);
}
