#!/usr/bin/env python3
"""Runs test programs side by side, shows the output of failing ones, closes with one summary in cmocka's words.

Usage: run_tests.py LOG-FOLDER PROGRAM…  Each program is a cmocka program, or any check whose exit code tells.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time

TIMEOUT_S = 300
# Memory from malloc is full of one odd byte, however large: what is read before it is written shows.
ASAN_OPTIONS = "detect_stack_use_after_return=1:max_malloc_fill_size=67108864:malloc_fill_byte=165"


def run(program, logs):
    log = logs / (program.replace("/", "_") + ".log")
    start = time.monotonic()
    env = dict(os.environ, SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy",
               UBSAN_OPTIONS="print_stacktrace=1", ASAN_OPTIONS=ASAN_OPTIONS)
    try:
        done = subprocess.run(program.split(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=TIMEOUT_S, env=env, stdin=subprocess.DEVNULL)
        output, code = done.stdout.decode("utf-8", "replace"), done.returncode
    except subprocess.TimeoutExpired as e:
        output, code = (e.stdout or b"").decode("utf-8", "replace") + f"\ntimed out after {TIMEOUT_S} s\n", 1
    except OSError as e:
        output, code = f"cannot be started: {e}\n", 1
    log.write_text(output)
    passed = sum(int(n) for n in re.findall(r"\[  PASSED  \] (\d+) test", output))
    failed = sum(int(n) for n in re.findall(r"\[  FAILED  \] (\d+) test", output))
    skipped = sum(int(n) for n in re.findall(r"\[  SKIPPED \] (\d+) test", output))
    if code != 0 and failed == 0:
        failed = 1
    if code == 0 and passed + failed + skipped == 0:
        passed = 1
    return program, code, passed, failed, skipped, time.monotonic() - start, output


def main():
    logs = pathlib.Path(sys.argv[1])
    logs.mkdir(parents=True, exist_ok=True)
    programs = sys.argv[2:]
    total = [0, 0, 0]
    broken = []
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        for program, code, passed, failed, skipped, took, output in pool.map(lambda p: run(p, logs), programs):
            total[0] += passed
            total[1] += failed
            total[2] += skipped
            for line in output.splitlines():
                if line.startswith("skipped:"):
                    print(line)
            print(f"{'ok  ' if code == 0 else 'FAIL'} {program} {passed} passed, {failed} failed ({took:.1f} s)", flush=True)
            if code != 0:
                broken.append(program)
                print(output[-6000:], flush=True)
    print(f"[==========] {sum(total)} test(s) run in {len(programs)} programs.")
    print(f"[  PASSED  ] {total[0]} test(s).")
    if total[1]:
        print(f"[  FAILED  ] {total[1]} test(s), in: {' '.join(broken)}")
    print(f"{total[0]} passed, {total[1]} failed, {total[2]} skipped")
    return 1 if broken or total[0] == 0 else 0


sys.exit(main())
