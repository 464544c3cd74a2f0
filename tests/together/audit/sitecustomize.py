"""Notes whatever a Python program does towards a network or another program, in the file that AUDIT_FILE names.

Python imports this by itself where it finds it on its path, before anything of the program.
"""

import os
import sys

EVENTS = (
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.system",
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.sendmsg",
    "socket.sendto",
    "subprocess.Popen",
)
FILE = os.open(os.environ["AUDIT_FILE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def note(event: str, values: tuple[object, ...]) -> None:
    """One line an event: its name and what it was about."""
    if event in EVENTS:
        about = [value for value in values if isinstance(value, str | bytes | tuple | list)]
        os.write(FILE, f"{event} {about}\n".encode())


sys.addaudithook(note)
