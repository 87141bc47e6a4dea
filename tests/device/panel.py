"""A touch panel in the guest: a USB HID multi-touch device by the kernel's uhid, read by its own hid-multitouch driver.

Usage: panel.py NAME FIFO   Each line of FIFO is an order: `down X Y`, `move X Y`, `up`; X and Y from 0 to 32767 over the panel.
"""
import os
import struct
import sys

UHID_GET_REPORT, UHID_GET_REPORT_REPLY, UHID_CREATE2, UHID_INPUT2 = 9, 10, 11, 12
EVENT_BYTES = 4380
BUS_USB, VENDOR, PRODUCT = 3, 0x1209, 0x0001
INPUT_REPORT, CONTACTS_REPORT = 1, 2

# One finger of the Windows touch screen's usages (HID usage tables, page 0x0D), as the panels of counters have them.
FINGER = bytes.fromhex(
    "09 22 a1 02"                                        # usage: finger; collection
    "09 42 15 00 25 01 75 01 95 01 81 02"                # tip switch
    "95 07 81 03"                                        # padding
    "09 51 25 7f 75 08 95 01 81 02"                      # contact identifier
    "05 01 09 30 26 ff 7f 75 10 81 02"                   # X, 0 .. 32767
    "09 31 81 02 05 0d c0")                              # Y
DESCRIPTOR = (bytes.fromhex("05 0d 09 04 a1 01") + bytes((0x85, INPUT_REPORT)) + FINGER * 2
              + bytes.fromhex("09 54 25 02 75 08 95 01 81 02")       # contact count
              + bytes((0x85, CONTACTS_REPORT)) + bytes.fromhex("09 55 25 02 b1 02 c0"))  # feature: most contacts


def send(device, kind, body):
    os.write(device, (struct.pack("<I", kind) + body).ljust(EVENT_BYTES, b"\0"))


def create(device, name):
    send(device, UHID_CREATE2, struct.pack("<128s64s64sHHIIII", name.encode(), b"", b"", len(DESCRIPTOR), BUS_USB, VENDOR,
                                           PRODUCT, 1, 0) + DESCRIPTOR)


def answer(device):
    """The driver asks how many fingers there are at most."""
    event = os.read(device, EVENT_BYTES)
    if struct.unpack_from("<I", event)[0] == UHID_GET_REPORT:
        request = struct.unpack_from("<I", event, 4)[0]
        send(device, UHID_GET_REPORT_REPLY, struct.pack("<IHH", request, 0, 2) + bytes((CONTACTS_REPORT, 2)))


def report(device, is_down, x, y):
    data = bytes((INPUT_REPORT,)) + struct.pack("<BBHH", is_down, 0, x, y) + struct.pack("<BBHH", 0, 1, 0, 0) + b"\1"
    send(device, UHID_INPUT2, struct.pack("<H", len(data)) + data)


def main():
    name, fifo = sys.argv[1:]
    device = os.open("/dev/uhid", os.O_RDWR)
    create(device, name)
    if os.fork() == 0:
        while True:
            answer(device)
    x = y = 0
    os.mkfifo(fifo)
    orders = os.fdopen(os.open(fifo, os.O_RDWR), "rb", buffering=0)  # open for writing too: it never ends
    while True:
        words = orders.readline().split()
        if words[0] != b"up":
            x, y = int(words[1]), int(words[2])
        report(device, words[0] != b"up", x, y)


if __name__ == "__main__":
    main()
