"""The Flask app: settings → stores → guard → errors → blueprints."""

import re
import secrets
from dataclasses import dataclass, replace

from flask import Flask, Response
from flask_cors import CORS

from fieldmark.advisor import Advisor
from fieldmark.api import BLUEPRINTS
from fieldmark.api.answer_json import AnswerJson
from fieldmark.demo.blueprint import make_demo_blueprint
from fieldmark.errors import register_error_answers
from fieldmark.guard import FIREFOX_ORIGIN, Guard
from fieldmark.judge import Cuts, JudgePool, refuse_unfindable
from fieldmark.learner import Learner
from fieldmark.preview import Previewer
from fieldmark.settings import ANSWER_HEADERS, MOST_BODY_BYTES, Settings
from fieldmark.store import DataFolder, Ledger, Stores, open_stores


@dataclass(frozen=True, slots=True)
class Services:
    """What the calls work with; found under ``app.extensions["fieldmark"]``."""

    settings: Settings
    stores: Stores
    ledger: Ledger
    judges: JudgePool
    learner: Learner
    previewer: Previewer
    advisor: Advisor
    owner_token: str


def create_app(settings: Settings) -> Flask:
    """Makes the server's app. The caller holds the data folder.

    Raises:
        StoreError: the data folder or a file in it cannot be used.
    """
    app = Flask("fieldmark", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY_BYTES
    app.json = AnswerJson(app)
    # An address that is nearly right is answered with an error, as all others are, not with a page that leads on.
    app.url_map.merge_slashes = False
    folder = DataFolder(settings.folder)
    stores = open_stores(folder, refuse_unfindable)
    ledger = Ledger(folder.path, stores.damage.append)
    chosen = stores.preferences.get_values()
    judges = JudgePool(Cuts(chosen["strong_cut"], chosen["maybe_cut"]))
    learner = Learner(ledger, judges, counts=bool(chosen["learn"]))
    services = Services(
        settings=replace(settings, instance=settings.instance or secrets.token_hex(8)),
        stores=stores,
        ledger=ledger,
        judges=judges,
        learner=learner,
        previewer=Previewer(ledger, judges, learner.get_judge),
        advisor=Advisor(ledger, judges),
        owner_token=folder.get_owner_token(),
    )
    app.extensions["fieldmark"] = services
    Guard(settings, stores.pairings, services.owner_token).register(app)
    _allow_cors(app, settings)
    register_error_answers(app)
    app.after_request(_add_answer_headers)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix="/v1")
    if settings.demo:
        app.register_blueprint(make_demo_blueprint(settings.demo))
    return app


def _allow_cors(app: Flask, settings: Settings) -> None:
    """The way in for a Firefox whose user withdrew the host permission. It is no guard: flask-cors refuses nobody."""
    chromium = [f"chrome-extension://{extension_id}" for extension_id in settings.extension_ids]
    CORS(
        app,
        resources={
            r"/v1/.*": {"origins": [*chromium, re.compile(FIREFOX_ORIGIN.pattern + r"\Z")]},
        },
        methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=[
            "authorization", "content-type", "x-fieldmark-client", "x-fieldmark-browser", "x-fieldmark-nonce",
        ],
        supports_credentials=False,
        always_send=False,
        max_age=600,
    )  # fmt: skip


def _add_answer_headers(answer: Response) -> Response:
    for name, value in ANSWER_HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer
