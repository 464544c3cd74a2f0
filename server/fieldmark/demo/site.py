"""The stand-in site as a function from request to answer.

So Flask can serve it under ``/demo/``, and a test server at ``https://x.com``, with the same bytes.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

from fieldmark.demo.answers import SHAPES, TIMELINE_PATHS, Shape, make_answer, make_user
from fieldmark.demo.other_answers import (
    make_home_answer,
    make_notifications_answer,
    make_profile_answer,
    make_sidebar_answer,
    make_slice_answer,
)
from fieldmark.demo.people import StandInPerson, make_me, make_people

PAGE_SIZE = 50
ME_ID = "9200000000000000001"
ME_HANDLE = "you_standin"

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
ASSET = re.compile(r"/stand-in/([a-z-]+(\.js|\.css))")
GRAPHQL = re.compile(r"/i/api/graphql/[\w-]+/(\w+)")


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """An answer of the stand-in site."""

    status: int
    body: bytes
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class StandInSite:
    """The stand-in site.

    Attributes:
        base: the path it lies under, without a slash at the end; empty at the root.
        people: who is on every list.
        shapes: the shapes of successive pages of an answer, over and over.
        captures: operation -> an answer to give as it is instead, as the only page (real captures, in tests).
        me_id, me_handle: who is logged in.
    """

    base: str = ""
    people: Sequence[StandInPerson] = field(default_factory=make_people)
    shapes: Sequence[Shape] = ("C", "B", "A")
    captures: Mapping[str, Any] = field(default_factory=dict)
    me_id: str = ME_ID
    me_handle: str = ME_HANDLE

    def answer(self, path: str, query: str = "") -> SiteAnswer:
        """The answer to a GET of this path (without the base)."""
        asset = ASSET.fullmatch(path)
        if asset:
            return self._answer_asset(asset.group(1), asset.group(2))
        operation = GRAPHQL.fullmatch(path)
        if operation:
            return self._answer_graphql(operation.group(1), query)
        if path.startswith(("/i/api/", "/stand-in/")) or path == "/favicon.ico":
            return SiteAnswer(404, b"", "text/plain")
        return self._answer_page()

    def _answer_page(self) -> SiteAnswer:
        text = _read_page_file("index.html")
        for name, value in (("base", self.base), ("me_id", self.me_id), ("me_handle", self.me_handle)):
            text = text.replace(f"{{{{{name}}}}}", value)
        return SiteAnswer(200, text.encode(), "text/html; charset=utf-8", {"Content-Security-Policy": PAGE_POLICY})

    def _answer_asset(self, name: str, ending: str) -> SiteAnswer:
        try:
            body = _read_page_file(name)
        except FileNotFoundError:
            return SiteAnswer(404, b"", "text/plain")
        return SiteAnswer(200, body.encode(), TYPES[ending])

    def _answer_graphql(self, operation: str, query: str) -> SiteAnswer:
        variables = _read_variables(query)
        cursor = variables.get("cursor")
        if operation in self.captures:
            body = make_answer(operation, [], 0, None) if cursor else self.captures[operation]
        elif operation in TIMELINE_PATHS:
            body = self._make_page(operation, _read_cursor(cursor), variables.get("shape"))
        elif operation in OTHER_ANSWERS:
            body = OTHER_ANSWERS[operation](self, variables)
        else:
            return SiteAnswer(404, b'{"errors":[{"message":"unknown operation"}]}', "application/json")
        return SiteAnswer(200, json.dumps(body, ensure_ascii=False).encode(), "application/json; charset=utf-8")

    def make_users(self, start: int, end: int) -> list[dict[str, Any]]:
        """The user objects of these people, in the newest shape."""
        return [make_user(person, "C") for person in self.people[start:end]]

    def find_user(self, handle: object) -> dict[str, Any] | None:
        """The user object of a handle; the account's own too."""
        wanted = str(handle).lower()
        if wanted == self.me_handle.lower():
            return make_user(make_me(self.me_id, self.me_handle), "C")
        return next((make_user(person, "C") for person in self.people if person.handle.lower() == wanted), None)

    def _make_page(self, operation: str, start: int, shape: object) -> Any:
        page = start // PAGE_SIZE
        chosen: Shape = next((known for known in SHAPES if known == shape), self.shapes[page % len(self.shapes)])
        end = start + PAGE_SIZE
        users = [make_user(person, chosen) for person in self.people[start:end]]
        next_cursor = f"{end}|next" if end < len(self.people) else None
        return make_answer(operation, users, start, next_cursor)


def _make_slice(site: StandInSite, variables: Mapping[str, Any]) -> dict[str, Any]:
    start = _read_cursor(variables.get("cursor"))
    end = start + PAGE_SIZE
    return make_slice_answer(site.make_users(start, end), f"{end}|next" if end < len(site.people) else None)


# Operations whose answers are no timeline of one list.
OTHER_ANSWERS: dict[str, Callable[[StandInSite, Mapping[str, Any]], dict[str, Any]]] = {
    "UserByScreenName": lambda site, variables: make_profile_answer(site.find_user(variables.get("screen_name"))),
    "membersSliceTimeline_Query": _make_slice,
    "SidebarUserRecommendations": lambda site, _: make_sidebar_answer(site.make_users(100, 103)),
    "NotificationsTimeline": lambda site, _: make_notifications_answer(
        [site.make_users(20, 21), site.make_users(21, 24), site.make_users(24, 26)]
    ),
    "HomeTimeline": lambda site, _: make_home_answer(site.make_users(30, 33), site.make_users(40, 44)),
}


def _read_variables(query: str) -> dict[str, Any]:
    """The variables of a request; none for what cannot be read."""
    try:
        variables = json.loads(parse_qs(query).get("variables", ["{}"])[0])
    except ValueError:
        return {}
    return variables if isinstance(variables, dict) else {}


def _read_cursor(cursor: object) -> int:
    """The place in the list that a cursor of ours stands for; 0 for any other."""
    first = str(cursor).partition("|")[0]
    return int(first) if first.isascii() and first.isdigit() and len(first) < 9 else 0


def _read_page_file(name: str) -> str:
    return files("fieldmark.demo").joinpath(f"page/{name}").read_text(encoding="utf-8")
