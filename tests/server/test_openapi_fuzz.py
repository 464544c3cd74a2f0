"""Schemathesis sends what the description allows and what it forbids, over real sockets.

No 500, answers as described, and nothing taken that the description forbids. ``FUZZ_EXAMPLES`` is how many requests of
each kind a call gets: few here, many under `make fuzz`.
"""

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import requests
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode, checks

from described import get_description
from fieldmark.app import Services, create_app
from fieldmark.ports import bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings
from fieldmark.values import Profile
from support import WEB_NICHE

Operation = APIOperation[Any, Any, Any, Any]

pytestmark = pytest.mark.process

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "8"))
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
# What writes comes first, so that there is something to be read.
ORDER = ("post", "put", "get", "delete")


class Served(NamedTuple):
    """A running server: its app, its address, and what passes its guard."""

    app: Flask
    address: str
    headers: dict[str, str]


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    listener = bind_socket(0)
    port = listener.getsockname()[1]
    app = create_app(Settings(port=port, folder=tmp_path_factory.mktemp("data")))
    services: Services = app.extensions["fieldmark"]
    services.stores.profiles.add_profile(Profile.from_dict(WEB_NICHE))
    server = Server(app, listener)
    server.start()
    headers = {"X-Fieldmark-Client": "1", "Authorization": f"Bearer {services.owner_token}"}
    yield Served(app, f"http://127.0.0.1:{port}/v1", headers)
    server.stop()
    services.learner.wait()
    services.ledger.close()


def list_operations(app: Flask) -> list[Operation]:
    schema: Any = schemathesis.openapi.from_dict(get_description(app))
    return sorted((found.ok() for found in schema.get_all_operations()), key=lambda call: ORDER.index(call.method))


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_whatever_is_sent_is_answered_as_described(served: Served, mode: GenerationMode) -> None:
    statuses = set[int]()
    with requests.Session() as session:
        # Else a proxy of the environment would be asked for 127.0.0.1.
        session.trust_env = False
        for operation in list_operations(served.app):
            send_examples(served, session, operation, mode, statuses)
    wanted = {200, 201} if mode is GenerationMode.POSITIVE else {400, 401, 403}
    assert wanted <= statuses


def send_examples(
    served: Served, session: requests.Session, operation: Operation, mode: GenerationMode, statuses: set[int]
) -> None:
    # Unknown parameters are not looked at; unknown fields of a body are refused.
    rejects = mode is GenerationMode.NEGATIVE and operation.method in ("post", "put")

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(operation.as_strategy(generation_mode=mode))
    def send(case: Case[Any]) -> None:
        answer = case.call(base_url=served.address, headers=served.headers, session=session)
        statuses.add(answer.status_code)
        if answer.status_code == 501 and "Transfer-Encoding" in (case.headers or {}):
            # The answer to a transfer coding that no server needs to know (RFC 9112, 6.1); no call is reached.
            return
        # 413 is a refusal, too, though none that schemathesis counts as one.
        wanted = [checks.negative_data_rejection] if rejects and answer.status_code != 413 else []
        case.validate_response(answer, checks=[*CHECKS, *wanted])

    send()
