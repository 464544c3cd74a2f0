"""``POST /verdicts``: people in, verdicts out."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast, get_args

from flask import Blueprint

from fieldmark.api.body import get_services, read_object
from fieldmark.api.call import Call, describes
from fieldmark.api.wanted_profiles import JUDGED_BY, describe_profiles, list_wanted_profiles
from fieldmark.judge import choose_best
from fieldmark.settings import MOST_PEOPLE
from fieldmark.store import Standings, StoreError
from fieldmark.values import Decision, InvalidValue, Person, Verdict
from fieldmark.values.keys import KEY, check_account
from fieldmark.values.lists import ListName
from fieldmark.values.schema_forms import FLAG, list_of, object_of, or_null, ref, text

blueprint = Blueprint("verdicts", __name__)
logger = logging.getLogger(__name__)

ASKED = {
    "account": ref("Key"),
    "account_handle": text(pattern="@[a-z0-9_]{1,20}"),
    "list": ref("ListName"),
    "people": list_of(ref("SentPerson"), MOST_PEOPLE),
    "profile": or_null(text()),
    "remember": FLAG,
}
ANSWERED = {
    "profile": JUDGED_BY,
    "verdicts": list_of(ref("Verdict"), MOST_PEOPLE),
    "warnings": list_of(object_of({"code": text(), "message": text()})),
}


@blueprint.post("/verdicts")
@describes(
    Call(body=ASKED, optional=("account_handle", "profile", "remember"), answer=object_of(ANSWERED, ("warnings",)))
)
def judge_people() -> dict[str, Any]:
    """``{account, account_handle?, list, people, profile?, remember?}`` → verdicts, in the order sent."""
    body = read_object(ASKED)
    account = check_account(body.get("account"))
    handle = _read_account_handle(body["account_handle"], account) if "account_handle" in body else None
    list_name = _read_list(body.get("list"))
    remember = body.get("remember", True)
    if not isinstance(remember, bool):
        raise InvalidValue("remember", "must be true or false")
    people = read_people(body.get("people"))
    profiles = list_wanted_profiles(body.get("profile"))
    remember = remember and get_services().settings.remember
    warnings: list[dict[str, Any]] = []
    first_seen = _remember_people(account, handle, list_name, people, warnings) if remember else {}
    standings = _find_decisions(account, people, warnings, may_write=remember)
    learner = get_services().learner
    judged = [learner.get_judge(profile, account).verdicts(people) for profile in profiles]
    best = judged[0] if len(judged) == 1 else choose_best([profile.id for profile in profiles], judged)
    return {
        "profile": describe_profiles(profiles, body.get("profile")),
        "verdicts": [
            describe_verdict(verdict, standings.find(person), first_seen.get(person.key))
            for person, verdict in zip(people, best, strict=True)
        ],
        **({"warnings": warnings} if warnings else {}),
    }


def _read_account_handle(raw: object, account: str) -> str:
    if not isinstance(raw, str) or not raw.startswith("@") or not KEY.fullmatch(raw):
        raise InvalidValue("account_handle", "must be the account's @handle in lower case; or leave it out")
    if account.startswith("@"):
        raise InvalidValue("account_handle", "goes with an account's decimal id only; leave it out")
    return raw


def _remember_people(
    account: str,
    handle: str | None,
    list_name: ListName,
    people: Sequence[Person],
    warnings: list[dict[str, Any]],
) -> Mapping[str, int]:
    """Keeps the people; person key -> when their row was first mounted. A full disk must not take the badges away.

    With a handle, whom the account saw before its id was known are among its people from now on.
    """
    services = get_services()
    try:
        joined = services.ledger.join_accounts(handle, account) if handle else 0
        remembered = services.ledger.remember(account, list_name, people)
        services.learner.note_news(account, joined + remembered.news)
    except StoreError as error:
        logger.warning("nobody of %d people could be remembered", len(people), exc_info=error)
        warnings.append({"code": "not_remembered", "message": str(error)})
        return {}
    return remembered.first_seen


def _find_decisions(
    account: str, people: Sequence[Person], warnings: list[dict[str, Any]], *, may_write: bool
) -> Standings:
    """What was decided about the people; who was put off and has another bio now is undecided again."""
    decisions, found = get_services().ledger.decisions, Standings()
    try:
        found = decisions.find_standings(account, people)
        if may_write and found.list_other_bios(people):
            found = decisions.note_bios(account, people)
            get_services().learner.note_decisions(account)
    except StoreError as error:
        logger.warning("decisions about %d people are in doubt", len(people), exc_info=error)
        warnings.append({"code": "decisions_in_doubt", "message": str(error)})
    return found


def describe_verdict(verdict: Verdict, decision: Decision | None, first_seen: int | None) -> dict[str, Any]:
    """The verdict as its JSON object, with what the user decided and when the person's row was first mounted."""
    if decision:
        verdict = replace(
            verdict,
            triage=decision.triage,
            overrule=decision.overrule,
            note=decision.note,
            came_back=decision.came_back,
        )
    described = verdict.to_dict()
    # Of most people stored it is known: a new verdict for each would take a tenth of the request's time.
    if first_seen is not None:
        described["first_seen"] = first_seen
    return described


def _read_list(raw: object) -> ListName:
    if raw not in get_args(ListName):
        raise InvalidValue("list", f"must be one of {', '.join(get_args(ListName))}")
    return cast("ListName", raw)


def read_people(raw: object) -> list[Person]:
    """The people of a request.

    Raises:
        InvalidValue: naming the person and field at fault.
    """
    if not isinstance(raw, list):
        raise InvalidValue("people", "must be a list of people")
    if len(raw) > MOST_PEOPLE:
        raise InvalidValue("people", f"has {len(raw)} entries; send at most {MOST_PEOPLE} at a time")
    people = []
    for place, item in enumerate(raw):
        if not isinstance(item, Mapping):
            raise InvalidValue(f"people[{place}]", "must be an object with named fields")
        try:
            people.append(Person.from_dict(item))
        except InvalidValue as error:
            raise error.under(f"people[{place}]") from None
    return people
