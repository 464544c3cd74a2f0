"""How many matches of a hostile bio are told."""

from fieldmark.values import Match

# A bio of 100,000 characters can hold tens of thousands of matches; beyond these nobody reads on. The first match
# of each keyword and field is always among them, so that relevance can still be recomputed.
MOST_MATCHES = 200


def cap_matches(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """The matches, or the first ones of many."""
    if len(matches) <= MOST_MATCHES:
        return matches
    first_of = {(match.keyword, match.field): place for place, match in reversed(list(enumerate(matches)))}
    firsts = set(first_of.values())
    room = max(0, MOST_MATCHES - len(firsts))
    others = [place for place in range(len(matches)) if place not in firsts][:room]
    return tuple(matches[place] for place in sorted({*firsts, *others}))
