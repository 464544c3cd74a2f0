"""Profile files: a niche's name and keywords as JSON."""

import json
from pathlib import Path

from fieldmark.values import InvalidValue, Profile
from fieldmark.values.text import make_depth_error

LARGEST_FILE_BYTES = 8_000_000
# A niche goes to the server in one request, which may have 1,048,576 bytes; the same holds without a server, so that
# what was stored once can be changed in the popup.
LARGEST_PROFILE_BYTES = 1_000_000


def read_profile_file(file: Path) -> Profile:
    """Reads a profile file.

    Raises:
        InvalidValue: it cannot be read or is none; names what is wrong.
    """
    try:
        if file.stat().st_size > LARGEST_FILE_BYTES:
            raise InvalidValue(str(file), "is larger than 8 MB; that is no profile file")
        raw = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InvalidValue(str(file), f"cannot be read ({error.strerror})") from None
    except RecursionError:
        raise InvalidValue(str(file), make_depth_error().problem) from None
    except ValueError as error:
        raise InvalidValue(str(file), f"is not JSON ({error}); a profile file is one JSON object") from None
    if not isinstance(raw, dict):
        raise InvalidValue(str(file), 'must hold one object: {"name": …, "keywords": […]}')
    unknown = raw.keys() - {"name", "keywords"}
    if unknown:
        raise InvalidValue(f"{file}: {min(unknown)}", "is not a known field; a profile file has name and keywords")
    try:
        return Profile.from_dict(raw)
    except InvalidValue as error:
        raise InvalidValue(f"{file}: {error.field}" if error.field else str(file), error.problem) from None


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


def write_profile_text(profile: Profile) -> str:
    """A niche as the text of a profile file."""
    return json.dumps(profile.to_file(), ensure_ascii=False, indent=2) + "\n"
