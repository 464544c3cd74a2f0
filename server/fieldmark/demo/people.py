"""Some 300 invented people, the same ones each time. Anybody's likeness to them is chance."""

import json
import random
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from fieldmark.values import Person

PEOPLE = 300
SEED = 27182
# Above every id X has given out so far (19 digits, below 2^63), so that none of these is anybody's.
FIRST_ID = 9_100_000_000_000_000_000

PLACES = (
    "",
    "",
    "",
    "Porto",
    "Leipzig",
    "Lyon",
    "Utrecht",
    "Malmö",
    "Kyōto",
    "Pune",
    "Busan",
    "Bogotá",
    "Leeds",
    "",
)
NOUNS = ("lantern", "maple", "harbor", "pebble", "willow", "comet", "saffron", "otter", "juniper", "cobalt", "plume")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

SAMPLE_NICHE = {
    "name": "Web dev tools",
    "keywords": [
        {"text": "typescript", "kind": "core"},
        {"text": "react", "kind": "core"},
        {"text": "open source", "kind": "core"},
        {"text": "node.js", "kind": "core"},
        {"text": "web performance", "kind": "core"},
        {"text": "web developer", "kind": "core"},
        {"text": "software engineer", "kind": "related"},
        {"text": "css", "kind": "related"},
        {"text": "accessibility", "kind": "related"},
        {"text": "design systems", "kind": "related"},
        {"text": "crypto", "kind": "avoid"},
        {"text": "forex", "kind": "avoid"},
    ],
}


@dataclass(frozen=True, slots=True)
class StandInPerson:
    """An invented person as the stand-in's answers tell of them.

    Attributes:
        created_at: as X writes it: ``Sat Mar 12 01:45:04 +0000 2011``.
    """

    id: str
    handle: str
    name: str
    bio: str
    location: str
    website: str
    followers: int
    following: int
    posts: int
    created_at: str
    verified: bool
    protected: bool
    follows_me: bool
    i_follow: bool

    def to_person(self) -> Person:
        """The person as Fieldmark sees them."""
        known: dict[str, Any] = {
            "id": self.id,
            "handle": self.handle,
            "name": self.name,
            "bio": self.bio,
            "location": self.location or None,
            "website": self.website or None,
            "followers": self.followers,
            "following": self.following,
            "posts": self.posts,
        }
        return Person.from_dict(known)


def _read_data(name: str) -> str:
    return files("fieldmark.demo").joinpath(f"data/{name}").read_text(encoding="utf-8")


def _list_bios() -> list[tuple[str, str, str]]:
    """(culture, band meant, bio) of each line."""
    lines = [line for line in _read_data("bios.txt").splitlines() if line and not line.startswith("#")]
    parts = [line.split(" | ", 2) for line in lines]
    return [(culture, band, bio.replace("\\n", "\n")) for culture, band, bio in parts]


@cache
def make_people(count: int = PEOPLE) -> tuple[StandInPerson, ...]:
    """The invented people, in the order of the list."""
    chance = random.Random(SEED)  # noqa: S311  # the same people each time, no secret
    names = json.loads(_read_data("names.json"))
    bios = _list_bios()
    rows = [bios[place % len(bios)] for place in range(min(count, len(bios)))]
    rows += [(chance.choice(("en", *names)), "empty", "") for _ in range(count - len(rows))]
    chance.shuffle(rows)
    taken: set[str] = set()
    return tuple(_make_person(chance, names, place, row, taken) for place, row in enumerate(rows))


def make_me(me_id: str, handle: str) -> StandInPerson:
    """Who is logged in: follows so many of their followers that following more counts."""
    return StandInPerson(
        id=me_id,
        handle=handle,
        name="You, standing in",
        bio="",
        location="",
        website="",
        followers=1_000,
        following=590,
        posts=1_200,
        created_at="Sat Mar 12 01:45:04 +0000 2011",
        verified=False,
        protected=False,
        follows_me=False,
        i_follow=False,
    )


def _make_person(
    chance: random.Random, names: dict[str, Any], place: int, row: tuple[str, str, str], taken: set[str]
) -> StandInPerson:
    culture, band, bio = row
    given, family = chance.choice(names[culture]["given"]), chance.choice(names[culture]["family"])
    name = f"{family} {given}" if culture in ("ko", "zh") else f"{given} {family}"
    followers, following = _choose_counts(chance, band)
    has_site = bool(bio) and chance.random() < 0.3
    handle = _choose_handle(chance, given, family, taken)
    return StandInPerson(
        id=str(FIRST_ID + place * 7_919 + chance.randrange(7_000)),
        handle=handle,
        name=name + (chance.choice((" 🐍", " 🌱", " ✨", " ☕")) if chance.random() < 0.12 else ""),
        bio=bio,
        location=chance.choice(PLACES),
        website=f"https://{handle.replace('_', '-')}.example" if has_site else "",
        followers=followers,
        following=following,
        posts=chance.randrange(3, 9_000),
        created_at=_choose_moment(chance),
        verified=chance.random() < 0.15,
        protected=chance.random() < 0.05,
        follows_me=True,
        i_follow=chance.random() < 0.12,
    )


def _choose_counts(chance: random.Random, band: str) -> tuple[int, int]:
    """Followers and following: of a number chaser both in the thousands and near each other."""
    if band == "chaser":
        followers = chance.randrange(4_000, 60_000)
        return followers, int(followers * chance.uniform(0.85, 1.15))
    followers = int(chance.paretovariate(0.9) * 40)
    return min(followers, 400_000), int(chance.paretovariate(1.1) * 90) % 5_000


def _choose_moment(chance: random.Random) -> str:
    clock = f"{chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}"
    day = f"{chance.choice(DAYS)} {chance.choice(MONTHS)} {chance.randrange(1, 29):02}"
    return f"{day} {clock} +0000 {chance.randrange(2008, 2026)}"


def _choose_handle(chance: random.Random, given: str, family: str, taken: set[str]) -> str:
    letters = unicodedata.normalize("NFKD", f"{given}{family}".lower())
    base = re.sub("[^a-z]", "", letters) or f"{chance.choice(NOUNS)}{chance.choice(NOUNS)}"
    handle = base[:15]
    while handle in taken:
        handle = f"{base[:11]}{chance.randrange(10, 9_999)}"
    taken.add(handle)
    return handle
