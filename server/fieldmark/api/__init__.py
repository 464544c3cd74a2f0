"""The calls, one module a resource: parse → call → jsonify."""

from fieldmark.api import (
    decisions,
    export,
    health,
    ledger,
    pairings,
    people,
    preview,
    profiles,
    settings,
    suggestions,
    verdicts,
)

MODULES = (health, verdicts, profiles, preview, people, decisions, export, ledger, pairings, settings, suggestions)
BLUEPRINTS = tuple(module.blueprint for module in MODULES)
