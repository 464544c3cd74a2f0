"""Niches and settings of a backup: what is not there comes back, what differs is left and told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fieldmark.commands.access import Access
from fieldmark.commands.import_items import describe
from fieldmark.store import StoreError
from fieldmark.store.preferences import PREFERENCES
from fieldmark.values import InvalidValue, Profile

RENAME = "rename yours, then import again"


def restore_niches(access: Access, raws: Sequence[Any]) -> Iterator[str]:
    """Stores the niches that are not there; tells what became of them."""
    had_active = any(profile.active for profile in access.list_profiles())
    added = known = 0
    for number, raw in enumerate(raws):
        try:
            wanted = _read_niche(raw)
            before = _find_by_name(access, wanted)
            if before and before.keywords != wanted.keywords:
                yield f"Left: the niche «{before.name}» is here with other keywords; {RENAME}."
            elif before:
                known += 1
            else:
                _store(access, wanted, had_active=had_active)
                added += 1
        except InvalidValue as error:
            yield f"Left: profiles[{number}] {describe(error)}."
        except StoreError as error:
            yield f"Left: profiles[{number}]: {error}."
    yield f"Niches: {added} new, {known} known already."


def restore_settings(access: Access, values: Mapping[str, Any]) -> Iterator[str]:
    """Takes over the settings that nobody chose here; tells what became of them."""
    now = access.get_settings()
    changes: dict[str, object] = {}
    for name, value in values.items():
        if name not in now:
            yield f"Left: there is no setting «{name[:100]}»."
        elif now[name] != value and now[name] != PREFERENCES[name].default:
            yield f"Left: the setting {name} was chosen here ({now[name]})."
        elif now[name] != value:
            changes[name] = value
    try:
        if changes:
            access.set_settings(changes)
            yield f"Settings: {', '.join(changes)} restored."
    except (InvalidValue, StoreError) as error:
        yield f"Left: the settings stay as they are: {error}."


def _read_niche(raw: object) -> Profile:
    if not isinstance(raw, Mapping):
        raise InvalidValue("", "must be an object: a niche")
    # Its number and revision are of the ledger it comes from.
    return replace(Profile.from_dict(raw), id="", revision=0)


def _find_by_name(access: Access, wanted: Profile) -> Profile | None:
    name = wanted.name.casefold()
    return next((profile for profile in access.list_profiles() if profile.name.casefold() == name), None)


def _store(access: Access, wanted: Profile, *, had_active: bool) -> None:
    stored = access.add_profile(wanted)
    if wanted.archived:
        access.change_profile(replace(stored, archived=True))
    elif wanted.active and not had_active:
        access.activate_profile(stored.id)
