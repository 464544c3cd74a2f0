"""Words to offer for a niche: those that set apart whom the user followed or called relevant from whom they passed.

How far a word does is told by its log-odds, with the people seen as the prior (fieldmark.judge.log_odds). A word that
few hold of whom the user decided about is chance, however far: none is offered below the least evidence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldmark.judge.hits import Hit
from fieldmark.judge.log_odds import count_deviations
from fieldmark.judge.matcher import Matcher
from fieldmark.judge.niche_language import fill_languages, guess_language
from fieldmark.judge.phrases import PhraseReader
from fieldmark.judge.sensitive import is_sensitive
from fieldmark.judge.variants import list_word_variants
from fieldmark.values import Keyword, Profile
from fieldmark.values.profile import Kind

# Of each side so many decisions, before anything is offered.
LEAST_DECIDED = 5
# Of the side a word speaks for, so many hold it; and it is so far from chance (one in twenty, to one side).
LEAST_HELD = 3
LEAST_DEVIATIONS = 1.64
# How many texts the prior counts for (as in fieldmark.judge.learning).
PRIOR = 20.0
MOST_OFFERED = 20
# Of two phrases of which one contains the other and that mostly the same people hold, one is offered.
MOST_SHARED = 0.5
# Folded phrase -> how it is written.
Phrases = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word or phrase to offer.

    Attributes:
        text: as it is mostly written.
        kind: ``related``, or ``avoid`` for one that speaks against.
        relevant, of_relevant: of the people followed or called relevant so many hold it, apart from keywords; how many
            they are.
        not_relevant, of_not_relevant: the same of those passed or called not relevant.
        people, of_people: of the people seen, so many hold it.
        deviations: how far from chance, in standard deviations.
        phrase: folded, in the form that stands for all.
    """

    text: str
    kind: Kind
    relevant: int
    of_relevant: int
    not_relevant: int
    of_not_relevant: int
    people: int
    of_people: int
    deviations: float
    phrase: str

    def to_dict(self) -> dict[str, Any]:
        """The suggestion as its JSON object."""
        return {
            "text": self.text,
            "kind": self.kind,
            "evidence": {
                "relevant": self.relevant,
                "of_relevant": self.of_relevant,
                "not_relevant": self.not_relevant,
                "of_not_relevant": self.of_not_relevant,
            },
            "people": self.people,
            "of_people": self.of_people,
        }


class Suggester:
    """Finds what to offer for one niche.

    Args:
        profile: the niche.
    """

    def __init__(self, profile: Profile) -> None:
        self._lang = guess_language(keyword.text for keyword in profile.keywords)
        keywords = fill_languages(profile.keywords, self._lang)
        self._matcher = Matcher(keywords, 0)
        self._reader = PhraseReader(keywords)

    def suggest(
        self, relevant: Sequence[str], not_relevant: Sequence[str], seen: Sequence[str], never: Sequence[str] = ()
    ) -> list[Suggestion]:
        """What to offer, the surest first.

        Args:
            relevant: the bios of people followed or called relevant.
            not_relevant: of those passed or called not relevant.
            seen: of the people seen.
            never: what the user refused.
        """
        if min(len(relevant), len(not_relevant)) < LEAST_DECIDED:
            return []
        read = [list(map(self._reader.list_phrases, bios)) for bios in (relevant, not_relevant, seen)]
        decided = (*read[0], *read[1])
        counts = Counter(phrase for bio in decided for phrase in bio)
        form_of = {phrase: _choose_form(phrase, counts, self._lang) for phrase in counts}
        groups = Groups(*([_take_forms(bio, form_of) for bio in bios] for bios in read))
        weighed = (groups.weigh(phrase, written) for phrase, written in _choose_writing(decided, form_of).items())
        refused = Matcher([Keyword(text, "avoid", lang=self._lang) for text in never], 0)
        chosen: dict[Suggestion, frozenset[int]] = {}
        for one in sorted(filter(_is_sure, weighed), key=_rank):
            holders = groups.list_holders(one)
            is_known = self._is_known(one) or _is_whole(refused.find(one.text), one.text) or is_sensitive(one.text)
            if not is_known and not _is_shared(one, holders, chosen):
                chosen[one] = holders
        return list(chosen)[:MOST_OFFERED]

    def _is_known(self, one: Suggestion) -> bool:
        """Whether a keyword is it, or finds these people already: a keyword of the same side inside the phrase does."""
        hits = self._matcher.find(one.text)
        kinds = [self._matcher.get_keyword(hit.number).kind for hit in hits]
        return _is_whole(hits, one.text) or any((kind == "avoid") == (one.kind == "avoid") for kind in kinds)


def _rank(one: Suggestion) -> tuple[float, int, str]:
    return (-abs(round(one.deviations, 1)), -len(one.text), one.text)


def _is_whole(hits: Iterable[Hit], text: str) -> bool:
    return any(hit.end - hit.start == len(text) for hit in hits)


class Groups:
    """The people on both sides, and those seen, each as the phrases of their bio.

    Args:
        relevant, not_relevant, seen: in one form each.
    """

    def __init__(
        self, relevant: list[frozenset[str]], not_relevant: list[frozenset[str]], seen: list[frozenset[str]]
    ) -> None:
        self._decided = (*relevant, *not_relevant)
        self._sizes = (len(relevant), len(not_relevant), len(seen))
        self._held = [Counter(phrase for bio in bios for phrase in bio) for bios in (relevant, not_relevant, seen)]

    def weigh(self, phrase: str, written: str) -> Suggestion:
        """The phrase with its evidence."""
        relevant, not_relevant, seen = self._sizes
        with_it, others_with_it, seen_with_it = (held[phrase] for held in self._held)
        # Whom the user decided about may be among those not seen last; they were seen all the same.
        texts = max(seen, relevant + not_relevant)
        prior = PRIOR * max(seen_with_it, with_it + others_with_it) / texts
        deviations = count_deviations(with_it, relevant, others_with_it, not_relevant, prior, PRIOR)
        kind: Kind = "related" if deviations > 0 else "avoid"
        counts = (with_it, relevant, others_with_it, not_relevant, seen_with_it, seen)
        return Suggestion(written, kind, *counts, deviations, phrase)

    def list_holders(self, one: Suggestion) -> frozenset[int]:
        """The numbers of those decided about who hold it."""
        return frozenset(number for number, bio in enumerate(self._decided) if one.phrase in bio)


def _choose_form(phrase: str, counts: Counter[str], lang: str | None) -> str:
    """Of the forms of its last word that were seen the most frequent."""
    *before, last = phrase.split(" ")
    forms = (" ".join([*before, form]) for form in list_word_variants(last, lang))
    return min(forms, key=lambda form: (-counts[form], form))


def _take_forms(bio: Phrases, form_of: Mapping[str, str]) -> frozenset[str]:
    return frozenset(form_of[phrase] for phrase in bio if phrase in form_of)


def _choose_writing(bios: Iterable[Phrases], form_of: Mapping[str, str]) -> dict[str, str]:
    """Form of a phrase -> how it is mostly written."""
    written: dict[str, Counter[str]] = {}
    for bio in bios:
        for phrase, text in bio.items():
            written.setdefault(form_of[phrase], Counter())[text] += phrase == form_of[phrase]
    return {form: min(texts, key=lambda text: (-texts[text], text)) for form, texts in written.items()}


def _is_sure(one: Suggestion) -> bool:
    held = one.relevant if one.kind == "related" else one.not_relevant
    return held >= LEAST_HELD and abs(one.deviations) >= LEAST_DEVIATIONS


def _is_shared(one: Suggestion, holders: frozenset[int], chosen: Mapping[Suggestion, frozenset[int]]) -> bool:
    """Whether what was chosen says the same: one phrase holds the other, and mostly the same people hold both."""
    words = f" {one.phrase} "
    for other, others in chosen.items():
        others_words = f" {other.phrase} "
        if (words in others_words or others_words in words) and len(holders & others) > MOST_SHARED * len(
            holders | others
        ):
            return True
    return False
