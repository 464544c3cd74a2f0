"""What importing a niche would change, in words, before it does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fieldmark.commands.access import Access
from fieldmark.exchange.niche_file import Difference, compare, keep_options
from fieldmark.values import Keyword, Profile


@dataclass(frozen=True, slots=True)
class Plan:
    """An import that was not made yet.

    Attributes:
        known: the niche that is there under the name; None if there is none.
        wanted: what would be stored.
        difference: between the two.
    """

    known: Profile | None
    wanted: Profile
    difference: Difference

    @property
    def takes_away(self) -> bool:
        """Whether anything that is there would be another or gone."""
        return bool(self.difference.removed or self.difference.changed)

    def describe(self) -> Iterator[str]:
        """The difference, a keyword a line."""
        if self.known:
            yield f"«{self.known.name}» is there; with the file's keywords in their place:"
        else:
            yield f"«{self.wanted.name}» is new:"
        yield from (f"+ {describe_keyword(keyword)}" for keyword in self.difference.added)
        yield from (f"- {describe_keyword(keyword)}" for keyword in self.difference.removed)
        for before, after in self.difference.changed:
            yield f"~ {describe_keyword(before)} -> {describe_keyword(after)}"
        counts = {
            "added": len(self.difference.added),
            "removed": len(self.difference.removed),
            "changed": len(self.difference.changed),
            "the same": self.difference.same,
        }
        yield ", ".join(f"{count} {what}" for what, count in counts.items()) + "."

    def carry_out(self, access: Access) -> Profile:
        """Stores it; returns what is stored."""
        return access.change_profile(self.wanted) if self.known else access.add_profile(self.wanted)


def plan_import(access: Access, file: Profile) -> Plan:
    """What storing the niche of a file would change.

    Not by find_profile: the place of the niche whose id a file's name happens to be is never taken.
    """
    name = file.name.casefold()
    known = next((item for item in access.list_profiles() if item.name.casefold() == name), None)
    if not known:
        return Plan(None, file, compare((), file.keywords))
    keywords = keep_options(file.keywords, known.keywords)
    wanted = replace(known, name=file.name, keywords=keywords)
    return Plan(known, wanted, compare(known.keywords, keywords))


def describe_keyword(keyword: Keyword) -> str:
    """A keyword with its kind, and how it matches where that is said."""
    options = [option for option in (keyword.match if keyword.match != "inflect" else "", keyword.lang) if option]
    return f"{keyword.kind} {keyword.text}" + (f" ({', '.join(options)})" if options else "")
