"""Plays the service manager: what arrives at the socket is written to a file, one line a message. `notify.py SOCKET FILE`"""
import os
import socket
import sys

sock = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
sock.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o666)
with open(sys.argv[2], "w", buffering=1) as out:
    while True:
        out.write(sock.recv(4096).decode() + "\n")
