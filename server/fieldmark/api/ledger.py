"""``/ledger`` and ``/entries``: how much is kept; all of it, in and out, for the owner's command line."""

from typing import Any

from flask import Blueprint, request

from fieldmark.api.body import get_services, read_object, read_page
from fieldmark.api.call import ACCOUNT, PAGE, Call, describes, page_of
from fieldmark.api.decisions import refuse_without_memory
from fieldmark.guard import require_owner
from fieldmark.settings import MOST_PEOPLE
from fieldmark.values import Entry, InvalidValue
from fieldmark.values.keys import check_account
from fieldmark.values.schema_forms import COUNT, list_of, object_of, ref

blueprint = Blueprint("ledger", __name__)


ROOM = {
    "accounts": list_of(object_of({"account": ref("Key"), "people": COUNT, "decisions": COUNT})),
    "bytes": COUNT,
}
ENTRIES = {"account": ref("Key"), "entries": list_of(ref("SentEntry"), MOST_PEOPLE)}
TAKEN_IN = {
    "people": object_of({"new": COUNT, "known": COUNT}),
    "decisions": object_of({"taken": COUNT, "older": COUNT, "known": COUNT}),
}


@blueprint.get("/ledger")
@describes(Call(answer=object_of(ROOM)))
def describe_ledger() -> dict[str, Any]:
    """``{accounts: [{account, people, decisions}], bytes}``."""
    return get_services().ledger.entries.describe()


@blueprint.get("/entries")
@describes(Call(answer=page_of(ref("Entry")), parameters=(ACCOUNT, *PAGE), is_owners=True))
def list_entries() -> dict[str, Any]:
    """``?account=`` → a page of everything kept about the people it saw."""
    require_owner()
    account = check_account(request.args.get("account"))
    limit, after = read_page()
    found = get_services().ledger.entries.list_entries(account, limit + 1, after)
    cursor = str(found[limit - 1].number) if len(found) > limit else None
    return {"items": [one.entry.to_dict() for one in found[:limit]], "cursor": cursor}


@blueprint.post("/entries")
@describes(Call(body=ENTRIES, answer=object_of(TAKEN_IN), is_owners=True))
def take_in_entries() -> dict[str, Any]:
    """``{account, entries}`` → how many were new, known, taken, older; all of them are taken in, or none."""
    require_owner()
    refuse_without_memory("what is imported")
    body = read_object(ENTRIES)
    account = check_account(body.get("account"))
    entries = _read_entries(body.get("entries"))
    services = get_services()
    counts = services.ledger.entries.take_in(account, entries)
    services.learner.note_news(account, counts["people"]["new"])
    services.learner.note_decisions(account, counts["decisions"]["taken"])
    return counts


def _read_entries(raw: object) -> list[Entry]:
    if not isinstance(raw, list):
        raise InvalidValue("entries", "must be a list of entries")
    if len(raw) > MOST_PEOPLE:
        raise InvalidValue("entries", f"has {len(raw)} entries; send at most {MOST_PEOPLE} at a time")
    entries = []
    for place, item in enumerate(raw):
        try:
            entries.append(Entry.from_dict(item))
        except InvalidValue as error:
            raise error.under(f"entries[{place}]") from None
    return entries
