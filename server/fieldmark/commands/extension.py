"""``fieldmark extension``: where the built extension lies, and a copy of it at a stable place."""

import shutil
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
    """Copies the built extension to a folder, over an older copy of it.

    Raises:
        ExtensionMissingError: it is not built, or the folder holds something else.
    """
    source = get_extension_folder()
    if target.exists() and any(target.iterdir()) and not (target / "manifest.json").is_file():
        raise ExtensionMissingError(f"{target} holds something else; name an empty or new folder")
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        shutil.copytree(source, fresh)
        shutil.rmtree(target, ignore_errors=True)
        fresh.replace(target)
    except OSError as error:
        raise ExtensionMissingError(f"{target} cannot be written ({error.strerror}); name another folder") from None
    return target
