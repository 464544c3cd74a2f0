"""The language of a niche, told from its keywords: when it is, when it is not, and what it is good for."""

import pytest

from fieldmark import Judge, Person, Profile
from fieldmark.judge.niche_language import EVIDENCE, guess_language

NICHES = {
    "enfermería, médico, salud pública, hospital": "es",
    "javascript, react, css, desarrollador web, programadora": "es",
    "diseño gráfico, ilustración, tipografía": "es",
    "enfermagem, médico, saúde pública, hospital": "pt",
    "infermiere, medico, salute pubblica, ricerca": "it",
    "infirmière, médecin, santé publique, développeur": "fr",
    "Krankenpflege, Gesundheit, Ärztin, Forschung": "de",
    "javascript, typescript, react, frontend, css": None,
    "nurse, nursing, physician, public health, NHS, ICU": None,
    "author, editor, poet, entrepreneur, copywriter": None,
    "policy, storage, coverage, language, boutique": None,
    "barista, espresso, latte art, brand ambassador": None,
    "young adults, fantasy, science fiction": None,
    "médico, nurse, doctor, hospital, ICU, NHS, surgeon, physician, patient, ward, care, clinic": None,
    "機械学習, プログラミング": None,
    "🏺, C++": None,
    "": None,
}


@pytest.mark.parametrize(("keywords", "lang"), NICHES.items())
def test_the_language_of_a_niche_is_told_where_two_words_and_every_eighth_agree(
    keywords: str, lang: str | None
) -> None:
    assert guess_language(keywords.split(", ")) == lang


def test_the_evidence_of_each_language_is_written_once() -> None:
    for evidence in EVIDENCE.values():
        assert len(set(evidence.endings)) == len(evidence.endings)
        assert len(set(evidence.words)) == len(evidence.words)


def judge(keywords: list[dict[str, str]], bio: str) -> list[str]:
    profile = Profile.from_dict({"name": "n", "keywords": keywords})
    return [match.text for match in Judge(profile).verdict(Person(bio=bio)).matches]


def test_a_spanish_niche_finds_women_without_being_told_its_language() -> None:
    words = ["médico", "salud pública", "enfermería"]
    keywords = [{"text": text, "kind": "core"} for text in words]
    assert judge(keywords, "Médica general y profe") == ["Médica"]
    assert judge([{"text": "médico", "kind": "core"}], "Médica general y profe") == []


def test_a_keyword_that_says_its_language_keeps_it() -> None:
    others = [{"text": text, "kind": "core"} for text in ("salud pública", "enfermería")]
    assert judge([*others, {"text": "manga", "kind": "core", "lang": "ja"}], "mango y manga") == ["manga"]
    assert judge([*others, {"text": "manga", "kind": "core"}], "mango y manga") == ["mango", "manga"]
