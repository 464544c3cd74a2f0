"""The niches, in TinyDB."""

import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinydb import TinyDB, where

from fieldmark.store.failures import DamageReport, NotFoundError, RevisionConflictError
from fieldmark.store.form import Form, Tables
from fieldmark.store.storage import AtomicStorage
from fieldmark.values import InvalidValue, Keyword, Profile, find_profile
from fieldmark.values.names import MOST_NAME_LENGTH, refuse_controls
from fieldmark.values.profile import MOST_REFUSED

MOST_PROFILES = 200
# Without one of these a document would pass for another niche: one without keywords, or one that was never stored.
ALWAYS_STORED = {"id", "name", "keywords", "revision"}

# What refuses keywords that no text can match: the judge knows them, the store does not know the judge.
Refusal = Callable[[Iterable[Keyword], Iterable[Keyword]], None]


class ProfileStore:
    """The niches of one data folder. One lock holds every read and write: TinyDB has none of its own.

    Args:
        folder: the data folder.
        report: called for each damaged file set aside.
        refuse: raises InvalidValue for keywords that are not worth storing, but for those that are stored already.
    """

    def __init__(
        self,
        folder: Path,
        report: Callable[[DamageReport], None] = lambda report: None,
        refuse: Refusal = lambda keywords, known: None,
    ) -> None:
        self._lock = threading.RLock()
        self._refuse = refuse
        storage = AtomicStorage(folder / "profiles.json", FORM, report)
        self._table = TinyDB(storage=lambda: storage).table("profiles")
        # One process holds the folder, so what was read once stays true: a niche of 10,000 keywords is not parsed anew
        # for each request.
        self._profiles = _read_profiles(storage.read())

    def list_profiles(self) -> list[Profile]:
        """All niches, oldest first."""
        with self._lock:
            return list(self._profiles.values())

    def get_profile(self, profile_id: str) -> Profile:
        """The niche of this id.

        Raises:
            NotFoundError: there is none.
        """
        with self._lock:
            profile = self._profiles.get(profile_id)
        if not profile:
            raise NotFoundError(f"there is no niche «{profile_id}»; list them and choose one")
        return profile

    def find_active(self) -> Profile | None:
        """The niche in use, or None when there is none."""
        return next((profile for profile in self.list_profiles() if profile.active), None)

    def add_profile(self, profile: Profile) -> Profile:
        """Stores a new niche under an id of its own; the first one becomes the active one.

        Raises:
            InvalidValue: another one has this name, there are too many, or a keyword is refused.
        """
        self._refuse(profile.keywords, ())
        with self._lock:
            self._refuse_name(profile)
            if len(self._table) >= MOST_PROFILES:
                raise InvalidValue("", f"there are {MOST_PROFILES} niches already; delete one first")
            active = self.find_active() is None
            stored = replace(profile, id=secrets.token_hex(6), revision=1, active=active, archived=False)
            self._table.insert(_describe(stored))
            self._profiles[stored.id] = stored
            return stored

    def change_profile(self, profile: Profile) -> Profile:
        """Stores new content for a niche that was read at ``profile.revision``.

        Raises:
            NotFoundError: it is gone.
            RevisionConflictError: it was changed meanwhile.
            InvalidValue: another one has this name, or a keyword is refused.
        """
        with self._lock:
            current = self.get_profile(profile.id)
            if current.revision != profile.revision:
                raise RevisionConflictError(current)
            self._refuse(profile.keywords, current.keywords)
            self._refuse_name(profile, current.name)
            active = current.active and not profile.archived
            stored = replace(profile, revision=current.revision + 1, active=active, never=current.never)
            self._table.update(_describe(stored), where("id") == profile.id)
            self._profiles[stored.id] = stored
            return stored

    def activate_profile(self, profile_id: str) -> Profile:
        """Makes a niche the one in use; taken out of the archive if it lay there.

        Raises:
            NotFoundError: there is none.
        """
        with self._lock:
            chosen = replace(self.get_profile(profile_id), archived=False)
            after = {item.id: replace(item, active=item.id == chosen.id) for item in self._profiles.values()}
            after[chosen.id] = replace(chosen, active=True)

            def choose(document: Any) -> None:
                document.update(_describe(after[document["id"]]))

            self._table.update(choose)
            self._profiles = after
            return after[chosen.id]

    def duplicate_profile(self, profile_id: str, name: str | None = None) -> Profile:
        """Stores a niche once more, under a name of its own: the one given, else its own with the next free number.

        Raises:
            NotFoundError: there is no such niche.
            InvalidValue: another one has this name, or there are too many.
        """
        with self._lock:
            original = self.get_profile(profile_id)
            numbered = (f"{original.name[: MOST_NAME_LENGTH - 5]} {number}" for number in range(2, MOST_PROFILES + 2))
            free = (one for one in numbered if not find_profile(self._profiles.values(), one))
            return self.add_profile(replace(original, id="", name=name if name is not None else next(free)))

    def change_never(self, profile_id: str, text: str, *, add: bool) -> Profile:
        """Adds a word to those never to be offered for a niche, or takes it out; no new revision: no verdict changes.

        Raises:
            NotFoundError: there is no such niche.
            InvalidValue: too many were refused.
        """
        with self._lock:
            profile = self.get_profile(profile_id)
            others = tuple(word for word in profile.never if word.casefold() != text.casefold())
            if add and len(others) >= MOST_REFUSED:
                raise InvalidValue("text", f"is not kept: {MOST_REFUSED:,} words were refused for this niche already")
            stored = replace(profile, never=(*others, text) if add else others)
            self._table.update(_describe(stored), where("id") == profile_id)
            self._profiles[profile_id] = stored
            return stored

    def delete_profile(self, profile_id: str) -> None:
        """Deletes a niche.

        Raises:
            NotFoundError: there is none.
        """
        with self._lock:
            self.get_profile(profile_id)
            self._table.remove(where("id") == profile_id)
            del self._profiles[profile_id]

    def _refuse_name(self, profile: Profile, current: str = "") -> None:
        if profile.name != current:
            refuse_controls(profile.name)
        other = find_profile(self._profiles.values(), profile.name)
        if other and other.id != profile.id:
            raise InvalidValue("name", f"«{profile.name}» is taken by another niche; choose another name")


def _describe(profile: Profile) -> dict[str, Any]:
    """A niche as it is stored; an update leaves what is not named as it was, so all is."""
    return {**profile.to_dict(), "never": list(profile.never)}


def _read_profiles(tables: Tables) -> dict[str, Profile]:
    """The niches in the stored tables, by id; of several in use, as a restored one may bring about, the first is."""
    profiles = {profile.id: profile for profile in map(_read_profile, tables.get("profiles", {}).values())}
    active = next((profile.id for profile in profiles.values() if profile.active), None)
    return {key: replace(profile, active=key == active) for key, profile in profiles.items()}


def _read_profile(document: dict[str, Any]) -> Profile:
    """The niche in a stored document.

    Raises:
        ValueError: it holds none.
    """
    profile = Profile.from_dict(document)
    if ALWAYS_STORED - document.keys() or not profile.id or not profile.revision:
        raise ValueError("a stored niche has an id, a revision and keywords")
    return profile


FORM = Form("fieldmark-profiles", check=_read_profile)
