"""The machine's own watchdog (an Intel 6300ESB): it lets a terminal go that ends, and resets the machine when one hangs."""
import time

import guest

TIMEOUT_S = 4


def ends_within(c, seconds):
    """True: the machine was reset, which ends QEMU."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and c.guest.process.poll() is None:
        time.sleep(0.5)
    return c.guest.process.poll() is not None


def judge(c):
    """The last thing that is done to a guest."""
    c.run("pkill -x -TERM uketori; while pgrep -x uketori >/dev/null; do sleep 0.2; done")
    c.run(f"modprobe -r iTCO_wdt i6300esb; modprobe i6300esb heartbeat={TIMEOUT_S} && udevadm settle && chown 65534 /dev/watchdog*")
    c.start()
    c.run("while ! grep -q READY=1 /run/notify.txt; do sleep 0.2; done")
    c.run(f"sleep {2 * TIMEOUT_S}")
    print("ok the watchdog is fed", flush=True)
    c.run("pkill -x -TERM uketori; while pgrep -x uketori >/dev/null; do sleep 0.2; done")
    c.run(f"sleep {2 * TIMEOUT_S}")
    print("ok a terminal that ends does not take the machine with it", flush=True)
    c.start()
    c.run("while ! grep -q READY=1 /run/notify.txt; do sleep 0.2; done; pkill -x -STOP uketori")
    if not ends_within(c, 40 * TIMEOUT_S):
        raise guest.GuestError("a terminal that hangs was not reset")
    print("ok a terminal that hangs is reset", flush=True)
