"""The popup looks as it was approved, where browser and font are those of the approved pictures; elsewhere its geometry
alone is measured (test_popup_layout.py).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright

from chromium import ask_background
from local_server import LocalServer
from popup_pictures import APPROVED, TOLERANCE, compare, find_makers, launch, read_makers, take_popups
from popup_states import PICTURED
from stand_in_server import StandInServer

# Where to look at what differs; made by make, and not kept.
SEEN = APPROVED.parents[1] / ".build" / "pictures"


@pytest.fixture
def context(
    playwright: Playwright, x_com: StandInServer, server: LocalServer, tmp_path: Path
) -> Iterator[BrowserContext]:
    """The browser of the pictures, paired."""
    launched = launch(playwright, tmp_path / "pictured", x_com.port)
    ask_background(launched, "pairing/save", {"pairing": server.pair()})
    yield launched
    launched.close()


def test_the_popup_looks_as_it_was_approved(context: BrowserContext, server: LocalServer) -> None:
    makers, approved = find_makers(context), read_makers()
    if makers != approved:
        pytest.skip(
            f"the approved pictures were made with {approved}, not with {makers}: only the geometry is compared"
        )
    blank = context.new_page()
    faults = []
    for name, picture in take_popups(context, server):
        file = APPROVED / f"{name}.png"
        share = compare(blank, file.read_bytes(), picture) if file.exists() else 1
        if share <= TOLERANCE:
            continue
        SEEN.mkdir(parents=True, exist_ok=True)
        (SEEN / file.name).write_bytes(picture)
        faults.append(
            f"docs/screenshots/{file.name}: {share:.2%} of the pixels differ; now it is .build/pictures/{file.name}"
        )
    assert not faults, "\n".join([*faults, "Look at both. If the new look is meant, approve it: make screenshots"])


def test_every_picture_that_is_compared_is_there() -> None:
    kept = {file.stem for file in APPROVED.glob("popup-*.png")}
    assert {f"popup-{state}-light" for state in PICTURED if state != "niche"} | {"popup-light", "popup-dark"} <= kept
    assert set(read_makers()) == {"browser", "fonts", "width"}
