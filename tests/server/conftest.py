"""Fixtures of the server's tests: a fresh data folder, an app on it, clients, and the command line."""

from pathlib import Path

import pytest
from flask import Flask

from fieldmark.app import Services, create_app
from fieldmark.cli import main
from fieldmark.settings import Settings
from fieldmark.values import Profile
from support import PORT, WEB_NICHE, Client, Done, Run


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = create_app(Settings(port=PORT, folder=tmp_path / "data"))
    app.testing = False
    return app


@pytest.fixture
def services(app: Flask) -> Services:
    found: Services = app.extensions["fieldmark"]
    return found


@pytest.fixture
def client(app: Flask, services: Services) -> Client:
    """A paired browser."""
    return Client(app, services.stores.pairings.add_pairing("test").token)


@pytest.fixture
def owner(app: Flask, services: Services) -> Client:
    """The owner's command line."""
    return Client(app, services.owner_token)


@pytest.fixture
def stranger(app: Flask) -> Client:
    """Somebody without a token."""
    return Client(app, None)


@pytest.fixture
def niche(services: Services) -> Profile:
    """A stored niche, in use."""
    return services.stores.profiles.add_profile(Profile.from_dict(WEB_NICHE))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, in this process."""

    def run_command(*arguments: str | Path, status: int = 0) -> Done:
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments)])
        said = capsys.readouterr()
        assert (ended.value.code or 0) == status, said
        return Done(said.out, said.err)

    return run_command
