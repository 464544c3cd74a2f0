"""``/people``: who is remembered, and forgetting them."""

from typing import Any

from flask import Blueprint, Response, request

from fieldmark.api.body import get_services, read_page
from fieldmark.values.keys import check_account

blueprint = Blueprint("people", __name__)


@blueprint.get("/people")
def list_people() -> dict[str, Any]:
    """``?account=`` → a page of the people it saw, in the order they first came up."""
    account = check_account(request.args.get("account"))
    limit, after = read_page()
    people = get_services().ledger.list_people(account, limit + 1, after)
    cursor = str(people[limit - 1].number) if len(people) > limit else None
    return {"items": [person.to_dict() for person in people[:limit]], "cursor": cursor}


@blueprint.delete("/people")
def forget_account() -> dict[str, int]:
    """``?account=`` → everybody it saw is forgotten; how many that were."""
    services = get_services()
    account = check_account(request.args.get("account"))
    services.learner.forget(account)
    return {"forgotten": services.ledger.forget_account(account)}


@blueprint.delete("/people/<key>")
def forget_person(key: str) -> Response:
    """A person is forgotten: by the account ``?account=``, without it by all."""
    account = request.args.get("account")
    get_services().ledger.forget_person(key, None if account is None else check_account(account))
    return Response(status=204)
