"""The states of the popup, each as a way to bring it about: for pictures, and to measure."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

from chromium import POPUP_URL
from fieldmark.values import Keyword, Profile
from local_server import LocalServer

# CSS pixels; of the toolbar's popup Chromium shows at most 600 of the height.
SIZE = {"width": 380, "height": 600}
FILE = "[core]\ntypescript\nrust\n[avoid]\nreact\n"
MANY = 200
# Decisions on each side, and about whom.
SIDES = 8
KINDS_OF_PEOPLE = (
    ("Landscape gardener. Dry stone walls, orchards and beekeeping.", "followed"),
    ("Daily stock tips, day trading signals and motivation.", "passed"),
)
# More niches than are judged at once.
NAMES = ("Nursing", "Pottery", "Novels", "Gardens", "Radio", "Maps", "Choirs", "Bakeries", "Night trains")
FIRST_ID = 9_000_000_000


@dataclass(frozen=True)
class Popup:
    """A popup, with what can be done to it.

    Attributes:
        page: the popup, opened in a tab of its own.
        server: the server behind it.
    """

    page: Page
    server: LocalServer

    def wait_for_counts(self) -> None:
        """Until it is told how many people hold each keyword: then nothing moves any more."""
        self.page.wait_for_selector(".count:not(:empty)")

    def show_menu(self) -> None:
        self.wait_for_counts()
        self.page.click("#more")

    def show_niche(self) -> None:
        self.wait_for_counts()
        self.page.evaluate("document.activeElement.blur()")

    def show_effect(self) -> None:
        self.wait_for_counts()
        self.page.fill("#add", "nurse")
        self.page.click(".effect button")
        self.page.wait_for_selector(".examples mark")

    def show_editor(self) -> None:
        self.wait_for_counts()
        self.page.click('[data-keyword="react"]')
        self.page.hover(".editor .remove")
        self.page.wait_for_selector(".effect:not([hidden])")

    def show_suggestions(self) -> None:
        for place in range(SIDES * 2):
            bio, triage = KINDS_OF_PEOPLE[place % 2]
            person = {"id": str(FIRST_ID + place), "handle": f"invented{place}", "bio": bio, "source": "answer"}
            self._tell("verdicts/ask", {"list": "followers", "people": [person], "remember": True})
            self._tell("decisions/make", {"key": person["id"], "change": {"triage": triage}})
        self._tell("decisions/deliver", None)
        self.page.reload()
        self.page.wait_for_selector(".suggestions li")
        self.wait_for_counts()

    def _tell(self, name: str, request: dict[str, object] | None) -> None:
        """Sends the background a message, about the account that was seen."""
        account = {"account": self.server.bodies[0]["account"]}
        answer = self.page.evaluate(
            "(message) => chrome.runtime.sendMessage(message)",
            {"name": name, "request": request and {**account, **request}},
        )
        assert "error" not in answer, answer

    def show_long_list(self) -> None:
        words = tuple(Keyword(f"Keyword {place}", "core") for place in range(MANY))
        self._use(Profile(name="Many words", keywords=words))
        self.page.wait_for_selector("#search")
        self.wait_for_counts()

    def show_other_scripts(self) -> None:
        texts = ("مطور ويب", "עיצוב", "🏳️‍🌈", "機械学習", "Donaudampfschifffahrtsgesellschaft" * 4)
        self._use(Profile(name="م" * 60, keywords=tuple(Keyword(text, "related") for text in texts)))
        self.page.wait_for_selector('[data-keyword="机械学习"], [data-keyword="機械学習"]')
        self.wait_for_counts()

    def show_rename(self) -> None:
        self.show_menu()
        self.page.click("#niche-menu .actions button:first-child")

    def show_import(self) -> None:
        self.show_menu()
        self.page.click("#niche-menu .actions button:last-child")
        self.page.fill("#import", FILE)
        self.page.click("#niche-menu button.main")
        self.page.wait_for_selector(".difference")

    def show_new_niche(self) -> None:
        self.wait_for_counts()
        self.page.select_option("#niches select", "new")
        self.page.wait_for_selector("#template", state="visible")
        self.page.select_option("#template", index=2)

    def show_all_niches(self) -> None:
        store = self.server.services.stores.profiles
        first, *others = store.list_profiles()
        for profile in others:
            store.delete_profile(profile.id)
        for name in NAMES:
            store.add_profile(Profile(name=name, keywords=(Keyword(name, "core"),)))
        store.activate_profile(first.id)
        self.page.reload()
        self.page.wait_for_selector("#niches option[value=all]", state="attached")
        self.page.select_option("#niches select", "all")
        self.page.wait_for_selector("#all-niches:not([hidden])")
        self.wait_for_counts()

    def show_first_niche(self) -> None:
        for profile in self.server.services.stores.profiles.list_profiles():
            self.server.services.stores.profiles.delete_profile(profile.id)
        self.page.reload()
        self.page.wait_for_selector("#steps li[aria-current]")
        self.page.wait_for_selector("#template", state="visible")

    def show_agreement(self) -> None:
        self.wait_for_counts()
        self.page.click(".agreement summary")
        self.page.wait_for_selector(".agreement p")

    def show_undo(self) -> None:
        self.wait_for_counts()
        self.page.fill("#add", "rust, zig, go")
        self.page.press("#add", "Enter")
        self.page.wait_for_selector("#undo")

    def show_server_away(self) -> None:
        self.server.stop()
        self.page.reload()
        self.page.wait_for_selector("#connection .command")

    def _use(self, profile: Profile) -> None:
        store = self.server.services.stores.profiles
        store.activate_profile(store.add_profile(profile).id)
        self.page.reload()


# Name of the picture -> what brings the state about; the last ones take niches and server away.
STATES: dict[str, Callable[[Popup], None]] = {
    "niche": Popup.show_niche,
    "effect": Popup.show_effect,
    "editor": Popup.show_editor,
    "agreement": Popup.show_agreement,
    "menu": Popup.show_menu,
    "rename": Popup.show_rename,
    "import": Popup.show_import,
    "new": Popup.show_new_niche,
    "undo": Popup.show_undo,
    "suggestions": Popup.show_suggestions,
    "long": Popup.show_long_list,
    "scripts": Popup.show_other_scripts,
    "all-niches": Popup.show_all_niches,
    "first-niche": Popup.show_first_niche,
    "away": Popup.show_server_away,
}
PICTURED = (
    "niche",
    "effect",
    "editor",
    "suggestions",
    "menu",
    "import",
    "new",
    "long",
    "all-niches",
    "first-niche",
    "away",
)


def open_popup(context: BrowserContext, server: LocalServer, theme: str = "light") -> Popup:
    """The popup, as large as the toolbar's."""
    page = context.new_page()
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]  # a plain dict will do
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(POPUP_URL)
    return Popup(page, server)
