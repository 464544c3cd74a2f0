"""``fieldmark explain``: how the relevance of a text comes about, term by term."""

from collections.abc import Iterator

from fieldmark.commands.terminal import show_controls
from fieldmark.judge import Cuts, Judge
from fieldmark.values import Match, Person, Profile, Verdict


def explain_text(profile: Profile, text: str, cuts: Cuts | None = None) -> Iterator[str]:
    """The lines that explain the verdict for a bio, for a terminal.

    Args:
        profile: the niche.
        text: the bio.
        cuts: where the bands begin.
    """
    return map(show_controls, _explain(profile, text, cuts))


def _explain(profile: Profile, text: str, cuts: Cuts | None) -> Iterator[str]:
    verdict = Judge(profile, cuts).verdict(Person.from_dict({"handle": "text", "bio": text}))
    if verdict.relevance is None:
        yield "no basis: the text holds no word and no emoji to judge by"
        return
    yield f"relevance {verdict.relevance}, {verdict.band}"
    yield from (f"  {_describe_match(match)}" for match in verdict.matches)
    if verdict.matches:
        yield f"  {_write_sum(verdict)}"
    else:
        yield "  no keyword was found, so the relevance is 0"
    yield from (f"  near: «{near.text}» comes near the keyword «{near.near}»" for near in verdict.why_not)
    yield from (f"  number chaser: «{sign.text}»" for sign in verdict.chaser.signs if sign.text)


def _describe_match(match: Match) -> str:
    does = "leaves" if match.kind == "avoid" else "adds"
    place = f"{match.start}–{match.end}"
    return f"{match.kind:8}{match.keyword}: «{match.text}» at {place} of the {match.field}, {does} {match.weight:g}"


def _write_sum(verdict: Verdict) -> str:
    """The formula of docs/contracts.md with this verdict's numbers; each keyword once, by its weightiest match."""
    shares: dict[str, float] = {}
    factors: dict[str, float] = {}
    for match in verdict.matches:
        if match.kind == "avoid":
            factors[match.keyword] = match.weight
        else:
            shares[match.keyword] = max(match.weight, shares.get(match.keyword, 0))
    missed = " · ".join(f"(1 − {weight:g})" for weight in shares.values()) or "1"
    avoided = "".join(f" · {factor:g}" for factor in factors.values())
    return f"100 · (1 − {missed}){avoided} = {verdict.relevance}"
