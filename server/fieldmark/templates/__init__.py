"""Niches to begin from, by hand: subjects and professions in several languages, as lists of keywords (``data``)."""

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from fieldmark.exchange.niche_file import read_text
from fieldmark.values import Profile

# Their words are read as English where nothing tells otherwise, or bend in no way that a language would tell.
WITHOUT_FORMS = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Template:
    """A niche to begin from.

    Attributes:
        id: its language and name, as the file has them.
        lang: code of its language.
        profile: name and keywords.
    """

    id: str
    lang: str
    profile: Profile

    def to_dict(self) -> dict[str, Any]:
        """The template as its JSON object."""
        return {"id": self.id, "lang": self.lang, **self.profile.to_file()}


@cache
def load_templates() -> tuple[Template, ...]:
    """Every template, by language and name."""
    found = []
    for folder in files("fieldmark.templates").joinpath("data").iterdir():
        for file in folder.iterdir():
            name, keywords = read_text(file.read_text(encoding="utf-8"))
            if folder.name not in WITHOUT_FORMS:
                keywords = tuple(replace(keyword, lang=folder.name) for keyword in keywords)
            template_id = f"{folder.name}-{file.name.removesuffix('.txt')}"
            found.append(Template(template_id, folder.name, Profile(name or template_id, keywords)))
    return tuple(sorted(found, key=lambda template: template.id))


def find_template(template_id: str) -> Template | None:
    """The template of an id, or None."""
    return next((template for template in load_templates() if template.id == template_id), None)
