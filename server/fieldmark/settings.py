"""What a running server is told: one value, made by the command line or a test, read by everything else."""

from dataclasses import dataclass
from pathlib import Path

from fieldmark.demo.site import StandInSite

API_NUMBER = 1

# The extension's ids in Chromium: derived from the public key in extension/manifest.json.
EXTENSION_IDS = ("cdomlnkhnmcbkeihggehbejbcabmbfhg",)

# On every answer: nothing of it is kept, framed, guessed at or read by a page.
ANSWER_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

MOST_BODY_BYTES = 1_048_576
MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one server.

    Attributes:
        port: that it listens on.
        folder: the data folder.
        remember: whether people may be remembered at all (``--no-memory`` says no).
        extension_ids: the Chromium extensions that may speak to it.
        demo: the stand-in page to serve under ``/demo/``; None for every real server.
    """

    port: int
    folder: Path
    remember: bool = True
    extension_ids: tuple[str, ...] = EXTENSION_IDS
    demo: StandInSite | None = None
    instance: str = ""
