"""What is known of an account on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, TypeAdapter, ValidationError

from fieldmark.values.invalid import InvalidValue, build, describe_pattern
from fieldmark.values.text import mend_surrogates

# X's ids have up to 19 digits; they are text because a JSON number of that size loses digits.
ID_PATTERN = describe_pattern("^[0-9]{1,20}$", "must be the account's id: 1 to 20 digits, as text")
# X allows 15 characters today; older handles have up to 20.
HANDLE_PATTERN = describe_pattern("^[A-Za-z0-9_]{1,20}$", "must be a handle without the @: 1 to 20 of a–z, 0–9 and _")
Id = Annotated[str, Field(strict=True, pattern=ID_PATTERN)]
Handle = Annotated[str, Field(strict=True, pattern=HANDLE_PATTERN)]
# X allows 50 characters in a name, 160 in a bio, 30 in a location. The caps only bound what is hostile.
Name = Annotated[str, Field(strict=True, max_length=1_000)]
Bio = Annotated[str, Field(strict=True, max_length=100_000)]
Place = Annotated[str, Field(strict=True, max_length=1_000)]
Website = Annotated[str, Field(strict=True, max_length=2_000)]
Count = Annotated[int, Field(strict=True, ge=0, le=10**12)]
Moment = Annotated[str, Field(strict=True, max_length=64)]
Source = Literal["answer", "page"]


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the page shows it. What is not known is None; an empty bio known to be empty is ``""``.

    Attributes:
        handle: without the ``@``; empty only for a person who is nothing but a text to be judged.
        id: X's decimal id, as text.
        followers, following, posts: counts.
        created_at: when the account was made, as ISO 8601 or as X writes it.
        position: place in the list, from 0.
        mounted: whether its row was seen on the page.
        source: ``answer`` (what the page downloaded) or ``page`` (what the page shows: clamped, without emoji).
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    handle: Handle = ""
    id: Id | None = None
    name: Name | None = None
    bio: Bio | None = None
    location: Place | None = None
    website: Website | None = None
    followers: Count | None = None
    following: Count | None = None
    posts: Count | None = None
    created_at: Moment | None = None
    verified: StrictBool | None = None
    protected: StrictBool | None = None
    follows_me: StrictBool | None = None
    i_follow: StrictBool | None = None
    position: Count | None = None
    mounted: StrictBool | None = None
    source: Source = "answer"

    @property
    def key(self) -> str:
        """The person key: the decimal id, else ``@handle`` in lower case, else empty."""
        return self.id or (f"@{self.handle.lower()}" if self.handle else "")

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Self:
        """Builds a person from its JSON object.

        Args:
            raw: the fields of a person; ``handle`` is needed, null means not known.

        Raises:
            InvalidValue: naming the field and what to do.
        """
        if type(raw) is dict and "handle" in raw:
            try:
                # Nearly every person is well-formed, and needs no more looks than pydantic's one.
                well_formed: Self = _adapter().validate_python(raw)
            except ValidationError:
                pass
            else:
                return well_formed
        if isinstance(raw, Mapping):
            raw = {
                str(key): mend_surrogates(value) if isinstance(value, str) else value
                for key, value in raw.items()
                if value is not None or key not in FIELDS
            }
            if "handle" not in raw:
                raise InvalidValue("handle", "is missing; add the account's handle, without the @")
        person: Self = build(_adapter(), raw)
        return person

    def to_dict(self) -> dict[str, Any]:
        """The person as its JSON object: what is not known is absent."""
        values = {name: value for name in FIELDS if (value := getattr(self, name)) is not None}
        if not self.handle:
            del values["handle"]
        return values


FIELDS = tuple(field.name for field in fields(Person))


@cache
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(Person)
