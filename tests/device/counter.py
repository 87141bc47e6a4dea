"""The counter in the guest: two monitors, two touch panels, a camera, a hand scanner, the reference backend and the terminal."""
import pathlib
import subprocess
import time

import guest
import screen_size

ROOT = guest.HERE.parents[1]
TOOLS = ROOT / "build" / "release" / "tests" / "device"
SIDES = ("applicant", "staff")
STAFF_SIZE = (1280, 800)
PANEL_MAX = 32768
FRAMES = 6
GROUPS = "video,render,input,audio,lp,dialout"
CODES = ("nothing", "papers-opaque")
# What the time of day and the camera paint: X,Y,W,H.
APPLICANT_CLOCK = ["700,20,380,120"]
CAMERA = ["64,176,952,714"]
STAFF_TIMES = ["0,0,1280,72", "310,72,88,632"]
CHECK_TIMES = ["1040,330,190,200"]


class Counter:
    def __init__(self, applicant_size=(1080, 1920), settings=""):
        for code in CODES:
            subprocess.run([TOOLS / "lens", code, str(FRAMES), guest.WORK / f"{code}.grey"], check=True)
        w, h = applicant_size
        self.turns = 1 if w > h else 0
        self.scanner_path = guest.WORK / "run" / "scanner"
        devices = ["-device", f"virtio-gpu-pci,id=gpu,xres={w},yres={h},max_outputs=2",
                   "-vnc", f"unix:{guest.WORK / 'run' / 'vnc'},display=gpu,head=1",
                   "-device", "qemu-xhci", "-device", "usb-kbd", "-device", "i6300esb",
                   "-chardev", f"socket,id=scanner,path={self.scanner_path},server=on,wait=off",
                   "-device", "usb-serial,chardev=scanner"]
        self.guest = guest.Guest(devices, before_boot=self.plug_staff_monitor)
        self.settings = settings
        self.run = self.guest.run

    def plug_staff_monitor(self, machine):
        self.viewer = screen_size.plug(machine.folder / "vnc", *STAFF_SIZE)

    def set_up(self):
        self.camera()
        self.run("modprobe uhid")
        for name in SIDES:
            self.run(f"(python3 {guest.HERE}/panel.py '{name} panel' /run/panel-{name} >/run/panel-{name}.txt 2>&1 &)")
        self.run("mkdir /run/office")
        self.run(f"(cd /run/office && {ROOT}/build/uketori-sim backend --work /run/office >backend.txt 2>&1 &)")
        self.run("while ! grep -q settings /run/office/backend.txt; do sleep 0.2; done")
        self.run("for p in applicant staff; do while ! [ -p /run/panel-$p ]; do sleep 0.2; done; done; udevadm settle")
        self.run(f"sh {guest.HERE}/usb_printer.sh")
        self.run(f"({TOOLS}/slip_peer /dev/g_printer0 >/run/slip.txt 2>&1 &)")
        self.run("sed -i 's|^device = file:.*/slips|device = usb:/dev/usb/lp0\\nmodel = tm-t88|' /run/office/terminal.conf")
        for line in ("[camera]", "width_px = 640", "height_px = 480", "[scanner]", "device = /dev/ttyUSB0",
                     "[screen]", "staff_touch = staff panel", *self.settings.splitlines()):
            self.run(f"echo '{line}' >>/run/office/terminal.conf")
        self.scanner = guest.connect(self.scanner_path)

    def camera(self):
        """vivid shows on its HDMI input what is written to its HDMI output."""
        self.run("modprobe vivid n_devs=1 node_types=0x101 num_inputs=1 input_types=0x3 num_outputs=1 output_types=0x1")
        for node in (0, 1):
            self.run(f"v4l2-ctl -d /dev/video{node} --set-dv-bt-timings index=0")  # 640 x 480
        self.run("v4l2-ctl -d /dev/video0 --set-ctrl loop_video=1,osd_text_mode=2")
        self.run("v4l2-ctl -d /dev/video1 --set-fmt-video-out=width=640,height=480,pixelformat=GREY")
        self.run("mkfifo /run/frames")
        self.show("nothing")
        self.run("(while :; do cat /run/scene; done >/run/frames 2>/dev/null &)")
        self.run("(v4l2-ctl -d /dev/video1 --stream-out-mmap=4 --stream-from=/run/frames >/dev/null 2>&1 &)")

    def show(self, code):
        """Holds a code before the camera, or nothing."""
        file = guest.WORK / f"{code}.grey"
        self.run(f"ln -sfn {file} /run/scene")

    def start(self):
        """As firmware/uketori.service does: not as root, in the groups of the devices, on a console of its own."""
        self.run("chown -R 65534:65534 /run/office; pkill -f notify.py; rm -f /run/notify*")
        self.run(f"(python3 {guest.HERE}/notify.py /run/notify /run/notify.txt >/dev/null 2>&1 &)")
        self.run("while ! [ -S /run/notify ]; do sleep 0.2; done")
        self.run("(cd /run/office && NOTIFY_SOCKET=/run/notify SDL_VIDEODRIVER=kmsdrm SDL_AUDIODRIVER=dummy setsid --ctty setpriv --reuid 65534 --regid 65534 "
                 f"--groups {GROUPS} {ROOT}/build/uketori run --config terminal.conf >/run/terminal.txt 2>&1 </dev/tty1 &)")

    def said(self):
        return self.run("tail -n 20 /run/terminal.txt /run/slip.txt", must=False)

    def handed_over(self):
        """How many hand-overs the backend knows of."""
        return self.run("python3 -c \"import sqlite3; print(sqlite3.connect('/run/office/backend.db').execute("
                        "'SELECT count(*) FROM handover').fetchone()[0])\"")

    def scan(self, text):
        self.scanner.sendall(text.encode() + b"\r")

    def tap(self, side, x, y):
        """Presses at (x, y) of the side's picture, as long as the slow guest needs to see it."""
        w, h = STAFF_SIZE if side == "staff" else (1080, 1920)
        if side == "applicant" and self.turns == 1:
            x, y, w, h = h - 1 - y, x, h, w
        at = f"{int((x + 0.5) * PANEL_MAX / w)} {int((y + 0.5) * PANEL_MAX / h)}"
        self.run(f"echo down {at} >/run/panel-{side}; sleep 1; echo up >/run/panel-{side}")

    def dump(self, side, name):
        return self.guest.screendump("gpu", SIDES.index(side), f"{name}-{side}.png")

    def differs(self, side, expected, left_out, name):
        """How many pixels of the side's screen are not as expected; -1: the screen shows nothing that could be compared."""
        turns = self.turns if side == "applicant" else 0
        seen = self.dump(side, name)
        done = subprocess.run([TOOLS / "compare", expected, seen, str(turns), *left_out], stdout=subprocess.PIPE, text=True)
        return int(done.stdout) if done.returncode == 0 else -1

    def expect(self, side, expected, name, left_out, patience_s=400):
        """Waits until the side's screen is the expected picture to the pixel; the seconds it took."""
        start = time.monotonic()
        while True:
            count = self.differs(side, expected, left_out, name)
            took = time.monotonic() - start
            if count == 0:
                return took
            if took > patience_s:
                raise guest.GuestError(f"{name}: {side}: {count} pixels are not as in {expected}; "
                                       f"seen: {self.guest.folder}/{name}-{side}.png")
            time.sleep(1)

    def close(self):
        self.guest.close()


def expected_pictures(story, folder):
    """Plays the story in the simulator; its pictures by name and side."""
    subprocess.run(["rm", "-rf", str(folder)], check=True)
    pathlib.Path(folder).mkdir(parents=True)
    subprocess.run([ROOT / "build" / "uketori-sim", "run", "--inline", "--work", str(folder / "office"), "--out", str(folder),
                    str(story)], check=True, stdout=subprocess.DEVNULL)
    pictures = {}
    for file in sorted(folder.glob("*.png")):
        name, side = file.stem[3:].rsplit("-", 1)
        pictures[name, side] = file
    return pictures
