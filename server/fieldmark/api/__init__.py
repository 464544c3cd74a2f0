"""The calls, one module a resource: parse → call → jsonify."""

from fieldmark.api import (
    decisions,
    export,
    health,
    ledger,
    niche_files,
    pairings,
    people,
    preview,
    profiles,
    settings,
    suggestions,
    verdicts,
)

MODULES = (
    health,
    verdicts,
    profiles,
    niche_files,
    preview,
    people,
    decisions,
    export,
    ledger,
    pairings,
    settings,
    suggestions,
)
BLUEPRINTS = tuple(module.blueprint for module in MODULES)
