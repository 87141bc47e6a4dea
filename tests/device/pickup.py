#!/usr/bin/env python3
"""One pickup on a guest's own screens under KMSDRM, judged by what the graphics card sends to the monitors.

The expected pictures come from the simulator, which plays pickup.scn. The screens must be the same to the pixel, but for clocks, waiting
times and the camera's picture. Once with an upright panel, once with one that lies and is mounted upright. At the end a wrong picture
must be refused and a terminal that hangs must be reset by the watchdog.
"""
import sys
import time

import counter
import guest
import watchdog

CODE, ITEM_TAG = "papers-opaque", "UKI:A204120-S"
# Middles of the controls that are pressed, in pixels of the side's picture.
CALL, TAX_PAPER, OLD_CERT, ISSUE, HAND_OVER = (840, 745), (748, 435), (482, 505), (930, 745), (1028, 745)
RECEIVED = (540, 1572)
ARRANGEMENTS = {"upright": ((1080, 1920), ""), "lying": ((1920, 1080), "applicant_quarter_turns = 1")}


def nothing():
    """Only looked at."""


def check_papers(c):
    """The code once more, the paper, the old certificate; a press is deaf to the next for 0.7 s."""
    c.show(CODE)
    c.run("sleep 3")
    c.tap("staff", *TAX_PAPER)
    c.run("sleep 2")
    c.tap("staff", *OLD_CERT)


def steps(c):
    """(what is done, picture that must follow, side, what is left out)"""
    clock, camera = counter.APPLICANT_CLOCK, counter.CAMERA
    staff, check_times = counter.STAFF_TIMES, counter.CHECK_TIMES
    return (
        (nothing, "waiting", "applicant", clock + camera),
        (nothing, "waiting", "staff", staff),
        (lambda: c.show(CODE), "papers", "applicant", clock),
        (lambda: c.show("nothing"), "papers", "staff", staff),
        (lambda: c.tap("staff", *CALL), "called", "applicant", clock),
        (nothing, "called", "staff", staff),
        (lambda: check_papers(c), "checks", "staff", staff + check_times),
        (lambda: c.tap("staff", *ISSUE), "match", "staff", staff),
        (lambda: c.scan(ITEM_TAG), "matched", "staff", staff),
        (lambda: c.tap("staff", *HAND_OVER), "receive", "applicant", clock),
        (lambda: c.tap("applicant", *RECEIVED), "finished", "applicant", clock),
    )


def must(is_so, what):
    if not is_so:
        raise guest.GuestError(what)
    print(f"ok {what}", flush=True)


def judge_devices(c):
    must("READY=1" in c.run("cat /run/notify.txt"), "the service manager was told that the terminal has started")
    must(c.run("cat /run/slip.txt").startswith("cut 1 ") and "unknown 0" in c.run("cat /run/slip.txt"),
         "one slip came out of the USB printer, each byte of it understood")
    must(c.handed_over() == "1", "the backend knows of one hand-over")


def refuse_wrong_picture(c, pictures):
    wrong = c.differs("staff", pictures["match", "staff"], counter.STAFF_TIMES, "wrong")
    must(wrong > 0, f"a picture of another moment is refused: {wrong} pixels differ")


def play(name, pictures):
    size, settings = ARRANGEMENTS[name]
    c = counter.Counter(size, settings)
    print(f"{name} panel: booted in {c.guest.boot_s:.0f} s", flush=True)
    try:
        c.set_up()
        c.start()
        for act, picture, side, left_out in steps(c):
            act()
            took_s = c.expect(side, pictures[picture, side], picture, left_out)
            print(f"ok {picture} {side} after {took_s:.1f} s", flush=True)
        judge_devices(c)
        refuse_wrong_picture(c, pictures)
        if name == "lying":
            watchdog.judge(c)
    except guest.GuestError as e:
        print(f"FAILED {e}\n{c.said()}")
        return False
    finally:
        c.close()
    return True


def main():
    start = time.monotonic()
    pictures = counter.expected_pictures(guest.HERE / "pickup.scn", guest.WORK / "expected")
    passed = all([play(name, pictures) for name in ARRANGEMENTS])
    print(f"guest: {'passed' if passed else 'FAILED'} in {time.monotonic() - start:.0f} s; screens are in {guest.WORK}/run")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
