/* Figures of the terminal on this machine, in real time: medians, 95th percentiles, and the limits
 * they are to keep. Asserts nothing. Arguments choose parts: terminal, screens, paper, journal,
 * journal-size, offline, print. BENCH_VISITS=N is the size of the large journal: with 1000000
 * visits it takes 5 GB of disk beside build/, 1 GB of memory and six minutes. */
#include "tests/bench/bench_printing.h"
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/log.h"

static int wants(int argc, char **argv, const char *part)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], part) == 0) {
            return 1;
        }
    }
    return argc == 1;
}

int main(int argc, char **argv)
{
    char folder[] = "build/bench-XXXXXX";
    mkdir("build", 0755); /* already there is as good */
    log_set_level(LOG_LEVEL_SILENT);
    if (mkdtemp(folder) == NULL) {
        perror("bench: build");
        return 1;
    }
    int bad = 0;
    bad |= wants(argc, argv, "terminal") && bench_terminal(folder) != 0;
    bad |= wants(argc, argv, "screens") && bench_screens() != 0;
    bad |= wants(argc, argv, "paper") && bench_paper() != 0;
    bad |= wants(argc, argv, "journal") && bench_journal(folder) != 0;
    bad |= wants(argc, argv, "journal-size") && bench_journal_size(folder) != 0;
    bad |= wants(argc, argv, "offline") && bench_offline(folder) != 0;
    bad |= wants(argc, argv, "print") && bench_printing() != 0;
    return bad;
}
