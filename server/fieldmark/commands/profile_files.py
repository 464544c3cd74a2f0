"""Profile files: a niche's name and keywords as JSON."""

import json
from pathlib import Path

from fieldmark.values import InvalidValue, Profile

LARGEST_FILE_BYTES = 8_000_000


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
    except (ValueError, RecursionError) as error:
        raise InvalidValue(str(file), f"is not JSON ({error}); a profile file is one JSON object") from None
    if not isinstance(raw, dict):
        raise InvalidValue(str(file), 'must hold one object: {"name": …, "keywords": […]}')
    unknown = raw.keys() - {"name", "keywords"}
    if unknown:
        raise InvalidValue(f"{file}: {min(unknown)}", "is not a known field; a profile file has name and keywords")
    try:
        return Profile.from_dict(raw)
    except InvalidValue as error:
        raise InvalidValue(f"{file}: {error.field}", error.problem) from None


def write_profile_text(profile: Profile) -> str:
    """A niche as the text of a profile file."""
    return json.dumps(profile.to_file(), ensure_ascii=False, indent=2) + "\n"
