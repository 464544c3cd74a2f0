"""X's answers, told anew: a page of people in the shapes A, B and C (which fields lie where, as captured 2024–2026)."""

from typing import Any, Literal, get_args

from fieldmark.demo.people import StandInPerson

Shape = Literal["A", "B", "C"]
SHAPES: tuple[Shape, ...] = get_args(Shape)

# Operation -> the path to the timeline in its answer.
TIMELINE_PATHS = {
    "Followers": ("user", "result", "timeline", "timeline"),
    "BlueVerifiedFollowers": ("user", "result", "timeline", "timeline"),
    "Following": ("user", "result", "timeline", "timeline"),
    "FollowersYouKnow": ("user", "result", "timeline", "timeline"),
    "UserCreatorSubscriptions": ("user", "result", "timeline", "timeline"),
    "ListMembers": ("list", "members_timeline", "timeline"),
    "ListSubscribers": ("list", "subscribers_timeline", "timeline"),
    "Retweeters": ("retweeters_timeline", "timeline"),
    "Favoriters": ("favoriters_timeline", "timeline"),
    "SearchTimeline": ("search_by_raw_query", "search_timeline", "timeline"),
    "ConnectTabTimeline": ("connect_tab_timeline", "timeline"),
}
FIRST_SORT_INDEX = 2_085_474_368_099_450_880


def make_user(person: StandInPerson, shape: Shape) -> dict[str, Any]:
    """The user object of a person in a shape."""
    head = {
        "__typename": "User",
        "id": f"invented-{person.id}",
        "rest_id": person.id,
        "is_blue_verified": person.verified,
        "profile_image_shape": "Circle",
    }
    return {**head, **_BODIES[shape](person)}


def _make_a(person: StandInPerson) -> dict[str, Any]:
    flags = {
        name: True
        for name, value in (
            ("followed_by", person.follows_me),
            ("following", person.i_follow),
            ("protected", person.protected),
        )
        if value
    }
    return {
        "legacy": {
            **flags,
            "created_at": person.created_at,
            "description": person.bio,
            "entities": {"description": {"urls": []}, **_make_link(person)},
            "favourites_count": 0,
            "followers_count": person.followers,
            "friends_count": person.following,
            "location": person.location,
            "name": person.name,
            "screen_name": person.handle,
            "statuses_count": person.posts,
            "verified": False,
            **({"url": "https://t.co/invented"} if person.website else {}),
        }
    }


def _make_b(person: StandInPerson) -> dict[str, Any]:
    return {
        **_make_core(person),
        "follow_request_sent": False,
        "legacy": {
            "description": person.bio,
            "entities": {"description": {}, **_make_link(person)},
            "followers_count": person.followers,
            "friends_count": person.following,
            "statuses_count": person.posts,
            **({"url": "https://t.co/invented"} if person.website else {}),
        },
        "profile_bio": {"description": person.bio},
        "relationship_perspectives": _make_perspectives(person),
    }


def _make_c(person: StandInPerson) -> dict[str, Any]:
    return {
        **_make_core(person),
        "action_counts": {"favorites_count": 0},
        "follow_request_sent": False,
        "profile_bio": {"description": person.bio, "entities": {"description": {}, **_make_link(person)}},
        "relationship_counts": {"followers": person.followers, "following": person.following},
        "relationship_perspectives": {**_make_perspectives(person), "live_following": False},
        "tweet_counts": {"media_tweets": 0, "tweets": person.posts},
        "website": {"url": "https://t.co/invented" if person.website else ""},
    }


_BODIES = {"A": _make_a, "B": _make_b, "C": _make_c}


def _make_core(person: StandInPerson) -> dict[str, Any]:
    return {
        "core": {"created_at": person.created_at, "name": person.name, "screen_name": person.handle},
        "location": {"location": person.location},
        "privacy": {"protected": person.protected},
        "verification": {"verified": False},
    }


def _make_perspectives(person: StandInPerson) -> dict[str, bool]:
    return {
        "blocked_by": False,
        "blocking": False,
        "followed_by": person.follows_me,
        "following": person.i_follow,
        "muting": False,
    }


def _make_link(person: StandInPerson) -> dict[str, Any]:
    if not person.website:
        return {}
    shown = person.website.removeprefix("https://")
    return {"url": {"urls": [{"display_url": shown, "expanded_url": person.website, "url": "https://t.co/invented"}]}}


def make_answer(operation: str, users: list[dict[str, Any]], start: int, next_cursor: str | None) -> dict[str, Any]:
    """A page of an operation's answer.

    Args:
        operation: a key of TIMELINE_PATHS.
        users: user objects, in the order of the list.
        start: place of the first one in the whole list.
        next_cursor: where the next page begins; None on the last one.
    """
    entries = [_make_entry(user, FIRST_SORT_INDEX - start - place) for place, user in enumerate(users)]
    bottom = _make_cursor("Bottom", next_cursor or "0|end", FIRST_SORT_INDEX - start - len(users))
    entries += [bottom, _make_cursor("Top", f"-1|{start}", FIRST_SORT_INDEX + 1)]
    instructions: list[dict[str, Any]] = [
        {"type": "TimelineClearCache"},
        *([] if next_cursor else [{"type": "TimelineTerminateTimeline", "direction": "Bottom"}]),
        {"type": "TimelineAddEntries", "entries": entries},
    ]
    answer: dict[str, Any] = {"instructions": instructions}
    for part in reversed(TIMELINE_PATHS[operation]):
        answer = {part: answer}
    return {"data": answer}


def _make_entry(user: dict[str, Any], sort_index: int) -> dict[str, Any]:
    item = {
        "__typename": "TimelineUser",
        "itemType": "TimelineUser",
        "userDisplayType": "User",
        "user_results": {"result": user},
    }
    return {
        "entryId": f"user-{user.get('rest_id', sort_index)}",
        "sortIndex": str(sort_index),
        "content": {
            "__typename": "TimelineTimelineItem",
            "entryType": "TimelineTimelineItem",
            "itemContent": item,
        },
    }


def _make_cursor(kind: str, value: str, sort_index: int) -> dict[str, Any]:
    content = {"entryType": "TimelineTimelineCursor", "cursorType": kind, "value": value}
    return {
        "entryId": f"cursor-{kind.lower()}-{sort_index}",
        "sortIndex": str(sort_index),
        "content": content,
    }
