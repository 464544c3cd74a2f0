"""A running server, seen from the command line: proof first, then the owner's token."""

import codecs
import http.client
import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from fieldmark.commands.stranger import ask_stranger
from fieldmark.pairing import OWNER_ID, make_proof
from fieldmark.ports import HOST
from fieldmark.store import FolderView, StoreError

TIMEOUT_SECONDS = 10
# Before the first piece, words may be learnt from thousands of people.
STREAM_TIMEOUT_SECONDS = 120
PIECE_BYTES = 65_536


class ServerRefusal(StoreError):
    """The server answered with an error; the message is its own."""


class ServerClient:
    """Speaks to the server that holds a data folder. http.client knows no proxies, so none is ever asked.

    Args:
        folder: the data folder.
        port: where the server listens.
        timeout_seconds: how long an answer may take.
    """

    def __init__(self, folder: FolderView, port: int, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._port = port
        self._timeout_seconds = timeout_seconds
        self._token = folder.get_owner_token()

    def is_ours(self) -> bool:
        """Whether what listens there knows the owner's token. Nothing secret is sent to find out."""
        nonce = secrets.token_hex(32)
        headers = {"X-Fieldmark-Browser": OWNER_ID, "X-Fieldmark-Nonce": nonce}
        answer = ask_stranger(self._port, headers, self._timeout_seconds)
        proof = answer.get("proof") if answer else None
        return isinstance(proof, str) and secrets.compare_digest(proof, make_proof(self._token, nonce, self._port))

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Makes a call.

        Raises:
            ServerRefusal: the server says no, or does not answer.
        """
        try:
            status, answer = self._exchange(method, path, body, {"Authorization": f"Bearer {self._token}"})
        except OSError as error:
            raise self._make_silence(error) from None
        if status >= 400:
            raise _make_refusal(status, answer)
        return answer

    def list_all(self, path: str) -> list[Any]:
        """Every item of a paged list."""
        return list(self.iterate(path, {}))

    def iterate(self, path: str, asked: Mapping[str, str]) -> Iterator[Any]:
        """Every item of a paged list, a page at a time; ``asked`` goes into the address."""
        cursor: str | None = "0"
        while cursor is not None:
            page = self.call("GET", f"{path}?{urlencode({**asked, 'limit': 200, 'cursor': cursor})}")
            yield from page["items"]
            cursor = page["cursor"]

    def stream(self, path: str, asked: Mapping[str, str]) -> Iterator[str]:
        """The text of an answer of any length, piece by piece.

        Raises:
            ServerRefusal: the server says no, or stops answering.
        """
        connection = http.client.HTTPConnection(HOST, self._port, timeout=STREAM_TIMEOUT_SECONDS)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            headers = {"X-Fieldmark-Client": "1", "Authorization": f"Bearer {self._token}"}
            connection.request("GET", f"{path}?{urlencode(asked)}", None, headers)
            answer = connection.getresponse()
            if answer.status >= 400:
                raise _make_refusal(answer.status, json.loads(answer.read()))
            while piece := answer.read(PIECE_BYTES):
                yield decoder.decode(piece)
        except (http.client.HTTPException, ValueError, OSError) as error:
            raise self._make_silence(error) from None
        finally:
            connection.close()

    def _make_silence(self, error: Exception) -> ServerRefusal:
        return ServerRefusal(f"the server on port {self._port} does not answer ({error}); restart it")

    def _exchange(self, method: str, path: str, body: object, headers: dict[str, str]) -> tuple[int, Any]:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=self._timeout_seconds)
        try:
            content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
            kind = {} if body is None else {"Content-Type": "application/json"}
            connection.request(method, path, content, {"X-Fieldmark-Client": "1", **kind, **headers})
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        except (http.client.HTTPException, ValueError) as error:
            raise ConnectionError(str(error)) from None
        finally:
            connection.close()


def _make_refusal(status: int, answer: object) -> ServerRefusal:
    message = answer.get("error", {}).get("message") if isinstance(answer, dict) else None
    return ServerRefusal(message or f"the server refused ({status})")
