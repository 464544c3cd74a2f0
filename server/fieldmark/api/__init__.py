"""The calls, one module a resource: parse → call → jsonify."""

from fieldmark.api import health, pairings, profiles, settings, verdicts

BLUEPRINTS = (health.blueprint, verdicts.blueprint, profiles.blueprint, pairings.blueprint, settings.blueprint)
