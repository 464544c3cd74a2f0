"""Asking who listens on a port. Until there is a proof it may be anybody, who answers with anything, and for ever."""

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Mapping
from typing import Any

from fieldmark.ports import HOST

# An answer about its health has some hundred bytes.
MOST_ANSWER_BYTES = 16_384


def ask_stranger(port: int, headers: Mapping[str, str], seconds: float) -> dict[str, Any] | None:
    """What whoever listens on a port of this machine says of its health; None if that is no such answer.

    Args:
        port: where to ask.
        headers: nothing secret.
        seconds: for all of it, however slowly it comes.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    limit: threading.Timer | None = None
    try:
        connection.connect()
        # The connection's own limit is one of each piece.
        limit = threading.Timer(seconds, _hang_up, [connection.sock])
        limit.start()
        connection.request("GET", "/v1/health", headers={"X-Fieldmark-Client": "1", **headers})
        answer = connection.getresponse()
        body = json.loads(answer.read(MOST_ANSWER_BYTES))
    except (OSError, http.client.HTTPException, ValueError, RecursionError):
        return None
    finally:
        if limit:
            limit.cancel()
        connection.close()
    return body if answer.status == 200 and isinstance(body, dict) else None


def _hang_up(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
