"""Checks of the browser's side: the built extension, and a browser to load it into."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fieldmark
from fieldmark.commands.doctor.finding import Finding, Situation, fails, holds
from fieldmark.commands.extension import ExtensionMissingError, get_extension_folder
from fieldmark.demo.browsers import find_any_browsers

BUILD_ANEW = "in a clone run `make build`, else install Fieldmark anew"


def check_extension(_: Situation) -> Finding:
    """It is built, whole, and of this version."""
    try:
        folder = get_extension_folder()
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        missing = [name for name in list_files(manifest) if not (folder / name).is_file()]
        version = manifest["version"]
    except ExtensionMissingError as error:
        return fails("it is not built", str(error))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return fails(f"the manifest in {folder} cannot be read", BUILD_ANEW)
    if missing:
        return fails(f"the build in {folder} lacks {', '.join(missing)}", BUILD_ANEW)
    if version != fieldmark.__version__:
        return fails(f"the build is of version {version}, the server of {fieldmark.__version__}", BUILD_ANEW)
    return holds(f"version {version} is built, in {folder}")


def check_browser(_: Situation) -> Finding:
    """There is one that can load the extension."""
    found = dict.fromkeys(browser.name for browser in find_any_browsers())
    if not found:
        remedy = "install Firefox, Chromium, Chrome, Brave or Edge; one that lies elsewhere serves as well"
        return fails("none was found in the usual places", remedy)
    return holds(f"{', '.join(found)} (the extension needs Firefox 140, or a Chromium of 121, or newer)")


def list_files(manifest: dict[str, Any]) -> Iterator[str]:
    """Every file that the manifest names."""
    yield manifest["background"]["service_worker"]
    yield manifest["action"]["default_popup"]
    yield from manifest["icons"].values()
    for script in manifest["content_scripts"]:
        yield from script["js"]
        yield from script.get("css", ())
    yield str(Path("_locales") / manifest["default_locale"] / "messages.json")
