"""``/settings``: where the bands begin, whether learnt words count, how long people are kept."""

from typing import Any

from flask import Blueprint

from fieldmark.api.body import get_services, read_object
from fieldmark.api.call import Call, describes
from fieldmark.judge import Cuts
from fieldmark.store.preferences import PREFERENCES
from fieldmark.values.schema_forms import object_of, whole_number

blueprint = Blueprint("settings", __name__)


SETTINGS = {name: whole_number(setting.least, setting.most) for name, setting in PREFERENCES.items()}


@blueprint.get("/settings")
@describes(Call(answer=object_of(SETTINGS)))
def get_settings() -> dict[str, Any]:
    """Every setting and its value."""
    return dict(get_services().stores.preferences.get_values())


@blueprint.put("/settings")
@describes(Call(body=SETTINGS, optional=tuple(SETTINGS), answer=object_of(SETTINGS)))
def change_settings() -> dict[str, Any]:
    """``{name: value, …}`` → every setting; verdicts from now on go by them."""
    services = get_services()
    values = services.stores.preferences.set_values(read_object(SETTINGS))
    services.judges.set_cuts(Cuts(values["strong_cut"], values["maybe_cut"]))
    services.learner.set_counting(bool(values["learn"]))
    return dict(values)
