"""Plugs a monitor of a given size into one head of the guest's graphics card.

QEMU's virtio-gpu gives a size of its own to the first head only; the others are what a viewer asks for. So this is a viewer: RFB 3.8
(RFC 6143) with the SetDesktopSize message of the community's protocol page, and nothing else.
"""
import socket
import struct
import time

EXTENDED_DESKTOP_SIZE = -308
SET_ENCODINGS, SET_DESKTOP_SIZE = 2, 251


def take(sock, count):
    data = b""
    while len(data) < count:
        more = sock.recv(count - len(data))
        if not more:
            raise ConnectionError("the viewer's connection has ended")
        data += more
    return data


def plug(path, width, height):
    """The connection; while it is open the monitor is there."""
    sock = socket.socket(socket.AF_UNIX)
    sock.settimeout(10)
    sock.connect(str(path))
    take(sock, 12)
    sock.sendall(b"RFB 003.008\n")
    take(sock, take(sock, 1)[0])
    sock.sendall(b"\x01")
    if take(sock, 4) != b"\0\0\0\0":
        raise ConnectionError("the viewer is refused")
    sock.sendall(b"\x01")
    name_bytes = struct.unpack(">20xI", take(sock, 24))[0]
    take(sock, name_bytes)
    sock.sendall(struct.pack(">BxHi", SET_ENCODINGS, 1, EXTENDED_DESKTOP_SIZE))
    sock.sendall(struct.pack(">BxHHBx IHHHHI", SET_DESKTOP_SIZE, width, height, 1, 0, 0, 0, width, height, 0))
    time.sleep(0.5)  # QEMU has no answer that is worth parsing
    return sock
