"""The answer for one person: relevance, the reasons, the signs of a number chaser, the user's own decision."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Band = Literal["strong", "maybe", "off", "no_basis"]
MatchKind = Literal["core", "related", "avoid", "learned"]
FieldName = Literal["bio", "name", "location", "website"]
Triage = Literal["undecided", "followed", "passed", "later"]
Overrule = Literal["relevant", "not_relevant"]


class Experience(NamedTuple):
    """What the user decided about people who hold a keyword."""

    relevant: int
    not_relevant: int


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a keyword was found.

    Attributes:
        keyword: the keyword as the user typed it.
        weight: the share it adds before the noisy-or, 0–1; for ``avoid`` the factor it multiplies with.
        start, end: its place in the field as sent, in UTF-16 code units.
        text: the words found there.
        experience: the decisions that moved the weight; None if none did.
        usual_weight: what the weight would be without them.
    """

    keyword: str
    kind: MatchKind
    weight: float
    field: FieldName
    start: int
    end: int
    text: str
    experience: Experience | None = None
    usual_weight: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The match as its JSON object; ``decisions`` is there only if any moved the weight."""
        moved = {**self.experience._asdict(), "usual_weight": self.usual_weight} if self.experience else None
        return {
            "keyword": self.keyword,
            "kind": self.kind,
            "weight": self.weight,
            "field": self.field,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            **({"decisions": moved} if moved else {}),
        }


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word of the bio that comes near the niche: ``text`` stands in the bio, ``near`` is the keyword."""

    text: str
    near: str

    def to_dict(self) -> dict[str, Any]:
        """The near word as its JSON object."""
        return {"text": self.text, "near": self.near}


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a number chaser; words found have a field and a place in UTF-16 code units, counts have none."""

    sign: str
    field: FieldName | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The sign as its JSON object; what it lacks is absent."""
        values = {"field": self.field, "start": self.start, "end": self.end, "text": self.text}
        return {"sign": self.sign, **{name: value for name, value in values.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class Chaser:
    """Whether the person follows to be followed (by their own words), and every sign of it."""

    flag: bool = False
    signs: tuple[Sign, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The signs as their JSON object."""
        return {"flag": self.flag, "signs": [sign.to_dict() for sign in self.signs]}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one person.

    Attributes:
        key: the person key.
        relevance: 0–100, or None when there is no basis.
        band: ``strong``, ``maybe``, ``off`` or ``no_basis``.
        matches: the reasons; relevance can be recomputed from them (fieldmark.judge.relevance).
        why_not: for a row without a match, the words of the bio that come near the niche.
        triage, overrule, note: the user's own decision about the person.
        came_back: why the person is undecided again (``bio_changed``); None if they are not.
        niche: of several niches the id of the one that fits best; None if only one judged, or none fits.
    """

    key: str
    relevance: int | None
    band: Band
    matches: tuple[Match, ...] = ()
    why_not: tuple[NearWord, ...] = ()
    chaser: Chaser = Chaser()
    triage: Triage = "undecided"
    overrule: Overrule | None = None
    note: str | None = None
    came_back: str | None = None
    niche: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The verdict as the API's JSON object; ``came_back`` and ``niche`` are there only if they say something."""
        return {
            "key": self.key,
            "relevance": self.relevance,
            "band": self.band,
            "matches": [match.to_dict() for match in self.matches],
            "why_not": [near.to_dict() for near in self.why_not],
            "chaser": self.chaser.to_dict(),
            "triage": self.triage,
            "overrule": self.overrule,
            "note": self.note,
            **({"came_back": self.came_back} if self.came_back else {}),
            **({"niche": self.niche} if self.niche else {}),
        }
