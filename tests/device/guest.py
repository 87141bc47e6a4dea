"""A guest machine with a real Debian kernel and the devices of a counter, emulated by QEMU without KVM.

Guest builds its initramfs from Debian packages, boots, gives the host a shell (run), screendumps, keys and the screens' sizes. The
guest's root is the host's own file system, read-only, below a scratch kernel: programs built here run there as they are.
"""
import json
import os
import pathlib
import socket
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
WORK = HERE.parents[1] / "build" / "guest"
FIRST_MODULES = ("virtio_pci", "9pnet_virtio", "9p", "overlay")
BOOT_S = 400
WALL = "2026-11-24T01:24:00"  # the simulated office's morning, a Tuesday


class GuestError(Exception):
    pass


def sh(*words, **options):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, **options).stdout


def unpack_kernel():
    """Unpacks Debian's kernel package into WORK/kernel; its version."""
    kernel = WORK / "kernel"
    kernels = list(kernel.glob("boot/vmlinuz-*"))
    if not kernels:
        kernel.mkdir(parents=True, exist_ok=True)
        show = sh("apt-cache", "depends", "linux-image-amd64", text=True)
        name = [l.split()[-1] for l in show.splitlines() if "Depends: linux-image-" in l][0]
        sh("apt-get", "download", name, cwd=WORK, stderr=subprocess.DEVNULL)
        sh("dpkg", "-x", str(next(WORK.glob(name + "_*.deb"))), str(kernel))
        kernels = list(kernel.glob("boot/vmlinuz-*"))
        sh("depmod", "-b", str(kernel), kernels[0].name.removeprefix("vmlinuz-"))
    return kernels[0].name.removeprefix("vmlinuz-")


def needed_modules(folder):
    """Files of FIRST_MODULES and what they stand on, in the order in which they go in."""
    rows = {}
    for line in (folder / "modules.dep").read_text().splitlines():
        path, needs = line.split(":")
        rows[pathlib.Path(path).stem.replace("-", "_")] = (path, needs.split())
    order = []
    for name in FIRST_MODULES:
        path, needs = rows[name]
        for file in list(reversed(needs)) + [path]:
            if file not in order:
                order.append(file)
    return order


def build_initramfs(version):
    root = WORK / "initramfs"
    modules = WORK / "kernel" / "lib" / "modules" / version
    sh("rm", "-rf", str(root))
    (root / "bin").mkdir(parents=True)
    for folder in ("proc", "sys", "dev", "m"):
        (root / folder).mkdir()
    sh("cp", "/bin/busybox", str(root / "bin" / "busybox"))
    files = needed_modules(modules)
    for file in files:
        sh("cp", str(modules / file), str(root / "m"))
    (root / "modules").write_text("".join(f"/m/{pathlib.Path(f).name}\n" for f in files))
    sh("install", "-m", "755", str(HERE / "init.sh"), str(root / "init"))
    archive = WORK / "initramfs.gz"
    sh("sh", "-c", f"find . | cpio -o -H newc --quiet | gzip -1 >{archive}", cwd=root)
    return archive


def connect(path, patience_s=20):
    end = time.monotonic() + patience_s
    while True:
        s = socket.socket(socket.AF_UNIX)
        try:
            s.connect(str(path))
            return s
        except OSError:
            s.close()
            if time.monotonic() > end:
                raise GuestError(f"{path}: nobody answers")
            time.sleep(0.1)


class Lines:
    """A socket that speaks in lines."""

    def __init__(self, sock):
        self.sock = sock
        self.rest = b""

    def write(self, text):
        self.sock.sendall(text.encode() + b"\n")

    def read(self, patience_s):
        end = time.monotonic() + patience_s
        while b"\n" not in self.rest:
            self.sock.settimeout(max(0.01, end - time.monotonic()))
            try:
                more = self.sock.recv(65536)
            except TimeoutError:
                raise GuestError(f"no answer within {patience_s} s")
            if not more:
                raise GuestError("the guest has ended")
            self.rest += more
        line, self.rest = self.rest.split(b"\n", 1)
        return line.decode("utf-8", "replace").rstrip("\r")


class Guest:
    def __init__(self, devices, kernel_words="", before_boot=lambda guest: None):
        self.folder = WORK / "run"
        sh("rm", "-rf", str(self.folder))
        self.folder.mkdir(parents=True)
        version = unpack_kernel()
        archive = build_initramfs(version)
        kernel = WORK / "kernel"
        words = f"console=ttyS0 quiet panic=-1 mitigations=off modules={kernel / 'lib' / 'modules'} second={HERE / 'second.sh'} {kernel_words}"
        command = ["qemu-system-x86_64", "-M", "q35", "-accel", "tcg", "-icount", "shift=0", "-cpu", "Nehalem", "-m", "2048",
                   "-nodefaults", "-display", "none", "-no-reboot", "-rtc", f"base={WALL},clock=vm",
                   "-kernel", str(kernel / "boot" / f"vmlinuz-{version}"), "-initrd", str(archive), "-append", words,
                   "-serial", f"file:{self.folder / 'console.txt'}",
                   "-qmp", f"unix:{self.folder / 'qmp'},server=on,wait=off",
                   "-fsdev", "local,id=host,path=/,security_model=none,readonly=on,multidevs=remap",
                   "-device", "virtio-9p-pci,fsdev=host,mount_tag=host",
                   "-device", "virtio-serial-pci",
                   "-chardev", f"socket,id=host,path={self.folder / 'shell'},server=on,wait=off",
                   "-device", "virtserialport,chardev=host,name=host"] + devices
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=open(self.folder / "qemu.txt", "wb"),
                                        stderr=subprocess.STDOUT)
        self.qmp_lines = Lines(connect(self.folder / "qmp"))
        self.qmp_lines.read(20)
        self.qmp("qmp_capabilities")
        before_boot(self)
        self.shell = Lines(connect(self.folder / "shell"))
        start = time.monotonic()
        while self.shell.read(BOOT_S) != "= ready":
            pass
        self.boot_s = time.monotonic() - start

    def qmp(self, command, **arguments):
        self.qmp_lines.write(json.dumps({"execute": command, "arguments": arguments}))
        while True:
            answer = json.loads(self.qmp_lines.read(60))
            if "error" in answer:
                raise GuestError(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def run(self, command, patience_s=200, must=True):
        """Runs one line of shell in the guest; its output. Fails when its exit code is not 0, unless must is False."""
        self.shell.write(command)
        said = []
        while True:
            line = self.shell.read(patience_s)
            if line.startswith("= "):
                if must and line != "= 0":
                    raise GuestError(f"{command}: exit code {line[2:]}: {' / '.join(said[-5:])}")
                return "\n".join(said[:-1] if said[-1:] == [""] else said)
            said.append(line)

    def screendump(self, device, head, name):
        file = self.folder / name
        self.qmp("screendump", filename=str(file), device=device, head=head, format="png")
        return file

    def key(self, *names):
        self.qmp("send-key", keys=[{"type": "qcode", "data": n} for n in names])

    def close(self):
        self.process.kill()
        self.process.wait()
