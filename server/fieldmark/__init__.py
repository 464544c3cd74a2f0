"""Fieldmark: how well a person on X fits your niche, and why.

The public API is four names::

    from fieldmark import Judge, Person, Profile, Verdict

    profile = Profile.from_dict({"name": "Web", "keywords": [{"text": "typescript", "kind": "core"}]})
    verdict = Judge(profile).verdict(Person.from_dict({"handle": "ada", "bio": "I love TypeScript"}))
    verdict.relevance, verdict.band, [match.text for match in verdict.matches]
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fieldmark.judge import Judge
    from fieldmark.values import Person, Profile, Verdict

__version__ = "0.1.0"
__all__ = ["Judge", "Person", "Profile", "Verdict", "__version__"]


def __getattr__(name: str) -> Any:
    """Loads a public name when it is first used, so that `fieldmark --help` need not load the judge."""
    if name == "Judge":
        from fieldmark.judge import Judge

        return Judge
    if name in __all__:
        from fieldmark import values

        return getattr(values, name)
    raise AttributeError(f"module 'fieldmark' has no attribute {name!r}")
