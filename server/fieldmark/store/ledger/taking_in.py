"""Taking in what another ledger, or a file, tells about a person: what is newer holds, nothing else is lost."""

import hashlib
import json
from typing import Literal, NamedTuple

from fieldmark.store.ledger import decision_queries, queries
from fieldmark.store.ledger.known_people import KnownPerson
from fieldmark.store.ledger.person_facts import PersonFacts
from fieldmark.store.ledger.remembering import find_known, give_id
from fieldmark.store.ledger.sqlite_door import Connection
from fieldmark.values import Decision, Entry
from fieldmark.values.decision import DECIDABLE
from fieldmark.values.past_change import MOST_BIO_KEPT, PastChange, order_moment

# Of a decision: it holds now; what is stored is newer; it was there already.
DecisionOutcome = Literal["taken", "older", "known"]


class Outcome(NamedTuple):
    """What became of an entry."""

    is_new: bool
    decision: DecisionOutcome | None


def take_in(connection: Connection, account_id: int, entry: Entry, now: int) -> Outcome:
    """Takes an entry in, inside a transaction. ``now`` is in ms since 1970."""
    known = find_known(connection, account_id, None, [entry.person])
    if known.has_row_without_id(entry.person):
        give_id(connection, account_id, known, entry.person)
    before = known.find(entry.person)
    after = _add(before, entry) if before else _begin(entry, now)
    queries.write_people(connection, account_id, None, [after])
    number = queries.get_number(connection, account_id, after.key)
    queries.add_places(connection, number, entry.places, entry.last_seen or 0)
    return Outcome(before is None, _take_decision(connection, account_id, number, after, entry, now))


def _begin(entry: Entry, now: int) -> KnownPerson:
    facts = PersonFacts.of(entry.person)
    handle, last_seen = entry.person.handle.lower(), now if entry.last_seen is None else entry.last_seen
    return KnownPerson(entry.person.key, handle, facts.to_json(), facts.answered, entry.first_seen, last_seen)


def _add(before: KnownPerson, entry: Entry) -> KnownPerson:
    stored, told = PersonFacts.from_json(before.text, before.answered), PersonFacts.of(entry.person)
    # What does not say when it was seen is older than all that is known.
    last_seen = entry.last_seen or 0
    facts = stored.add(told) if last_seen > before.last_seen else told.add(stored)
    moments = [moment for moment in (before.first_seen, entry.first_seen) if moment is not None]
    return KnownPerson(
        key=before.key,
        handle=str(facts.fields.get("handle", "")).lower(),
        text=facts.to_json(),
        answered=facts.answered,
        first_seen=min(moments, default=None),
        last_seen=max(before.last_seen, last_seen),
    )


def _take_decision(
    connection: Connection, account_id: int, number: int, person: KnownPerson, entry: Entry, now: int
) -> DecisionOutcome | None:
    if not entry.decision:
        return None
    before = decision_queries.list_decisions(connection, [number]).get(number)
    if not entry.history:
        bio = PersonFacts.from_json(person.text, person.answered).get_answered_bio()
        change = _make_change(person.key, before, entry.decision, bio, now)
        if isinstance(change, str):
            return change
        changes: tuple[PastChange, ...] = (change,) if change else ()
    else:
        changes = entry.history
    added = [decision_queries.add_change(connection, account_id, number, person.key, change) for change in changes]
    if not any(added):
        return "known" if changes else None
    return "older" if decision_queries.settle(connection, number, person.key) == before else "taken"


def _make_change(
    key: str, before: Decision | None, wanted: Decision, bio: str | None, now: int
) -> PastChange | DecisionOutcome | None:
    """The change that brings about a decision which came without its history; or why there is none.

    Its id follows from what it says, so that a file taken in again changes nothing, even if it holds two decisions
    about one person.
    """
    known = before or Decision(wanted.key)
    if all(getattr(known, name) == getattr(wanted, name) for name in DECIDABLE):
        return "known" if before else None
    changed = now if wanted.changed is None else wanted.changed
    if known.changed is not None and known.changed > changed:
        return "older"
    changes = {name: getattr(wanted, name) for name in DECIDABLE}
    kept_bio = None if bio is None else bio[:MOST_BIO_KEPT]
    moment = order_moment(changed, known.changed, now)
    said = json.dumps([key, wanted.changed, changes], sort_keys=True)
    change_id = f"import-{hashlib.sha256(said.encode()).hexdigest()[:32]}"
    return PastChange(change_id, changes, moment, now, changed, None, kept_bio)
