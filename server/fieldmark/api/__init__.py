"""The calls, one module a resource: parse → call → jsonify."""

from fieldmark.api import (
    decisions,
    export,
    health,
    ledger,
    niche_files,
    openapi,
    pairings,
    people,
    preview,
    profiles,
    settings,
    suggestions,
    templates,
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
    templates,
    openapi,
)
BLUEPRINTS = tuple(module.blueprint for module in MODULES)
