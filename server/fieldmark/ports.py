"""The port: a socket of our own on 127.0.0.1, on the wanted port or the first free one of the usual range."""

import errno
import os
import socket
from collections.abc import Callable

HOST = "127.0.0.1"
# The port, and the ones tried after it when it is taken. 27182 is nobody's registered service and none of the
# ports that systems take for themselves (5000, 7000, 8080).
PORTS = range(27182, 27190)
# 10013 and 10048 are Windows's words for a port the system keeps for itself, and for one in use.
TAKEN = (errno.EADDRINUSE, errno.EACCES, 10013, 10048)


class PortTakenError(Exception):
    """No port could be had. The message says which and what to do."""


def bind_socket(port: int | None = None, say: Callable[[str], None] = lambda line: None) -> socket.socket:
    """A socket on 127.0.0.1 that is ours alone.

    Args:
        port: exactly this one; None for the first free one of the usual range.
        say: told of each port that is taken.

    Raises:
        PortTakenError: none could be had.
    """
    for candidate in [port] if port is not None else PORTS:
        try:
            return _bind_exclusively(candidate)
        except OSError as error:
            if error.errno not in TAKEN:
                raise
            if port is None:
                say(f"Port {candidate} is taken by another program; trying the next.")
    if port is not None:
        raise PortTakenError(f"port {port} is taken by another program; choose another, or leave --port out")
    raise PortTakenError(
        f"the ports {PORTS[0]} to {PORTS[-1]} are all taken; stop one of the programs there, or choose with --port N"
    )


def is_port_free(port: int) -> bool:
    """Whether a server could have this port now. Nothing listens there meanwhile, so nobody is misled."""
    try:
        _bind_exclusively(port, listen=False).close()
    except OSError as error:
        if error.errno not in TAKEN:
            raise
        return False
    return True


def _bind_exclusively(port: int, *, listen: bool = True) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "nt":
            # Without it, a second program may listen on the same port there, and nobody is told.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            # Only so that a restart does not wait for old connections to time out; it lets nobody share the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        if listen:
            listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
