"""Profile files: read and written by commands."""

import json
from pathlib import Path

from fieldmark.commands.file_text import decode_text
from fieldmark.exchange.niche_file import NicheFile, read_json, read_niche, write_json, write_text
from fieldmark.values import InvalidValue, Profile

LARGEST_FILE_BYTES = 8_000_000
# A niche goes to the server in one request, which may have 1,048,576 bytes; the same holds without a server, so that
# what was stored once can be changed in the popup.
LARGEST_PROFILE_BYTES = 1_000_000
# Format -> what writes it.
FORMATS = {"json": write_json, "text": write_text}
TEXT_ENDING, JSON_ENDING = ".txt", ".json"


def read_niche_file(file: Path) -> NicheFile:
    """Reads a profile file, in JSON or as plain text.

    Raises:
        InvalidValue: it cannot be read or is none; names what is wrong.
    """
    try:
        if file.stat().st_size > LARGEST_FILE_BYTES:
            raise InvalidValue(str(file), "is larger than 8 MB; that is no profile file")
        raw = file.read_bytes()
    except OSError as error:
        raise InvalidValue(str(file), f"cannot be read ({error.strerror})") from None
    try:
        content = decode_text(raw)
        return read_json(content) if file.suffix.lower() == JSON_ENDING else read_niche(content)
    except InvalidValue as error:
        raise InvalidValue(f"{file}: {error.field}" if error.field else str(file), error.problem) from None


def read_profile_file(file: Path) -> Profile:
    """The niche of a profile file; one that does not say its name has the file's.

    Raises:
        InvalidValue: it cannot be read or is none; names what is wrong.
    """
    found = read_niche_file(file)
    return Profile(found.name or file.stem.strip() or "niche", found.keywords)


def choose_format(wanted: str | None, out: Path | None) -> str:
    """The format to write: as said, else by the file's ending.

    Raises:
        InvalidValue: there is no such format.
    """
    if wanted is None:
        return "text" if out and out.suffix.lower() == TEXT_ENDING else "json"
    if wanted not in FORMATS:
        raise InvalidValue("--format", f"must be one of {', '.join(FORMATS)}")
    return wanted


def check_storable(profile: Profile, file: Path) -> None:
    """Refuses a niche that is too large to be stored.

    Raises:
        InvalidValue: saying so.
    """
    size = len(encode_json(profile.to_dict()))
    if size > LARGEST_PROFILE_BYTES:
        raise InvalidValue(str(file), f"holds a niche of {size / 1e6:.1f} MB; at most 1 MB can be stored: split it")


def encode_json(value: object) -> bytes:
    """JSON as it is sent to the server: in UTF-8, where an escape would take six bytes a letter."""
    return json.dumps(value, ensure_ascii=False).encode()
