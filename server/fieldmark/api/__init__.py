"""The calls, one module a resource: parse → call → jsonify."""

from fieldmark.api import decisions, export, health, ledger, pairings, people, profiles, settings, verdicts

BLUEPRINTS = tuple(
    module.blueprint for module in (health, verdicts, profiles, people, decisions, export, ledger, pairings, settings)
)
