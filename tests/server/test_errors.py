"""What an error becomes: no promise that nobody can keep, no word of the exception."""

import pytest

from fieldmark.app import Services
from fieldmark.store import ProfileStore
from support import WEB_NICHE, Client


def test_an_unexpected_error_promises_nothing_about_what_was_stored(
    client: Client, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ProfileStore.add_profile

    def add_and_break(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        raise RuntimeError("secret words")

    monkeypatch.setattr(ProfileStore, "add_profile", add_and_break)
    answer = client.post("/v1/profiles", WEB_NICHE)
    assert (answer.status_code, answer.json["error"]["code"]) == (500, "unexpected")
    message = answer.json["error"]["message"]
    assert "lost" not in message
    assert "nothing" not in message.lower()
    assert "Look whether your change is there" in message
    assert "secret" not in message
    assert len(services.stores.profiles.list_profiles()) == 1
