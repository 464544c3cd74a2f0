"""Draws extension/icons/*.png from icon.svg; Chromium takes no SVG as an extension's icon. Run after changing it."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "together"))
from browsers import find_chromium  # noqa: E402

SIZES = (16, 32, 48, 128)


def main() -> None:
    """Renders the icon at each size, with a transparent background."""
    folder = ROOT / "extension" / "icons"
    svg = (folder / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}")
            page.screenshot(path=folder / f"{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
