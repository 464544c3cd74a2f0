"""``fieldmark extension``: where the built extension lies, and a copy of it at a stable place."""

import json
import shutil
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
# In a wheel the extension lies in the package; in a clone, beside it, where the build puts it.
PLACES = (PACKAGE / "_extension", PACKAGE.parent.parent / "extension" / "dist")


class ExtensionMissingError(Exception):
    """The extension is not built, or cannot be copied. The message says what to do."""


def get_extension_folder() -> Path:
    """The folder of the built extension.

    Raises:
        ExtensionMissingError: it is not built.
    """
    for place in PLACES:
        if (place / "manifest.json").is_file():
            return place
    raise ExtensionMissingError("the extension is not built; in a clone, run `make build`")


def copy_extension(target: Path) -> Path:
    """Copies the built extension to a folder, in the place of an older copy of it; returns where it is.

    Raises:
        ExtensionMissingError: it is not built, or may not or cannot be copied there; what was there is still there.
    """
    source = get_extension_folder().resolve()
    try:
        place = target.resolve()
        _check_target(place, source)
        _put_in_place(source, place)
    # RuntimeError: Python before 3.13 says so of symbolic links that lead in a circle.
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExtensionMissingError(f"{target} cannot be written ({reason}); name another folder") from None
    return place


def _check_target(place: Path, source: Path) -> None:
    """Refuses a place where something other than an older copy would be lost."""
    if place.is_relative_to(source) or source.is_relative_to(place):
        problem = "contains, or lies in, the extension that is to be copied; name a folder elsewhere"
    elif Path.cwd().is_relative_to(place):
        problem = "is, or holds, the folder you are in; name another one, or change to another folder first"
    elif place.exists() and not place.is_dir():
        problem = "is a file; name an empty or new folder"
    elif place.exists() and any(place.iterdir()) and _find_key(place) != _find_key(source):
        problem = "holds something else; name an empty or new folder"
    else:
        return
    raise ExtensionMissingError(f"{place} {problem}")


def _find_key(folder: Path) -> object:
    """The public key in a folder's manifest, by which a copy of this extension is known; else its whole path."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        manifest = None
    key = manifest.get("key") if isinstance(manifest, dict) else None
    return key or folder


def _put_in_place(source: Path, place: Path) -> None:
    """Copies beside the place, then swaps: at no moment is there less than one whole copy."""
    place.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    fresh, old = workshop / "new", workshop / "old"
    try:
        shutil.copytree(source, fresh)
        if place.exists():
            place.rename(old)
        try:
            fresh.rename(place)
        except OSError:
            if old.exists():
                old.rename(place)
            raise
    finally:
        # Where even the way back failed, the old copy is in there.
        if place.exists() or not old.exists():
            shutil.rmtree(workshop, ignore_errors=True)
