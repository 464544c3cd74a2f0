"""What a call takes and gives, said beside the function that answers it; ``/openapi.json`` is made of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from fieldmark.api.body import DEFAULT_PAGE, LARGEST_PAGE
from fieldmark.values.schema_forms import Schema, list_of, object_of, or_null, ref, text, whole_number

Answering = TypeVar("Answering", bound=Callable[..., object])

CURSOR = text(pattern="[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the address or a header.

    Attributes:
        place: ``query`` or ``header``.
        name: of it.
        schema: what it may be.
        required: whether it must be there.
    """

    place: str
    name: str
    schema: Schema
    required: bool = False


ACCOUNT = Parameter("query", "account", ref("Key"), required=True)
ANY_ACCOUNT = Parameter("query", "account", ref("Key"))
PROFILE = Parameter("query", "profile", text())
PAGE = (
    Parameter("query", "limit", {**whole_number(1, LARGEST_PAGE), "default": DEFAULT_PAGE}),
    Parameter("query", "cursor", CURSOR),
)
# The parameters in the path, by the names they have in the routes.
IN_PATH: Mapping[str, Schema] = {"key": ref("Key"), "profile_id": text(), "browser_id": text()}


@dataclass(frozen=True, slots=True)
class Call:
    """What a call takes and gives.

    Attributes:
        answer: the answer's schema; None if it has no body.
        other_forms: media type -> schema, of the other forms the answer may have.
        status: of the answer.
        body: what it takes: field -> schema; None if it takes no body.
        optional: the fields that may be left out.
        one_of: fields of which one must be there at least.
        parameters: in the address and headers.
        refusals: status -> schema, of those whose body has more than ``error``.
        media_type: of the answer.
        needs_token: whether the guard asks for a token.
        is_owners: whether only the owner's command line may make it.
    """

    answer: Schema | None = None
    other_forms: Mapping[str, Schema] = field(default_factory=dict)
    status: int = 200
    body: Mapping[str, Schema] | None = None
    optional: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    refusals: Mapping[int, Schema] = field(default_factory=dict)
    media_type: str = "application/json"
    needs_token: bool = True
    is_owners: bool = False


def describes(call: Call) -> Callable[[Answering], Answering]:
    """Says of the function below it what the call takes and gives."""

    def note(function: Answering) -> Answering:
        function.call = call  # type: ignore[attr-defined]  # found again by get_call
        return function

    return note


def get_call(function: Callable[..., object]) -> Call:
    """What was said of a function.

    Raises:
        LookupError: nothing was.
    """
    call = getattr(function, "call", None)
    if not isinstance(call, Call):
        raise LookupError(function.__name__)
    return call


def page_of(items: Schema) -> Schema:
    """A page of a list."""
    return object_of({"items": list_of(items, LARGEST_PAGE), "cursor": or_null(CURSOR)})
