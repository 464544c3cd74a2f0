"""What ``POST /profiles/preview`` takes and gives."""

from fieldmark.settings import MOST_PEOPLE
from fieldmark.values.names import MOST_NAME_LENGTH
from fieldmark.values.profile import PROFILE_ID_PATTERN
from fieldmark.values.schema_forms import (
    COUNT,
    FLAG,
    Schema,
    list_of,
    object_of,
    one_of,
    or_null,
    ref,
    text,
    whole_number,
)
from fieldmark.values.schemas import REFUSED_WORDS, SENT_NICHE, of_each_band
from fieldmark.values.verdict import Band, FieldName

NO_NAME: Schema = {"anyOf": [text(MOST_NAME_LENGTH), text(pattern=r"\s*"), {"type": "null"}]}
DRAFT = {
    **SENT_NICHE, "name": NO_NAME, "id": text(pattern=PROFILE_ID_PATTERN), "active": FLAG, "archived": FLAG,
    "revision": COUNT, "never": REFUSED_WORDS,
}  # fmt: skip
ASKED = {
    "draft": object_of(DRAFT, tuple(DRAFT)), "account": ref("Key"), "open_page": list_of(ref("Key"), MOST_PEOPLE),
}  # fmt: skip

WAYS = object_of({"up": COUNT, "down": COUNT})
MOVED = object_of({"people": COUNT, "followed": COUNT, "passed": COUNT, "later": COUNT})
BADGE = object_of({"relevance": or_null(whole_number(0, 100)), "band": one_of(Band)})
MATCHES = list_of(ref("Match"))
EXAMPLE = object_of(
    {"person": ref("ExamplePerson"), "before": BADGE, "after": BADGE, "matches": MATCHES, "lost": MATCHES}
)
PLACE = {
    "key": ref("Key"), "handle": text(), "name": or_null(text()), "field": one_of(FieldName),
    "text": text(), "start": COUNT, "end": COUNT,
}  # fmt: skip
KEYWORD = {"text": text(), "people": COUNT, "examples": list_of(object_of(PLACE))}
# Code of an advice -> what is said with it.
ADVICE: dict[str, dict[str, Schema]] = {
    "everyday_word": {},
    "ambiguous": {},
    "too_short": {},
    "duplicate": {"of": text()},
    "too_common": {"people": COUNT, "of": COUNT},
}
ANSWERED = {
    "profile": or_null(object_of({"id": text(), "revision": COUNT})),
    "people": COUNT,
    "bands": of_each_band(WAYS),
    "up": MOVED,
    "down": MOVED,
    "relevance": WAYS,
    "examples": list_of(EXAMPLE),
    "open_page": list_of(object_of({"key": ref("Key"), "before": BADGE, "after": BADGE})),
    "keywords": list_of(object_of(KEYWORD, ("examples",))),
    "advice": list_of(
        {"anyOf": [object_of({"keyword": text(), "code": {"const": code}, **said}) for code, said in ADVICE.items()]}
    ),
}
