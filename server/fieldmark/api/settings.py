"""``/settings``: where the bands begin, whether learnt words count, how long people are kept."""

from typing import Any

from flask import Blueprint

from fieldmark.api.body import get_services, read_object
from fieldmark.judge import Cuts
from fieldmark.store.preferences import PREFERENCES

blueprint = Blueprint("settings", __name__)


@blueprint.get("/settings")
def get_settings() -> dict[str, Any]:
    """Every setting and its value."""
    return dict(get_services().stores.preferences.get_values())


@blueprint.put("/settings")
def change_settings() -> dict[str, Any]:
    """``{name: value, …}`` → every setting; verdicts from now on go by them."""
    services = get_services()
    values = services.stores.preferences.set_values(read_object(tuple(PREFERENCES)))
    services.judges.set_cuts(Cuts(values["strong_cut"], values["maybe_cut"]))
    services.learner.set_counting(bool(values["learn"]))
    return dict(values)
