"""Real answers of X through the stand-in page: each row that mounts gets the verdict that `fieldmark score` gives."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from chromium import ROWS, read_badges, wait_for_badges
from fieldmark.cli import main
from local_server import LocalServer
from stand_in_server import StandInServer

pytestmark = pytest.mark.beside

CAPTURES = Path(__file__).resolve().parents[3] / "shared" / "data" / "x-captures"
PATHS = {
    "Followers": "/you_standin/followers",
    "Following": "/you_standin/following",
    "BlueVerifiedFollowers": "/you_standin/verified_followers",
    "ListMembers": "/i/lists/12345/members",
}
FILES = sorted(file for operation in PATHS for file in CAPTURES.glob(f"*_{operation}.json"))
# Words that are common in these real bios, so that the verdicts differ.
NICHE = {
    "name": "Captured",
    "keywords": [
        {"text": text, "kind": kind}
        for kind, texts in {
            "core": ("founder", "engineer", "developer", "writer", "news", "product", "artist"),
            "related": ("love", "design", "tech", "music", "official", "coffee", "data", "CEO"),
            "avoid": ("crypto", "giveaway"),
        }.items()
        for text in texts
    ],
}


def list_users(node: Any) -> list[dict[str, Any]]:
    """Every whole user object in an answer, found by walking all of it: another way than the extension's."""
    if isinstance(node, list):
        return [user for item in node for user in list_users(item)]
    if not isinstance(node, dict):
        return []
    found = node.get("result")
    if isinstance(found, dict) and found.get("__typename") == "User" and "rest_id" in found and "timeline" not in found:
        return [found]
    return [user for value in node.values() for user in list_users(value)]


def make_row(user: dict[str, Any]) -> dict[str, Any]:
    """The user as a row for `fieldmark score`."""
    legacy, core = user.get("legacy", {}), user.get("core", {})
    counts = user.get("relationship_counts", {})
    bio = user.get("profile_bio", {})
    links = bio.get("entities", {}).get("url") or legacy.get("entities", {}).get("url") or {}
    urls = links.get("urls", [])
    return {
        "id": user["rest_id"],
        "handle": core.get("screen_name", legacy.get("screen_name")),
        "name": core.get("name", legacy.get("name")),
        "bio": bio.get("description", legacy.get("description")),
        "location": user.get("location", {}).get("location", legacy.get("location")),
        "website": urls[0].get("expanded_url", urls[0].get("display_url")) if urls else None,
        "followers": counts.get("followers", legacy.get("followers_count")),
        "following": counts.get("following", legacy.get("friends_count")),
    }


def score_rows(tmp_path: Path, rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What `fieldmark score` says of the rows, by id."""
    source, profile, out = tmp_path / "in.jsonl", tmp_path / "niche.json", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    profile.write_text(json.dumps(NICHE), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["score", str(source), "--profile", str(profile), "--out", str(out)])
    assert not ended.value.code
    scored = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row for row in scored}


def use_niche(server: LocalServer) -> None:
    from fieldmark.values import Profile

    stored = server.services.stores.profiles.add_profile(Profile.from_dict(NICHE))
    server.services.stores.profiles.activate_profile(stored.id)


@pytest.mark.parametrize("file", FILES or [None], ids=lambda file: file.stem if file else "none")
@pytest.mark.parametrize("follows_me", [False, True], ids=["as captured", "following me"])
def test_every_row_of_a_real_answer_gets_the_verdict_of_score(
    paired: BrowserContext,
    server: LocalServer,
    x_com: StandInServer,
    tmp_path: Path,
    file: Path | None,
    follows_me: bool,
) -> None:
    if file is None:
        pytest.skip("the captures are not here")
    text = file.read_text(encoding="utf-8")
    if follows_me:
        # No capture has anybody who follows back; X writes it the same way.
        text = text.replace('"followed_by": false', '"followed_by": true')
    answer = json.loads(text)
    operation = file.stem.rpartition("_")[2]
    x_com.site.captures = {operation: answer}
    use_niche(server)
    wanted = score_rows(tmp_path, [make_row(user) for user in list_users(answer)])
    assert len(wanted) >= 20
    page = paired.new_page()
    page.goto(f"https://x.com{PATHS[operation]}")
    seen: dict[str, tuple[str, str, bool]] = {}
    for _ in range(60):
        wait_for_badges(page)
        seen |= {key: (badge.number, badge.band, badge.is_chaser) for key, badge in read_badges(page).items()}
        if page.evaluate("scrollY + innerHeight >= document.body.scrollHeight - 2"):
            break
        page.mouse.wheel(0, 900)
        page.wait_for_function("new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true))))")
    assert page.locator(ROWS).count() > 0
    assert seen == {
        key: ("–" if row["relevance"] is None else str(row["relevance"]), row["band"], row["chaser"]["flag"])
        for key, row in wanted.items()
    }
    assert len({band for _, band, _ in seen.values()}) >= 3
