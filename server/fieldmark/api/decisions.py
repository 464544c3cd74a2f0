"""``/decisions``: what the user decided about people."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, request

from fieldmark.api.body import get_services, read_object, read_page
from fieldmark.api.call import ACCOUNT, PAGE, Call, describes, page_of
from fieldmark.errors import ApiError
from fieldmark.values import DecisionChange, InvalidValue, Person
from fieldmark.values.decision import DECIDABLE
from fieldmark.values.keys import check_account, check_person_key
from fieldmark.values.schema_forms import ref
from fieldmark.values.schemas import DECIDED, MADE_ID, MOMENT

blueprint = Blueprint("decisions", __name__)

CHANGE = {"account": ref("Key"), **DECIDED, "id": MADE_ID, "at": MOMENT, "person": ref("SentPerson")}


@blueprint.put("/decisions/<key>")
@describes(Call(body=CHANGE, optional=(*DECIDABLE, "at", "person"), one_of=DECIDABLE, answer=ref("Decision")))
def decide(key: str) -> dict[str, Any]:
    """``{account, triage?, overrule?, note?, id, at?, person?}`` → the decision."""
    refuse_without_memory("the decision")
    check_person_key(key)
    body = read_object(CHANGE)
    account = check_account(body.get("account"))
    change = DecisionChange.from_dict(body)
    person = _read_person(key, body["person"]) if "person" in body else None
    services = get_services()
    decision = services.ledger.decisions.decide(account, key, change, person)
    services.learner.note_decisions(account)
    return decision.to_dict()


@blueprint.get("/decisions")
@describes(Call(answer=page_of(ref("Decision")), parameters=(ACCOUNT, *PAGE)))
def list_decisions() -> dict[str, Any]:
    """``?account=`` → a page of the people with a decision, in the order they first came up."""
    account = check_account(request.args.get("account"))
    limit, after = read_page()
    decided = get_services().ledger.decisions.list_decided(account, limit + 1, after)
    cursor = str(decided[limit - 1].number) if len(decided) > limit else None
    return {"items": [one.decision.to_dict() for one in decided[:limit]], "cursor": cursor}


@blueprint.get("/decisions/<key>")
@describes(Call(answer=ref("DecisionOfOne"), parameters=(ACCOUNT,)))
def get_decision(key: str) -> dict[str, Any]:
    """``?account=`` → the decision about one person, with its ``history``."""
    account = check_account(request.args.get("account"))
    decision, changes = get_services().ledger.decisions.get_history(account, check_person_key(key))
    return {**decision.to_dict(), "history": [change.to_dict() for change in changes]}


def refuse_without_memory(what: str) -> None:
    """Refuses a call that stores something about people where nothing may be remembered.

    Raises:
        ApiError: saying what to do.
    """
    if not get_services().settings.remember:
        remedy = "start `fieldmark serve` without --no-memory, then try again"
        raise ApiError(409, "no_memory", f"{what} is not kept: this server was told to remember nobody; {remedy}")


def _read_person(key: str, raw: object) -> Person:
    if not isinstance(raw, Mapping):
        raise InvalidValue("person", "must be an object with named fields; or leave it out")
    try:
        person = Person.from_dict(raw)
    except InvalidValue as error:
        raise error.under("person") from None
    if key not in (person.id, f"@{person.handle.lower()}") and (person.id or key.startswith("@")):
        raise InvalidValue("person", f"is somebody else than {key}, about whom this decision is")
    return person if key.startswith("@") else replace(person, id=key)
