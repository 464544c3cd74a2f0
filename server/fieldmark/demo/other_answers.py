"""X's answers that are no timeline of a list: a profile, part of a community, suggestions, notifications, posts."""

from typing import Any

User = dict[str, Any]


def make_profile_answer(user: User | None) -> dict[str, Any]:
    """UserByScreenName: one user, or nobody."""
    return {"data": {"user": {"result": user} if user else {}}}


def make_slice_answer(users: list[User], next_cursor: str | None) -> dict[str, Any]:
    """The members of a community: users without a bio, and no timeline."""
    sparse = [{name: value for name, value in user.items() if name != "profile_bio"} for user in users]
    info = {"slice_info": {"next_cursor": next_cursor}} if next_cursor else {}
    items = {"items_results": [{"result": user} for user in sparse], **info}
    return {"data": {"communityResults": {"result": {"members_slice": items}}}}


def make_sidebar_answer(users: list[User]) -> dict[str, Any]:
    """SidebarUserRecommendations."""
    return {"data": {"sidebar_user_recommendations": [{"user_results": {"result": user}} for user in users]}}


def make_notifications_answer(groups: list[list[User]]) -> dict[str, Any]:
    """NotificationsTimeline: one notification for each group of people."""
    entries = []
    for number, users in enumerate(groups):
        people = [{"__typename": "TimelineNotificationUserRef", "user_results": {"result": user}} for user in users]
        template = {"__typename": "TimelineNotificationAggregateUserActions", "from_users": people}
        content = {"itemContent": {"itemType": "TimelineNotification", "template": template}}
        entries.append({"entryId": f"notification-{number}", "sortIndex": str(9_000 - number), "content": content})
    timeline = {"timeline": {"instructions": [{"type": "TimelineAddEntries", "entries": entries}]}}
    return {"data": {"viewer_v2": {"user_results": {"result": {"notification_timeline": timeline}}}}}


def make_home_answer(users: list[User], authors: list[User]) -> dict[str, Any]:
    """HomeTimeline: posts, and among them a module that suggests people."""
    items = [
        {"entryId": f"who-to-follow-{number}", "item": {"itemContent": _make_item(user)}}
        for number, user in enumerate(users)
    ]
    module = {"entryId": "who-to-follow", "sortIndex": "5", "content": {"items": items}}
    posts = [
        {
            "entryId": f"tweet-{number}",
            "sortIndex": str(9 - number),
            "content": {"itemContent": {"itemType": "TimelineTweet", "tweet_results": _make_post(author)}},
        }
        for number, author in enumerate(authors)
    ]
    instructions = [{"type": "TimelineAddEntries", "entries": [*posts, module]}]
    return {"data": {"home": {"home_timeline_urt": {"instructions": instructions}}}}


def _make_item(user: User) -> dict[str, Any]:
    return {"itemType": "TimelineUser", "userDisplayType": "UserCompact", "user_results": {"result": user}}


def _make_post(author: User) -> dict[str, Any]:
    return {"result": {"core": {"user_results": {"result": author}}}}
