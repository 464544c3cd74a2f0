"""Which column of a follower export is which field of a person, and how its text is read."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fieldmark.values import InvalidValue, Person
from fieldmark.values.text import mend_surrogates

TRUE_WORDS, FALSE_WORDS = ("true", "yes", "1"), ("false", "no", "0")

# Field -> names of its column, written without case, spaces, dots and underscores. The first names are Fieldmark's
# own and JSON of X's answers; then those of twitter-web-exporter, of X's v2 API and of common export services.
NAMES_OF_FIELD: dict[str, tuple[str, ...]] = {
    "id": ("id", "restid", "userid", "idstr", "twitterid", "accountid"),
    "handle": ("handle", "screenname", "username", "twitterhandle", "user", "corescreenname"),
    "name": ("name", "profilename", "displayname", "fullname", "corename"),
    "bio": ("bio", "description", "profilebio", "biography", "about", "profilebiodescription"),
    "location": ("location", "place"),
    "website": ("website", "websiteurl", "externalurl", "expandedurl"),
    "followers": ("followers", "followerscount", "followercount", "publicmetricsfollowerscount"),
    "following": ("friendscount", "followingcount", "friends", "publicmetricsfollowingcount"),
    "following_or_flag": ("following",),
    "posts": ("posts", "statusescount", "statuses", "tweetscount", "tweetcount", "tweets"),
    "created_at": ("createdat", "created", "joined", "joindate", "registered"),
    "verified": ("verified", "isblueverified", "blueverified"),
    "protected": ("protected", "private"),
    "follows_me": ("followsme", "followedby", "followsyou"),
    "i_follow": ("ifollow", "isfollowing", "youfollow"),
}
FIELD_OF_NAME = {name: field for field, names in reversed(NAMES_OF_FIELD.items()) for name in names}


def make_column_map(columns: Sequence[str]) -> dict[int, str]:
    """Place of a column -> field of a person, where it is known.

    Of two for one field the name that is listed first above wins; of two of one name, the first column.
    """
    best: dict[str, tuple[int, int]] = {}
    for place, column in enumerate(columns):
        name = "".join(char for char in column.casefold() if char.isalnum())
        field = FIELD_OF_NAME.get(name)
        if field:
            rank = NAMES_OF_FIELD[field].index(name)
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    return {place: field for field, (_, place) in best.items()}


def read_person(cells: Sequence[Any], fields: Mapping[int, str]) -> Person:
    """The person of a row's cells, by the field that each place is for.

    A value that cannot be one (an id that is no number, «12K» followers) is not known.

    Raises:
        InvalidValue: the row has neither a handle nor any text to judge, or a text past every limit.
    """
    known: dict[str, Any] = {}
    for place, field in fields.items():
        value = cells[place]
        if value is None or value == "":
            continue
        if field == "following_or_flag":
            # A count in Fieldmark's own files; in twitter-web-exporter's, whether one follows the person.
            known.update(_read_following(value))
            continue
        read = _READERS[field](value)
        if read is not None:
            known[field] = read
    if "bio" in fields.values() and "bio" not in known:
        known["bio"] = ""
    if not known.keys() & {"handle", "bio", "name"}:
        raise InvalidValue("", "has no column that is known, or nothing in it; name the columns handle, bio, name …")
    handle = known.get("handle")
    person = Person.from_dict({**known, "handle": handle or "unknown"})
    return person if handle else _without_handle(person)


def _without_handle(person: Person) -> Person:
    return Person(**{**person.to_dict(), "handle": ""})


def _read_text(value: object) -> str | None:
    return mend_surrogates(value) if isinstance(value, str) else None


def _read_id(value: object) -> str | None:
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if text.isascii() and text.isdigit() and len(text) <= 20 else None


def _read_handle(value: object) -> str | None:
    text = value.strip().removeprefix("@") if isinstance(value, str) else ""
    allowed = text.isascii() and text.replace("_", "a").isalnum() and len(text) <= 20
    return text if allowed else None


def _read_following(value: object) -> dict[str, Any]:
    count, flag = _read_count(value), _read_flag(value)
    return {"following": count} if count is not None else {} if flag is None else {"i_follow": flag}


def _read_count(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        digits = value.strip().replace(",", "")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None
    return value if isinstance(value, int) and 0 <= value <= 10**12 else None


def _read_flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    return True if word in TRUE_WORDS else False if word in FALSE_WORDS else None


def _read_moment(value: object) -> str | None:
    return value.strip()[:64] if isinstance(value, str) else None


_READERS: dict[str, Callable[[object], Any]] = {
    "id": _read_id,
    "handle": _read_handle,
    **dict.fromkeys(("name", "bio", "location", "website"), _read_text),
    **dict.fromkeys(("followers", "following", "posts"), _read_count),
    "created_at": _read_moment,
    **dict.fromkeys(("verified", "protected", "follows_me", "i_follow"), _read_flag),
}
