"""Niches to begin from, and several niches at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from fieldmark import Judge, Person, Profile
from fieldmark.exchange.niche_file import read_niche
from fieldmark.judge import refuse_unfindable
from fieldmark.preview.advice import list_advice
from fieldmark.store import ProfileStore
from fieldmark.templates import Template, find_template, load_templates
from support import Client, Run

TEMPLATES = load_templates()
BIOS = [
    json.loads(line)
    for line in Path(__file__).with_name("data").joinpath("templates.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_there_are_templates_in_several_languages() -> None:
    assert len(TEMPLATES) >= 12
    assert {template.lang for template in TEMPLATES} >= {"en", "de", "es", "ja"}
    assert len({template.id for template in TEMPLATES}) == len(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_each_template_is_a_niche_worth_beginning_from(template: Template) -> None:
    keywords = template.profile.keywords
    refuse_unfindable(keywords)
    kinds = [keyword.kind for keyword in keywords]
    assert min(kinds.count("core"), kinds.count("related")) >= 10
    assert kinds.count("avoid") >= 3
    advice = list_advice(keywords, dict.fromkeys(keywords, 0), 0)
    assert [one for one in advice if one["code"] in ("duplicate", "everyday_word")] == []


@pytest.mark.parametrize("bio", BIOS, ids=lambda bio: f"{bio['template']}: {bio['bio']}")
def test_each_template_finds_whom_it_is_for_and_nobody_else(bio: dict[str, Any]) -> None:
    template = find_template(bio["template"])
    assert template
    verdict = Judge(template.profile).verdict(Person(bio=bio["bio"]))
    assert (verdict.band == "strong") == bio["fits"], verdict


def test_each_template_is_tried() -> None:
    tried = [(bio["template"], bio["fits"]) for bio in BIOS]
    assert all(tried.count((template.id, True)) >= 2 for template in TEMPLATES)
    assert all(tried.count((template.id, False)) >= 1 for template in TEMPLATES)


def test_templates_are_listed_by_language(client: Client) -> None:
    assert len(client.get("/v1/templates?limit=200").json["items"]) == len(TEMPLATES)
    german = client.get("/v1/templates?lang=de").json["items"]
    assert {one["lang"] for one in german} == {"de"}
    taken = client.post("/v1/profiles", {"name": german[0]["name"], "keywords": german[0]["keywords"]})
    assert taken.status_code == 201
    assert client.get("/v1/templates?lang=xx").json == {"items": [], "cursor": None}


def test_the_command_line_lists_shows_and_takes_them(run: Run, data: Path) -> None:
    assert len(run("profile", "templates", "--data", data).stdout.splitlines()) == len(TEMPLATES)
    shown = run("profile", "templates", "es-docencia", "--data", data).stdout
    assert read_niche(shown).name == "Docencia y educación"
    assert "It is in use" in run("profile", "templates", "es-docencia", "--add", "--data", data).stderr
    assert "taken" in run("profile", "templates", "es-docencia", "--add", "--data", data, status=1).stderr
    assert "there is no template" in run("profile", "templates", "nothing", "--data", data, status=1).stderr


def test_a_niche_is_duplicated_under_the_next_free_name(client: Client, niche: Profile) -> None:
    answer = client.post(f"/v1/profiles/{niche.id}/duplicate", {})
    assert answer.status_code == 201
    copy = answer.json
    assert (copy["name"], copy["active"], copy["revision"]) == ("Web 2", False, 1)
    assert copy["keywords"] == niche.to_dict()["keywords"]
    assert copy["id"] != niche.id
    assert client.post(f"/v1/profiles/{niche.id}/duplicate", {}).json["name"] == "Web 3"
    assert client.post(f"/v1/profiles/{niche.id}/duplicate", {"name": "Other"}).json["name"] == "Other"
    assert client.post(f"/v1/profiles/{niche.id}/duplicate", {"name": "web"}).json["error"]["field"] == "name"
    assert client.post(f"/v1/profiles/{niche.id}/duplicate", {"name": " "}).json["error"]["field"] == "name"
    assert client.post("/v1/profiles/gone/duplicate", {}).status_code == 404


def test_a_name_of_any_length_is_duplicated(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    original = store.add_profile(Profile("x" * 100))
    assert {store.duplicate_profile(original.id).name for _ in range(12)} == {f"{'x' * 95} {n}" for n in range(2, 14)}


def judge(client: Client, profile: str, *bios: str) -> Any:
    people = [{"handle": f"p{number}", "bio": bio, "source": "answer"} for number, bio in enumerate(bios)]
    body = {"account": "42", "list": "followers", "people": people, "profile": profile}
    answer = client.post("/v1/verdicts", body)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_with_all_niches_each_person_gets_the_one_that_fits_best(client: Client, niche: Profile) -> None:
    pots = client.post("/v1/profiles", {"name": "Pots", "keywords": [{"text": "kiln", "kind": "core"}]}).json
    body = judge(client, "all", "typescript", "css, with a kiln", "gardener", "")
    assert body["profile"]["id"] == "all"
    assert body["profile"]["niches"] == [{"id": niche.id, "name": "Web"}, {"id": pots["id"], "name": "Pots"}]
    assert [verdict.get("niche") for verdict in body["verdicts"]] == [niche.id, pots["id"], None, None]
    assert [verdict["relevance"] for verdict in body["verdicts"]] == [62, 62, 0, None]
    assert [match["keyword"] for match in body["verdicts"][1]["matches"]] == ["kiln"]


def test_the_revision_of_all_niches_moves_with_any_of_them(client: Client, niche: Profile) -> None:
    pots = client.post("/v1/profiles", {"name": "Pots", "keywords": []}).json
    before = judge(client, "all", "x")["profile"]["revision"]
    assert judge(client, "all", "x")["profile"]["revision"] == before
    client.put(f"/v1/profiles/{pots['id']}", {**pots, "name": "Cups"})
    after = judge(client, "all", "x")["profile"]["revision"]
    client.put(f"/v1/profiles/{pots['id']}", {**pots, "revision": 2, "archived": True})
    archived = judge(client, "all", "x")["profile"]
    assert len({before, after, archived["revision"]}) == 3
    assert [one["name"] for one in archived["niches"]] == ["Web"]


def test_without_any_niche_all_is_refused_as_one_is(client: Client) -> None:
    body = {"account": "42", "list": "followers", "people": [], "profile": "all"}
    assert client.post("/v1/verdicts", body).json["error"]["code"] == "no_profile"
